package dev.skewer.results.summary;

import dev.skewer.checker.Certification;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Certificates as JSON, in the form that {@code docs/results.md} describes. */
public final class CertificationJson {
    /** How many keys of a group it names. */
    private static final int MAX_NAMES = 20;

    private CertificationJson() {}

    /** All certificates of a verdict. */
    public static ObjectNode of(Certification certification) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("certified", certification.certified());
        json.put("parts", certification.size());
        ArrayNode all = json.putArray("groups");
        for (Certification.Group group : certification.groups()) {
            ObjectNode node = all.addObject();
            node.put("certified", group.certificate().isCertified());
            node.put("how", group.certificate().how());
            node.put("parts", group.names().size());
            ArrayNode names = node.putArray("keys");
            group.names().stream()
                    .filter(name -> !name.isEmpty())
                    .limit(MAX_NAMES)
                    .forEach(names::add);
        }
        return json;
    }
}
