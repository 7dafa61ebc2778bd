package dev.skewer.checker;

import java.util.Map;
import java.util.Optional;

/** What dies when a store does. */
public enum CrashKind {
    /** The process. */
    KILL,
    /** The machine; of what was written, what was not synced may be gone too. */
    POWER_LOSS;

    /** Faults in which processes die, by themselves or not, and those in which what the machine holds is lost, or is found damaged. */
    private static final Map<String, CrashKind> OF_FAULTS = Map.ofEntries(
            Map.entry("kill", KILL),
            Map.entry("crash-loop", KILL),
            Map.entry("crash-point", KILL),
            Map.entry("torn-write", KILL),
            Map.entry("io-error", KILL),
            Map.entry("write-limit", KILL),
            Map.entry("disk-full", KILL),
            Map.entry("memory-pressure", KILL),
            Map.entry("power-loss", POWER_LOSS),
            Map.entry("bit-flip", POWER_LOSS));

    /** What dies of a fault, by the name that the nemesis gives it; empty if nothing does. */
    public static Optional<CrashKind> of(String fault) {
        return Optional.ofNullable(OF_FAULTS.get(fault));
    }
}
