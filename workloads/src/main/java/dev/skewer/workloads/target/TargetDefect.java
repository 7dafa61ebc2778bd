package dev.skewer.workloads.target;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that can be planted in a target, to prove that a campaign would find it.
 *
 * @param id the name on the command line: letters, digits, '-', '_' and '.'
 * @param sentence the mistake, in one sentence
 * @param anomaly the anomaly that gives it away, by the checker's name; others may accompany it
 * @param explanation how the mistake comes about and what it does, in a paragraph
 * @param fault the fault without which it does not show; null when it shows under plain load
 * @param durability the durability level at which alone it is a mistake, or shows; null when it is one at any
 * @param options what the target has to be opened with for it to show, by the option's name; a test has it by itself
 * @param isolations the isolation levels at which it is known to show; any, if there are none
 * @param workloads names of those that see it although their checker has no such anomaly: by one of their own
 */
public record TargetDefect(
        String id,
        String sentence,
        String anomaly,
        String explanation,
        @Nullable String fault,
        @Nullable String durability,
        Map<String, String> options,
        Set<String> isolations,
        Set<String> workloads) {
    private static final Pattern ID = Pattern.compile("(?!all$|none$)[A-Za-z0-9][A-Za-z0-9._-]*");

    /**
     * Checks what cannot be told later.
     *
     * @throws IllegalArgumentException if the id is none, or a word that means something else in a campaign
     */
    public TargetDefect {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a defect cannot be called '" + id + "'");
        }
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(anomaly, "anomaly");
        Objects.requireNonNull(explanation, "explanation");
        options = Map.copyOf(options);
        isolations = Set.copyOf(isolations);
        workloads = Set.copyOf(workloads);
    }

    /** One that shows at any isolation, to workloads whose checker reports its anomaly. */
    public TargetDefect(
            String id,
            String sentence,
            String anomaly,
            String explanation,
            @Nullable String fault,
            @Nullable String durability,
            Map<String, String> options) {
        this(id, sentence, anomaly, explanation, fault, durability, options, Set.of(), Set.of());
    }

    /** One that is a mistake at any durability. */
    public TargetDefect(String id, String sentence, String anomaly, String explanation, @Nullable String fault) {
        this(id, sentence, anomaly, explanation, fault, null, Map.of());
    }

    /** The same, in a target that needs another fault for it. */
    public TargetDefect withFault(@Nullable String other) {
        return new TargetDefect(id, sentence, anomaly, explanation, other, durability, options, isolations, workloads);
    }

    /** The same, said to show at these isolation levels only; at any, if there are none. */
    public TargetDefect seenAt(Set<String> levels) {
        return new TargetDefect(id, sentence, anomaly, explanation, fault, durability, options, levels, workloads);
    }

    /** The same, said to show to these workloads too, though by an anomaly of their own. */
    public TargetDefect seenBy(Set<String> names) {
        return new TargetDefect(id, sentence, anomaly, explanation, fault, durability, options, isolations, names);
    }

    /** Whether it shows at an isolation level. */
    public boolean isSeenAt(String isolation) {
        return isolations.isEmpty() || isolations.contains(isolation);
    }
}
