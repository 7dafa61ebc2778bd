package dev.skewer.checker;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a store promises of what it has acknowledged when it crashes: whether that is there afterwards, or whether the latest of it
 * may be gone. The first is what Izraelevitz, Mendes and Scott call durable linearizability, the second buffered durable
 * linearizability (<em>Linearizability of Persistent Memory Objects Under a Full-System-Crash Failure Model</em>, DISC 2016): the store
 * comes back in a state that it had.
 *
 * @param kill what is lost if the process dies and the machine goes on
 * @param powerLoss what is lost if the machine goes out
 */
public record DurabilityPromise(Loss kill, Loss powerLoss) {
    /** What is acknowledged is never lost; what holds where nothing else is said. */
    public static final DurabilityPromise DURABLE = new DurabilityPromise(Loss.NOTHING, Loss.NOTHING);

    /** Of what is acknowledged, the latest may be lost when the machine goes out. */
    public static final DurabilityPromise BUFFERED_BY_SYSTEM = new DurabilityPromise(Loss.NOTHING, Loss.SUFFIX);

    /** What is acknowledged survives the end of the process; when the machine goes out, the files may be damaged. */
    public static final DurabilityPromise PROCESS_ONLY = new DurabilityPromise(Loss.NOTHING, Loss.ANYTHING);

    /** Of what is acknowledged, the latest may be lost when the process dies, and when the machine goes out. */
    public static final DurabilityPromise BUFFERED = new DurabilityPromise(Loss.SUFFIX, Loss.SUFFIX);

    /** What the end of the process may cost. */
    public static final CheckOption KILL_MAY_LOSE = new CheckOption(
            "kill-may-lose",
            Loss.labels(),
            "What may be gone when the process is killed: nothing, writes that nobody but readers was told of, or a suffix"
                    + " of the writes."
                    + " Nothing if it is not given.");

    /** What the end of the machine may cost. */
    public static final CheckOption POWER_LOSS_MAY_LOSE = new CheckOption(
            "power-loss-may-lose",
            Loss.labels(),
            "What may be gone when the power fails: nothing, writes that nobody but readers was told of, or a suffix of the"
                    + " writes."
                    + " What a kill may lose if it is not given.");

    /** Nothing that is acknowledged is lost; but readers may see a write before it is safe. */
    public static final DurabilityPromise DURABLE_WHEN_ACKNOWLEDGED =
            new DurabilityPromise(Loss.UNACKNOWLEDGED, Loss.UNACKNOWLEDGED);

    /** How much a fault may undo, by the name that the nemesis gives it. */
    public Loss by(String fault) {
        return CrashKind.of(fault).map(this::by).orElse(Loss.NOTHING);
    }

    /** How much a crash of that kind may undo. */
    public Loss by(CrashKind crash) {
        return switch (crash) {
            case KILL -> kill;
            case POWER_LOSS -> powerLoss;
        };
    }

    /** How much of what there was a crash may undo. */
    public enum Loss {
        /** Nothing: what a client or a reader was told of is there afterwards. */
        NOTHING,
        /**
         * Writes that no client was told of. A reader may have seen them, in stores that show a write to others before it is safe; so what
         * readers saw may be gone, and what was acknowledged is not.
         */
        UNACKNOWLEDGED,
        /** The latest writes, so that what is left is a state that there was. */
        SUFFIX,
        /**
         * Anything: nothing is promised, and whatever is found afterwards is no fault. There is nothing to check there, so no check can be asked
         * for it, and a test that would make such a crash is refused.
         */
        ANYTHING;

        /** As options and files have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> labels() {
            return List.of(NOTHING.label(), UNACKNOWLEDGED.label(), SUFFIX.label());
        }

        private static Loss labelled(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** The promise that was chosen for a check. */
    public static DurabilityPromise of(CheckOptions options) {
        Optional<Loss> kill = options.choice(KILL_MAY_LOSE).map(Loss::labelled);
        Optional<Loss> powerLoss = options.choice(POWER_LOSS_MAY_LOSE).map(Loss::labelled);
        return new DurabilityPromise(kill.orElse(Loss.NOTHING), powerLoss.orElse(kill.orElse(Loss.NOTHING)));
    }

    /**
     * What chooses this promise, by the name of the option; nothing for {@link #DURABLE}. Of a crash for which nothing is promised it says
     * nothing, as there is none in the history.
     */
    public Map<String, String> choices() {
        Map<String, String> choices = new TreeMap<>();
        if (kill != Loss.NOTHING && kill != Loss.ANYTHING) {
            choices.put(KILL_MAY_LOSE.name(), kill.label());
        }
        if (powerLoss != kill && powerLoss != Loss.ANYTHING) {
            choices.put(POWER_LOSS_MAY_LOSE.name(), powerLoss.label());
        }
        return choices;
    }

    /** Options that choose this promise, and what others do. */
    public CheckOptions choose(CheckOptions options) {
        CheckOptions chosen = options;
        for (CheckOption option : List.of(KILL_MAY_LOSE, POWER_LOSS_MAY_LOSE)) {
            String choice = choices().get(option.name());
            chosen = choice == null ? chosen : chosen.with(option, choice);
        }
        return chosen;
    }

    /** What a crash of some kind may undo. */
    public Loss of(CrashKind crash) {
        return crash == CrashKind.KILL ? kill : powerLoss;
    }

    /** Whether something may be lost by some crash. */
    public boolean mayLose() {
        return kill != Loss.NOTHING || powerLoss != Loss.NOTHING;
    }
}
