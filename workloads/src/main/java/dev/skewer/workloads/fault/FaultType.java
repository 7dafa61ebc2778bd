package dev.skewer.workloads.fault;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetType;
import java.util.function.Function;

/**
 * A kind of fault: what there is to know of it before a run.
 *
 * @param name the name on the command line, and the {@code :f} of its events
 * @param sentence what it does, in one sentence
 * @param explanation what it does and which mistakes it brings to light, in a few paragraphs
 * @param needs what a target must let it do
 * @param maker makes one for a target's controls
 */
public record FaultType<C extends Controls>(
        String name, String sentence, String explanation, Class<C> needs, Function<C, Fault> maker) {

    /** Whether a target lets it do what it needs. */
    public boolean suits(TargetType target) {
        return target.controls().contains(needs);
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
