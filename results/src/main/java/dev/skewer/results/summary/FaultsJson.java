package dev.skewer.results.summary;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was planned of faults and what happened, as JSON, there and back. */
final class FaultsJson {
    private FaultsJson() {}

    static void putPlans(ObjectNode json, List<FaultPlan> plans) {
        ArrayNode all = json.putArray("fault-plans");
        for (FaultPlan plan : plans) {
            ObjectNode one = all.addObject().put("schedule", plan.schedule());
            ObjectNode injected = one.putObject("injected");
            plan.injected().forEach(injected::put);
            ArrayNode planned = one.putArray("planned");
            for (FaultPlan.Start start : plan.planned()) {
                ObjectNode node =
                        planned.addObject().put("fault", start.fault()).put("at_ms", Json.millis(start.at()));
                start.operation().ifPresent(count -> node.put("operation", count));
                node.put("for_ms", Json.millis(start.length()));
                putNodes(node, start.nodes());
            }
            one.put("complete", plan.isWhole());
        }
    }

    /** The plans of a run; none of one that was written before there were any. */
    static List<FaultPlan> plans(StoredObject json) {
        return json.has("fault-plans")
                ? json.objects("fault-plans").stream()
                        .map(plan -> new FaultPlan(
                                plan.text("schedule"),
                                plan.counts("injected"),
                                plan.objects("planned").stream()
                                        .map(FaultsJson::start)
                                        .toList(),
                                plan.bool("complete")))
                        .toList()
                : List.of();
    }

    private static FaultPlan.Start start(StoredObject json) {
        return new FaultPlan.Start(
                json.text("fault"),
                json.nanosFromMillis("at_ms"),
                json.has("operation") ? OptionalLong.of(json.count("operation")) : OptionalLong.empty(),
                json.nanosFromMillis("for_ms"),
                nodes(json));
    }

    static void putSpans(ObjectNode json, List<FaultSpan> spans) {
        ArrayNode all = json.putArray("faults");
        for (FaultSpan span : spans) {
            ObjectNode one = all.addObject()
                    .put("name", span.fault())
                    .put("from_ms", Json.millis(span.from()))
                    .put("to_ms", Json.millis(span.to()));
            putNodes(one, span.nodes());
            if (!span.details().isEmpty()) {
                ObjectNode details = one.putObject("details");
                span.details().forEach(details::put);
            }
        }
    }

    static List<FaultSpan> spans(StoredObject json) {
        return json.objects("faults").stream()
                .map(span -> new FaultSpan(
                        span.text("name"),
                        span.nanosFromMillis("from_ms"),
                        span.nanosFromMillis("to_ms"),
                        nodes(span),
                        span.has("details") ? span.integersByName("details") : Collections.emptySortedMap()))
                .toList();
    }

    private static void putNodes(ObjectNode json, List<Integer> nodes) {
        if (!nodes.isEmpty()) {
            ArrayNode all = json.putArray("nodes");
            nodes.forEach(all::add);
        }
    }

    private static List<Integer> nodes(StoredObject json) {
        return json.has("nodes")
                ? json.integers("nodes").stream().map(Long::intValue).toList()
                : List.of();
    }
}
