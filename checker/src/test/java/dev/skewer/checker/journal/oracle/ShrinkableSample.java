package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.RandomHistories.Sample;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A history that jqwik makes smaller by {@link Reductions}. */
record ShrinkableSample(Sample sample) implements Shrinkable<Sample> {
    @Override
    public Sample value() {
        return sample;
    }

    @Override
    public Stream<Shrinkable<Sample>> shrink() {
        return Reductions.of(sample.ops())
                .map(ops -> new ShrinkableSample(
                        new Sample(sample.sort(), sample.origin() + " (reduced)", sample.complete(), ops)));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(sample.ops().size(), Reductions.weight(sample.ops()));
    }
}
