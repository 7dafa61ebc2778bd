package dev.skewer.workloads.fault;

import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetType;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kind of fault: what there is to know of it before a run.
 *
 * @param name the name on the command line, and the {@code :f} of its events
 * @param sentence what it does, in one sentence
 * @param explanation what it does and which mistakes it brings to light, in a few paragraphs
 * @param needs what a target must let it do
 * @param availability says whether it works on this machine, whatever the target; quick, and without a trace
 * @param maker makes one for a target's controls
 * @param group the package that it is in; null if it is in none but {@link FaultPackage#ALL}
 */
public record FaultType<C extends Controls>(
        String name,
        String sentence,
        String explanation,
        Class<C> needs,
        Supplier<Availability> availability,
        Function<C, Fault> maker,
        @Nullable FaultPackage group) {

    /** One of no package. */
    public FaultType(
            String name,
            String sentence,
            String explanation,
            Class<C> needs,
            Supplier<Availability> availability,
            Function<C, Fault> maker) {
        this(name, sentence, explanation, needs, availability, maker, null);
    }

    /** One of no package that works on every machine, if the target lets it. */
    public FaultType(String name, String sentence, String explanation, Class<C> needs, Function<C, Fault> maker) {
        this(name, sentence, explanation, needs, () -> Availability.AVAILABLE, maker);
    }

    /** The same in a package. */
    public FaultType<C> in(FaultPackage belongsTo) {
        return new FaultType<>(name, sentence, explanation, needs, availability, maker, belongsTo);
    }

    /** Whether a target lets it do what it needs. */
    public boolean suits(TargetType target) {
        return target.controls().contains(needs);
    }

    /** Whether it hits some of a target's nodes and spares others. */
    public boolean choosesNodes() {
        return Controls.Cluster.class.isAssignableFrom(needs);
    }

    /**
     * Whether it works here, on a target that it {@linkplain #suits suits}.
     *
     * @param options of a test, for the target; the others have their standard value
     */
    public Availability availability(TargetType target, Map<String, String> options) {
        Availability own = Availability.by(availability);
        return own.isAvailable() ? target.availability(needs, options) : own;
    }

    /**
     * One for a target that it {@linkplain #suits suits}.
     *
     * @param target open
     */
    public Fault on(Target target) {
        return maker.apply(needs.cast(target));
    }
}
