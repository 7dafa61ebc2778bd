package dev.skewer.workloads.generator;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The words that workloads are written in. A leaf makes operations; a combinator makes a generator of generators.
 *
 * <pre>{@code
 * limitTotal(10_000, timeLimit(Duration.ofSeconds(10), rate(5_000,
 *     choose(List.of(
 *         weighted(8, once(context -> new Read(context.dice().below(32)))),
 *         weighted(2, once(context -> new Write(context.dice().below(32)))))))))
 * }</pre>
 */
public final class Generators {
    private Generators() {}

    // ── leaves ──────────────────────────────────────────────────────────────────────────────────────────────────

    /** No operation. */
    public static <O> Generator<O> nothing() {
        return context -> Step.End.instance();
    }

    /** One operation, made from the context. */
    public static <O> Generator<O> once(Function<Context, O> operation) {
        return context -> new Step.Emit<>(operation.apply(context), 0, nothing());
    }

    /** Operations without end, each made from its context. */
    public static <O> Generator<O> each(Function<Context, O> operation) {
        return new Leaves.Each<>(operation);
    }

    /** The given operations in their order. */
    public static <O> Generator<O> sequence(List<O> operations) {
        return new Leaves.Sequence<>(List.copyOf(operations), 0);
    }

    /** A few operations that belong together, made at once from the context of the first, then taken in order. */
    public static <O> Generator<O> burst(Function<Context, List<O>> operations) {
        return context -> sequence(operations.apply(context)).next(context);
    }

    // ── choice ──────────────────────────────────────────────────────────────────────────────────────────────────

    /**
     * A generator with a weight, for {@link #mix} and {@link #choose}.
     *
     * @param weight at least 1; its share is its part of the sum
     */
    public static <O> Weighted<O> weighted(int weight, Generator<O> generator) {
        return new Weighted<>(weight, generator);
    }

    /**
     * Each step from one of the alternatives, picked by weight. An alternative keeps its place between picks; one that
     * ends is picked no more; the mix ends with the last of them.
     */
    public static <O> Generator<O> mix(List<Weighted<O>> alternatives) {
        return new Mix<>(List.copyOf(alternatives));
    }

    /**
     * Picks an alternative by weight, follows it from its beginning to its end, and picks again, for ever: for patterns
     * of several operations that must not be torn apart.
     *
     * @param alternatives each must end, and not before its first operation
     */
    public static <O> Generator<O> choose(List<Weighted<O>> alternatives) {
        return Choose.of(alternatives);
    }

    /** In every slot the generator made for it: readers here, writers there. */
    public static <O> Generator<O> perSlot(IntFunction<Generator<O>> generatorOfSlot) {
        return context -> generatorOfSlot.apply(context.slot()).next(context);
    }

    // ── order and length ────────────────────────────────────────────────────────────────────────────────────────

    /**
     * One after the other; every slot waits for all others before the next begins. What one phase does is the same however
     * far the last one came.
     */
    public static <O> Generator<O> phases(List<Generator<O>> phases) {
        return new Phases<>(List.copyOf(phases), 0, 0);
    }

    /** One after the other, each slot for itself: none waits. */
    public static <O> Generator<O> then(Generator<O> first, Generator<O> second) {
        return new Then<>(first, second, 0);
    }

    /** At most so many operations in every slot. */
    public static <O> Generator<O> limit(long perSlot, Generator<O> generator) {
        return new Limit<>(perSlot, generator);
    }

    /**
     * At most so many operations over all slots, dealt out evenly beforehand (the first slots get one more where it does
     * not divide), so that each slot's share does not depend on who is faster.
     */
    public static <O> Generator<O> limitTotal(long total, Generator<O> generator) {
        return context -> {
            long share = total / context.slots() + (context.slot() < total % context.slots() ? 1 : 0);
            return new Limit<>(share, generator).next(context);
        };
    }

    /** No operation later than this after its first. */
    public static <O> Generator<O> timeLimit(Duration limit, Generator<O> generator) {
        return context -> new TimeLimit<>(Math.addExact(context.now(), limit.toNanos()), generator).next(context);
    }

    // ── pace ────────────────────────────────────────────────────────────────────────────────────────────────────

    /**
     * Pauses of random length between the operations of a slot, uniformly from 0 to twice the mean, on a schedule that
     * does not wait for slow operations to end.
     *
     * @param mean the mean pause
     */
    public static <O> Generator<O> stagger(Duration mean, Generator<O> generator) {
        return context -> new Paced<>(mean.toNanos(), true, context.now(), generator).next(context);
    }

    /**
     * A steady number of operations per second over all slots, evenly spaced and interleaved.
     *
     * @param perSecond above 0
     */
    public static <O> Generator<O> rate(double perSecond, Generator<O> generator) {
        return context -> {
            double interval = 1e9 / perSecond;
            long first = context.now() + (long) (interval * context.slot());
            return new Paced<>((long) (interval * context.slots()), false, first, generator).next(context);
        };
    }
}
