package dev.skewer.results.summary;

import dev.skewer.checker.Validity;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that is to be said of a candidate beside its base.
 *
 * @param kind what has changed
 * @param effect what follows from it
 * @param cell the key of the cell that it is about; empty if it is about several, or none
 * @param test that cell's name, or what else it is about
 * @param sentence what has changed, for a person, in one line that begins small and has no full stop
 * @param estimate the figures behind it, if it is about figures
 */
public record Change(Kind kind, Effect effect, String cell, String test, String sentence, Optional<Estimate> estimate) {
    /** The most telling first: what follows, then the kind; the sort keeps the order of others. */
    public static final Comparator<Change> ORDER =
            Comparator.comparing(Change::effect).thenComparing(Change::kind);

    /** What follows from a change. */
    public enum Effect {
        /** Something got worse, or a gate is not what it claims to be. */
        WORSE,
        /** Something may have got worse, and what was seen does not tell. */
        UNDECIDED,
        /** Something got better. */
        BETTER,
        /** It is told, and decides nothing. */
        NOTED;

        /** As it is stored: {@code worse}. */
        public String label() {
            return Change.label(this);
        }
    }

    /** What has changed, the most telling first. */
    public enum Kind {
        /** An anomaly where there was none, and none is expected. */
        NEW_ANOMALY,
        /** A cell that was as expected is not any more. */
        NOT_AS_EXPECTED,
        /** An anomaly shows more often. */
        MORE_FREQUENT,
        /** A planted mistake was not found, though a gate has to. */
        NOT_PROVED,
        /** An acceptance has come to its end. */
        ACCEPTANCE_EXPIRED,
        /** An acceptance of something that is not there. */
        ACCEPTANCE_NOT_NEEDED,
        /** A cell of the base was not run. */
        NOT_RUN,
        /** Fewer client operations per second. */
        SLOWER,
        /** A longer latency. */
        LONGER_LATENCY,
        /** An anomaly that is expected is found later, or by fewer runs. */
        FOUND_LATER,
        /** A cell that was decided is {@code unknown}, or was cut short. */
        UNKNOWN,
        /** The verdicts of a cell's runs differ. */
        FLAKY,
        /** A cell that the base does not have. */
        NEW_CELL,
        /** A cell of the base that was left out by wish. */
        LEFT_OUT,
        /** A cell that was not as expected is so now. */
        AS_EXPECTED,
        /** An anomaly that was there was not found. */
        GONE_ANOMALY,
        /** An anomaly shows less often. */
        LESS_FREQUENT,
        /** How often an anomaly shows cannot be compared. */
        RATE_NOT_COMPARED,
        /** More client operations per second. */
        FASTER,
        /** A shorter latency. */
        SHORTER_LATENCY,
        /** An anomaly that is expected is found sooner. */
        FOUND_SOONER,
        /** An anomaly that is known, and accepted for the time being. */
        ACCEPTED,
        /** A planted mistake was found. */
        PROVED,
        /** A promise that no planted mistake breaks. */
        NOT_PROVABLE,
        /** Throughput and latency cannot be compared. */
        SPEED_NOT_COMPARED,
        /** What was compared is not the same test. */
        OTHER_TEST;

        /** As it is stored: {@code new-anomaly}. */
        public String label() {
            return Change.label(this);
        }
    }

    /** One without figures. */
    public static Change of(Kind kind, Effect effect, String cell, String test, String sentence) {
        return new Change(kind, effect, cell, test, sentence, Optional.empty());
    }

    /** The whole of it in one line: what it is about, and what has changed. */
    public String text() {
        return test.isEmpty() ? sentence : test + ": " + sentence;
    }

    /** Changes as one verdict: false if one is worse, else unknown if one is undecided, else true. */
    public static Validity verdict(Collection<Change> changes) {
        if (changes.stream().anyMatch(change -> change.effect() == Effect.WORSE)) {
            return Validity.FALSE;
        }
        return changes.stream().anyMatch(change -> change.effect() == Effect.UNDECIDED)
                ? Validity.UNKNOWN
                : Validity.TRUE;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
