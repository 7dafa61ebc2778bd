package dev.skewer.workloads;

import dev.skewer.workloads.bank.BankWorkload;
import dev.skewer.workloads.journal.JournalWorkload;
import dev.skewer.workloads.register.RegisterWorkload;
import java.util.List;

/** All workloads, by name. */
public final class Workloads {
    private static final List<Workload<?>> ALL = List.of(new JournalWorkload(), new RegisterWorkload(), new BankWorkload());

    private Workloads() {}

    /** All of them, in the order in which they are listed. */
    public static List<Workload<?>> all() {
        return ALL;
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Workload::name).toList();
    }

    /**
     * The one with this name.
     *
     * @throws SpecException if there is none
     */
    public static Workload<?> of(String name) {
        for (Workload<?> workload : ALL) {
            if (workload.name().equals(name)) {
                return workload;
            }
        }
        throw SpecException.unknown("workload", name, names());
    }
}
