package dev.skewer.harness.shrink;

import dev.skewer.workloads.DurationText;
import dev.skewer.workloads.TestSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Looks for the smallest test that fails in the way that another did. A pure search: what it knows of tests it knows from a {@link Trial}.
 *
 * <p>First the test is made to end at its first anomaly, and its operations are bounded by a few times what that took, so that a candidate
 * that does not fail costs little. Each candidate is screened by a short {@linkplain SequentialTest sequential test}; the smallest that passes it
 * has to stand the long one, and where it does not, the same with more operations has to, and then the first that passed.
 */
public final class Shrinker {
    /** How much longer than half of the failing runs take a candidate may take; of a race that comes at random 1 in 64 takes longer. */
    private static final int LEEWAY = 6;
    /** How much longer a candidate may take than the longest of its failing runs took. */
    private static final int MARGIN = 2;
    /**
     * How much longer than half of the failing runs take the command may take: a run that fails ends then, so that a high bound costs nothing,
     * and a JVM that has just started, or a busy machine, makes a race rarer.
     */
    private static final int COMMAND_LEEWAY = 30;
    /** How much longer the command may take than the longest of its failing runs took. */
    private static final int COMMAND_MARGIN = 6;
    /** By how much that bound is raised for a test that does not fail often enough as its command runs it. */
    private static final int ROOMIER = 8;
    /** How much longer failing runs may take of a test that is otherwise smaller. */
    private static final int MOST_LONGER = 3;
    /** The share of the time that is kept for the proof before it is known how long that takes, */
    private static final double PROOF_SHARE = 0.6;
    /** and at most. */
    private static final double MOST_PROOF_SHARE = 0.75;
    /** How much longer than the shortest proof takes is kept for it. */
    private static final double PROOF_LEEWAY = 1.2;
    /** A bound of operations below this tells more about the start of a run than about the store. */
    private static final long FEWEST_OPS = 10;
    /** How often a test that fails too rarely is given more room, */
    private static final int ENLARGEMENTS = 2;
    /** and by how much each time. */
    private static final int ENLARGEMENT = 4;

    private final Trial quick;
    private final Trial exact;
    private final Duration limit;
    private final LongSupplier clock;
    private final BooleanSupplier isWished;
    private final Consumer<String> progress;

    private final long start;
    private final Map<TestSpec, Tries> known = new HashMap<>();
    private final List<TestSpec> accepted = new ArrayList<>();
    private int tries;
    private String stopped = "";
    /** Nanoseconds that are kept for the proof. */
    private long reserved;

    private boolean isProving;
    private boolean isCut;

    /**
     * A search that is about to begin.
     *
     * @param quick runs a test while a smaller one is looked for
     * @param exact runs a test as its command does
     * @param limit how long the search may take
     * @param clock nanoseconds
     * @param isWished whether it is to stop
     * @param progress told before each try what is tried
     */
    public Shrinker(
            Trial quick,
            Trial exact,
            Duration limit,
            LongSupplier clock,
            BooleanSupplier isWished,
            Consumer<String> progress) {
        this.quick = quick;
        this.exact = exact;
        this.limit = limit;
        this.clock = clock;
        this.isWished = isWished;
        this.progress = progress;
        this.start = clock.getAsLong();
        this.reserved = (long) (limit.toNanos() * PROOF_SHARE);
    }

    /** Looks for it. */
    public Reduction shrink(TestSpec original) {
        TestSpec failing = original.toBuilder().failFast(true).build();
        for (int i = 0; !fails(failing); i++) {
            if (i == ENLARGEMENTS || isOver() || !tries(failing).isPossible()) {
                return result(original, failing, failing, Tries.NONE, false);
            }
            failing = enlarged(failing);
        }
        keepTimeForProof(failing);
        TestSpec bounded = bounded(failing, LEEWAY, MARGIN);
        TestSpec rest = fails(bounded) ? bounded : failing;
        rest = new Reductions(this::fails, this::failsAsSoon).reduced(rest);
        return proved(original, rest, failing);
    }

    /** Runs the test once as its command does, to know how long a proof takes. */
    private void keepTimeForProof(TestSpec failing) {
        if (isOver()) {
            return;
        }
        long before = clock.getAsLong();
        progress.accept("one run of the command, to see how long it takes");
        Trial.Outcome outcome = exact.run(failing, left());
        tries++;
        if (outcome.ending() != Trial.Ending.STOPPED) {
            long needed = (long) ((clock.getAsLong() - before)
                    * SequentialTest.PROOFS.get(0).looks().get(0)
                    * PROOF_LEEWAY);
            reserved = Math.min((long) (limit.toNanos() * MOST_PROOF_SHARE), needed);
        }
    }

    /**
     * Whether a test fails, and not much later than what was found before it: one that has fewer processes and runs many times as long is
     * not smaller.
     */
    private boolean failsAsSoon(TestSpec spec) {
        // Half of a few runs of a race say little; the largest of several such halves is not small by luck.
        long median = accepted.stream()
                .mapToLong(each -> tries(each).medianOps())
                .max()
                .orElse(0);
        if (!fails(spec)) {
            return false;
        }
        if (tries(spec).medianOps() <= Math.max(FEWEST_OPS, median * MOST_LONGER)) {
            return true;
        }
        accepted.remove(spec);
        return false;
    }

