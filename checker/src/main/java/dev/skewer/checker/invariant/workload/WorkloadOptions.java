package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptionException;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.history.HistoryException;
import java.util.List;
import java.util.OptionalLong;

/** What can be chosen for the checks of Jepsen's workloads. */
public final class WorkloadOptions {
    /** How many registers a read of {@code long-fork} takes. */
    public static final CheckOption GROUP_SIZE = new CheckOption(
            "group-size",
            List.of(),
            "How many keys each read transaction reads; if it is not given, reads of the same keys form a group.");

    /** What the accounts of {@code bank-totals} hold together. */
    public static final CheckOption TOTAL_AMOUNT = new CheckOption(
            "total-amount",
            List.of(),
            "What all accounts hold together, an integer; if it is not given, what the first read shows.");

    /** Whether accounts of {@code bank-totals} may be overdrawn. */
    public static final CheckOption NEGATIVE_BALANCES = new CheckOption(
            "negative-balances", List.of("no", "yes"), "Whether a balance may be below zero; no if it is not given.");

    /** Whether the set of {@code set-full} shows what it has at once. */
    public static final CheckOption LINEARIZABLE = new CheckOption(
            "linearizable",
            List.of("no", "yes"),
            "Whether an element must be in each read that is called once it is known to be there, rather than from some time"
                    + " on; no if it is not given.");

    /** Whether nothing is left in a queue when its history ends. */
    public static final CheckOption DRAINED = new CheckOption(
            "drained",
            List.of("auto", "yes"),
            "Whether all that was enqueued or sent had been taken out when the history ended: yes, or as far as operations"
                    + " say so, which found nothing left (auto); auto if it is not given.");

    private WorkloadOptions() {}

    /**
     * An integer that was chosen.
     *
     * @param least the least that it may be
     * @throws CheckOptionException if it is none, or less
     */
    static OptionalLong integer(CheckOptions options, CheckOption option, long least) {
        Object value;
        try {
            value = options.value(option, Literals::read).orElse(null);
        } catch (HistoryException e) {
            throw CheckOptionException.badValue(option.name(), "right would be an integer");
        }
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Long number && number >= least) {
            return OptionalLong.of(number);
        }
        String right = least == Long.MIN_VALUE ? "an integer" : "an integer from " + least + " up";
        throw CheckOptionException.badValue(option.name(), "right would be " + right);
    }
}
