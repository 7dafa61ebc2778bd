package dev.skewer.workloads.target;

import dev.skewer.workloads.SpecException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind of target: what there is to know of it before it is opened.
 *
 * @param name the name on the command line
 * @param sentence what it is, in one sentence
 * @param explanation what it is and what it is good for, in a few paragraphs
 * @param isolations its read isolations
 * @param durabilities its durabilities
 * @param defects ids of the mistakes that can be planted in it
 * @param combination told the planted mistakes, all known; throws {@link IllegalArgumentException} with one line if they
 *     cannot be together
 * @param controls what faults may do to it
 * @param protocols what workloads may do with it
 * @param opener opens one; throws {@link NoEffectException} with one clear line if it cannot
 */
public record TargetType(
        String name,
        String sentence,
        String explanation,
        List<String> isolations,
        List<String> durabilities,
        List<String> defects,
        Consumer<List<String>> combination,
        Set<Class<? extends Controls>> controls,
        Set<Class<? extends Connection>> protocols,
        Function<TargetSettings, Target> opener) {
    /** Copies the collections. */
    public TargetType {
        isolations = List.copyOf(isolations);
        durabilities = List.copyOf(durabilities);
        defects = List.copyOf(defects);
        controls = Set.copyOf(controls);
        protocols = Set.copyOf(protocols);
    }

    /** Opens one. */
    public Target open(TargetSettings settings) {
        return opener.apply(settings);
    }

    /**
     * Checks a read isolation.
     *
     * @throws SpecException if it has no such level
     */
    public void checkIsolation(String level) {
        check("isolation", level, isolations);
    }

    /**
     * Checks a durability.
     *
     * @throws SpecException if it has no such level
     */
    public void checkDurability(String level) {
        check("durability", level, durabilities);
    }

    /**
     * Checks a combination of planted mistakes.
     *
     * @throws SpecException if it does not have them
     */
    public void checkDefects(List<String> ids) {
        for (String id : ids) {
            check("defect", id, defects);
        }
        try {
            combination.accept(ids);
        } catch (IllegalArgumentException e) {
            throw new SpecException(String.valueOf(e.getMessage()));
        }
    }

    private void check(String what, String asked, List<String> has) {
        if (has.contains(asked)) {
            return;
        }
        throw new SpecException("target '" + name + "' has no " + what + " '" + asked + "': "
                + (has.isEmpty() ? "it has none" : "expected one of " + String.join(", ", has)));
    }
}