    /** The smallest, with a higher bound of operations if it needs one, or the first that was found, if it stands the long test. */
    private Reduction proved(TestSpec original, TestSpec smallest, TestSpec failing) {
        isProving = true;
        TestSpec command = roomy(failing, smallest, 1);
        List<TestSpec> candidates = Stream.of(command, roomy(failing, smallest, ROOMIER), failing)
                .distinct()
                .toList();
        Tries best = Tries.NONE;
        for (int i = 0; i < candidates.size(); i++) {
            TestSpec candidate = candidates.get(i);
            Tries proof = attempt(exact, candidate, SequentialTest.PROOFS.get(i), "proof: ");
            boolean isProved = proof.decide(SequentialTest.PROOFS.get(i)) == SequentialTest.Decision.ACCEPTED;
            if (isProved || !stopped.isEmpty()) {
                TestSpec example = candidate.equals(failing) ? failing : smallest;
                return result(original, candidate, example, proof, isProved);
            }
            best = i == 0 ? proof : best;
        }
        return result(original, command, smallest, best, false);
    }

    private Reduction result(TestSpec original, TestSpec command, TestSpec example, Tries proof, boolean isProved) {
        Tries before = tries(original.toBuilder().failFast(true).build());
        return new Reduction(
                original, command, example, before, tries(example), proof, isProved, isCut, stopped, tries);
    }

    private boolean fails(TestSpec spec) {
        if (isOver()) {
            return false;
        }
        Tries before = known.get(spec);
        Tries tried = before == null ? attempt(quick, spec, SequentialTest.SCREEN, "") : before;
        known.put(spec, tried);
        boolean isAccepted = tried.decide(SequentialTest.SCREEN) == SequentialTest.Decision.ACCEPTED;
        if (isAccepted && before == null) {
            accepted.add(spec);
        }
        return isAccepted;
    }

    private Tries attempt(Trial trial, TestSpec spec, SequentialTest test, String prefix) {
        Tries tried = Tries.NONE;
        while (tried.decide(test) == SequentialTest.Decision.GO_ON && goesOn()) {
            progress.accept(prefix + "concurrency " + spec.concurrency() + ", keys " + spec.keys()
                    + (spec.ops() > 0 ? ", ops " + spec.ops() : "") + ": " + tried.failures() + " of " + tried.tries()
                    + " fail");
            Trial.Outcome outcome = trial.run(spec, left());
            tries++;
            if (outcome.ending() == Trial.Ending.STOPPED) {
                // Without a wish it was the time that was up.
                stopped = isWished.getAsBoolean() ? "interrupted" : timeIsUp();
            }
            tried = tried.with(outcome);
        }
        return tried;
    }

    /** Whether no further test is tried: the search is stopped, or what is left of the time is kept for the proof. */
    private boolean isOver() {
        isCut |= !isProving && !accepted.isEmpty() && left().toNanos() < reserved;
        return !stopped.isEmpty() || (isCut && !isProving);
    }

    private Tries tries(TestSpec spec) {
        return known.getOrDefault(spec, Tries.NONE);
    }

    private boolean goesOn() {
        if (stopped.isEmpty() && isWished.getAsBoolean()) {
            stopped = "interrupted";
        } else if (stopped.isEmpty() && left().isZero()) {
            stopped = timeIsUp();
        }
        return stopped.isEmpty();
    }

    private String timeIsUp() {
        return "the time limit of " + DurationText.of(limit) + " was reached";
    }

    private Duration left() {
        Duration left = limit.minusNanos(clock.getAsLong() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How much of the time is gone, from 0 to 1. */
    public double fraction() {
        return 1 - (double) left().toNanos() / limit.toNanos();
    }

    /** With so many operations at most as its tries need, by half of them and by the longest, and some more. */
    private TestSpec bounded(TestSpec spec, int leeway, int margin) {
        Tries tried = tries(spec);
        long needed = Math.max(tried.medianOps() * leeway, tried.mostOps() * margin);
        long bound = rounded(Math.max(FEWEST_OPS, needed));
        return spec.ops() > 0 && spec.ops() <= bound && spec.timeLimit() == null
                ? spec
                : spec.toBuilder()
                        .ops(spec.ops() > 0 ? Math.min(spec.ops(), bound) : bound)
                        .timeLimit(null)
                        .build();
    }

    /** The test with the bound of operations that its command is to have; never more than the run that failed could have had. */
    private TestSpec roomy(TestSpec failing, TestSpec spec, int times) {
        Tries tried = tries(spec);
        long needed = Math.max(tried.medianOps() * COMMAND_LEEWAY, tried.mostOps() * COMMAND_MARGIN) * times;
        long bound = rounded(Math.max(FEWEST_OPS, needed));
        return spec.toBuilder()
                .ops(failing.ops() > 0 ? Math.min(failing.ops(), bound) : bound)
                .timeLimit(null)
                .build();
    }

    /** The next number up that has one digit and then zeros. */
    private static long rounded(long number) {
        long unit = 1;
        while (unit * 10 <= number) {
            unit *= 10;
        }
        return (number + unit - 1) / unit * unit;
    }

    private static TestSpec enlarged(TestSpec spec) {
        var builder = spec.toBuilder();
        if (spec.ops() > 0) {
            builder.ops(spec.ops() * ENLARGEMENT);
        }
        Duration time = spec.timeLimit();
        if (time != null) {
            builder.timeLimit(time.multipliedBy(ENLARGEMENT));
        }
        return builder.build();
    }
}
