package dev.skewer.workloads.target;

import dev.skewer.workloads.generator.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a target is opened.
 *
 * @param directory where it may keep files; does not exist yet
 * @param isolation one of its isolations
 * @param durability one of its durabilities
 * @param options all of its options that have a value
 * @param defects ids of planted mistakes
 * @param controls which of its controls will be used; the others may stay out of the way
 * @param seed for whatever it does by chance
 */
public record TargetSettings(
        Path directory,
        String isolation,
        String durability,
        Map<String, String> options,
        List<String> defects,
        Set<Class<? extends Controls>> controls,
        Seed seed) {
    /** Copies the collections. */
    public TargetSettings {
        options = Map.copyOf(options);
        defects = List.copyOf(defects);
        controls = Set.copyOf(controls);
    }
}
