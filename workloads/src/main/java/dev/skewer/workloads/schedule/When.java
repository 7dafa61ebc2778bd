package dev.skewer.workloads.schedule;

import dev.skewer.workloads.generator.Dice;
import java.time.Duration;
import java.util.List;

/** When the rounds of a schedule begin. */
public sealed interface When {
    /** When one round begins. */
    sealed interface Moment {}

    /** At once: its first step waits as long as the fault draws. */
    record Now() implements Moment {}

    /** So long after the round before has ended. */
    record After(Duration idle) implements Moment {}

    /** At a time since the run began; at once if that has passed. */
    record AtTime(Duration time) implements Moment {}

    /** When so many client operations have begun; at once if they have. */
    record AtOperation(long count) implements Moment {}

    /** It does not begin: the schedule is over. */
    record Never() implements Moment {}

    /**
     * When a round begins, asked when the one before has ended.
     *
     * @param round from 0
     * @param now the time since the run began
     * @param operations how many client operations have begun
     * @param dice of this round
     */
    Moment moment(long round, Duration now, long operations, Dice dice);

    /**
     * Each time that a thread of the target stands at a point of its code, which is held there until the first step has begun; after as long
     * without as the fault draws.
     *
     * @param point one of the target's
     */
    record AtPoint(String point) implements When {
        @Override
        public Moment moment(long round, Duration now, long operations, Dice dice) {
            return new Now();
        }
    }

    /** As the fault itself draws it. */
    record Own() implements When {
        @Override
        public Moment moment(long round, Duration now, long operations, Dice dice) {
            return new Now();
        }
    }

    /**
     * At each multiple of a period; one that passes while the fault still lasts is left out.
     *
     * @param period from start to start, more than zero
     */
    record Every(Duration period) implements When {
        @Override
        public Moment moment(long round, Duration now, long operations, Dice dice) {
            long passed = now.toNanos() / period.toNanos();
            return new AtTime(period.multipliedBy(passed + 1));
        }
    }

    /**
     * Without memory: how long all is well between two rounds is exponentially distributed.
     *
     * @param interval its mean, more than zero
     */
    record Mean(Duration interval) implements When {
        @Override
        public Moment moment(long round, Duration now, long operations, Dice dice) {
            // 1 - fraction is in (0, 1], so the logarithm is finite: at most 37 times the mean.
            double factor = -Math.log(1 - dice.fraction());
            long micros = Math.round(factor * interval.toNanos() / 1_000);
            return new After(Duration.ofNanos(micros * 1_000));
        }
    }

    /**
     * Once at each of some times.
     *
     * @param times since the run began, ascending
     */
    record At(List<Duration> times) implements When {
        /** Sorts and copies the list. */
        public At {
            times = times.stream().sorted().toList();
        }

        @Override
        public Moment moment(long round, Duration now, long operations, Dice dice) {
            return round < times.size() ? new AtTime(times.get((int) round)) : new Never();
        }
    }

    /**
     * Each time that so many client operations more have begun; what passes while the fault still lasts is left out.
     *
     * @param count at least 1
     */
    record EveryOperations(long count) implements When {
        @Override
        public Moment moment(long round, Duration now, long operations, Dice dice) {
            long passed = operations / count;
            return passed < Long.MAX_VALUE / count ? new AtOperation((passed + 1) * count) : new Never();
        }
    }

    /**
     * Once at each of some counts of client operations.
     *
     * @param counts ascending
     */
    record AtOperations(List<Long> counts) implements When {
        /** Sorts and copies the list. */
        public AtOperations {
            counts = counts.stream().sorted().toList();
        }

        @Override
        public Moment moment(long round, Duration now, long operations, Dice dice) {
            return round < counts.size() ? new AtOperation(counts.get((int) round)) : new Never();
        }
    }
}
