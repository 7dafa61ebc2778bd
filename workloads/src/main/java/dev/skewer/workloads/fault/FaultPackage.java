package dev.skewer.workloads.fault;

import java.util.Locale;

/** Faults that belong together, as users ask for them: {@code --fault-package crash}. */
public enum FaultPackage {
    /** Processes end, hang and start again, and what they did not make durable is gone. */
    CRASH("What ends, stops or restarts the target, and what it loses thereby."),
    /** Files: errors, lies, damage, no room. */
    DISK("What goes wrong with files: errors, delays, lies, damage, no room."),
    /** Connections between clients and nodes, and among nodes. */
    NETWORK("What goes wrong between clients and nodes, and among nodes."),
    /** Memory, processors, the clock. */
    RESOURCES("Too little memory or processor time, pauses, and a clock that jumps."),
    /** Every fault there is, those of no other package too. */
    ALL("Every fault there is.");

    private final String sentence;

    FaultPackage(String sentence) {
        this.sentence = sentence;
    }

    /** Its name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is in it, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** Whether a kind of fault is in it. */
    public boolean has(FaultType<?> fault) {
        return this == ALL || fault.group() == this;
    }
}
