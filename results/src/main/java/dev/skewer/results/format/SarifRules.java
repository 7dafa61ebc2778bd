package dev.skewer.results.format;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.results.Printable;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that the results of a SARIF log are of, each written when it is first needed. */
final class SarifRules {
    private static final int MAX_NAME = 200;

    private final ArrayNode json;
    private final Map<String, Rule> rules = new HashMap<>();

    /** Rules that are written into an array. */
    SarifRules(ArrayNode json) {
        this.json = json;
    }

    /**
     * One of them.
     *
     * @param id its name
     * @param index its place in the array
     */
    record Rule(String id, int index) {}

    /** The anomaly of a name, of the catalog or of a checker that a plugin brought. */
    Rule anomaly(String name) {
        return AnomalyCatalog.named(name)
                .map(entry -> rule(
                        name,
                        entry.sentence(),
                        entry.explanation() + "\n\nA history of " + entry.model() + " that has it:\n\n"
                                + entry.example()))
                .orElseGet(() ->
                        rule(name, "The anomaly " + name + ".", "An anomaly that the checker of a plugin reports."));
    }

    /** What was to be found was not, or nothing was run. */
    Rule notAsExpected() {
        return rule(
                "not-as-expected",
                "A test did not turn out as it should.",
                "A campaign says of each test what must come of it. An anomaly that was to be found was not: a planted mistake, or a level that does not"
                        + " promise to exclude it, went unseen, so that a real one might, too. Or a crash should have undone something, and did not.");
    }

    /** Nobody knows. */
    Rule undecided() {
        return rule(
                "undecided",
                "It could not be decided whether a test passed.",
                "The test was cut short, saw too little to fail, its target broke down, or its history was too large for the limits of its check."
                        + " What is not decided does not pass.");
    }

    private Rule rule(String name, String sentence, String help) {
        return rules.computeIfAbsent(Printable.line(name, MAX_NAME), id -> {
            ObjectNode rule = json.addObject();
            rule.put("id", id);
            rule.putObject("shortDescription").put("text", SarifReport.text(sentence));
            rule.putObject("fullDescription").put("text", SarifReport.text(sentence));
            rule.putObject("defaultConfiguration").put("level", "error");
            rule.putObject("help").put("text", SarifReport.text(help));
            rule.putObject("properties").putArray("tags").add("consistency");
            return new Rule(id, json.size() - 1);
        });
    }
}
