package dev.skewer.results.linear;

import dev.skewer.checker.linear.Analysis;
import dev.skewer.checker.linear.Certificate;
import dev.skewer.checker.linear.PartResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of checking a verdict again.
 *
 * @param groups the parts of the history by what was done about them, in order of the first part of each
 */
public record Certification(List<Group> groups) {
    /** How many keys of a group JSON names. */
    private static final int MAX_KEYS = 20;

    /**
     * Parts about which the same can be said.
     *
     * @param certificate what
     * @param keys what each is about; empty for a history without keys
     */
    public record Group(Certificate certificate, List<String> keys) {
        /** Copies the list. */
        public Group {
            keys = List.copyOf(keys);
        }
    }

    /** Copies the list. */
    public Certification {
        groups = List.copyOf(groups);
    }

    /** Checks each part of a history again. Takes at most a few seconds a part, and as a rule less than the check. */
    public static Certification of(Analysis analysis) {
        Map<Certificate, List<String>> parts = new LinkedHashMap<>();
        for (PartResult part : analysis.parts()) {
            parts.computeIfAbsent(analysis.certificate(part), c -> new ArrayList<>())
                    .add(Analysis.name(part));
        }
        List<Group> groups = new ArrayList<>();
        parts.forEach((certificate, keys) -> groups.add(new Group(certificate, keys)));
        return new Certification(groups);
    }

    /** How many parts there are. */
    public int parts() {
        return groups.stream().mapToInt(group -> group.keys().size()).sum();
    }

    /** As JSON, in the form that {@code docs/results.md} describes. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(
                "certified",
                groups.stream()
                        .filter(group -> group.certificate().isCertified())
                        .mapToInt(group -> group.keys().size())
                        .sum());
        json.put("parts", parts());
        ArrayNode all = json.putArray("groups");
        for (Group group : groups) {
            ObjectNode node = all.addObject();
            node.put("certified", group.certificate().isCertified());
            node.put("how", group.certificate().how());
            node.put("parts", group.keys().size());
            ArrayNode keys = node.putArray("keys");
            group.keys().stream().filter(key -> !key.isEmpty()).limit(MAX_KEYS).forEach(keys::add);
        }
        return json;
    }
}
