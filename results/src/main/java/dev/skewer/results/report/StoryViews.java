package dev.skewer.results.report;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.Activity;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.Highlight;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.Outcome;
import dev.skewer.results.view.HistoryView;
import dev.skewer.results.view.ViewJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a checked history what its picture shows: the operations around each example, the examples as stories, faults, and how much
 * each client did over the whole run.
 *
 * <p>Of a history that was checked before excerpts were kept, the operations are those of the stories.
 */
final class StoryViews {
    /** What parts the call of an operation from its answer, where stories tell both. */
    private static final String ANSWER = " → ";

    private final CheckedHistory history;
    /** By the index of their invocations, which is their order in the view. */
    private final Map<Long, Call> calls = new TreeMap<>();

    private final Map<Long, Integer> numbers = new HashMap<>();
    /** The stories, the most telling first, by their keys. */
    private final Map<String, Told> told = new LinkedHashMap<>();

    /** An example of an anomaly, what it is called where several are to be chosen from, and what the history has around it. */
    record Told(String name, Example example, Optional<Excerpt> excerpt) {}

    /** An operation before its place among the others is known. */
    private record Call(
            String process, String call, String answer, Outcome outcome, long index, long invoked, long completed) {
        boolean isOpen() {
            return outcome == Outcome.INFO || outcome == Outcome.OPEN || completed < invoked;
        }
    }

    /** What there is to see of a history. */
    StoryViews(CheckedHistory history) {
        this.history = history;
        history.verdict().anomalies().values().forEach(this::tell);
        history.verdict().allowed().values().forEach(this::tell);
        for (Excerpt excerpt : history.excerpts()) {
            excerpt.operations().forEach(this::add);
        }
        told.values().forEach(story -> story.example().steps().forEach(this::add));
    }

    /** The stories by their keys, the most telling first; of each anomaly its smallest example before the first found. */
    Map<String, Told> told() {
        return told;
    }

    /** The view; null if there is neither a story to show nor anything else. */
    @Nullable HistoryView view() {
        OperationMetrics metrics = history.metrics().orElse(null);
        Highlight highlight = highlight();
        if (told.isEmpty() && highlight == null) {
            return null;
        }
        List<HistoryView.Operation> operations = operations();
        return new HistoryView(
                operations,
                told.entrySet().stream()
                        .map(each -> story(each.getKey(), each.getValue()))
                        .toList(),
                metrics == null
                        ? List.of()
                        : metrics.throughput().faults().stream()
                                .map(span -> new HistoryView.Fault(
                                        span.fault(), span.from(), span.to(), FaultText.span(span)))
                                .toList(),
                metrics == null ? null : activity(metrics),
                null,
                highlight == null
                        ? null
                        : new HistoryView.Stretch(
                                highlight.from(),
                                highlight.to(),
                                history.excerpts().get(0).leftOut()),
                metrics == null || metrics.hasClock());
    }

    /** What is shown in the absence of a story; null if there is one, or nothing was cut out. */
    private @Nullable Highlight highlight() {
        boolean isCutOut = told.isEmpty()
                && history.excerpts().size() == 1
                && history.excerpts().get(0).anomaly().equals(Excerpt.NONE);
        return isCutOut ? history.metrics().flatMap(Highlight::of).orElse(null) : null;
    }

    /** What the view shows if it tells no story, in one sentence; empty if it does, or there is none. */
    String caption() {
        Highlight highlight = highlight();
        if (highlight == null) {
            return "";
        }
        boolean hasClock = history.metrics().map(OperationMetrics::hasClock).orElse(true);
        String around = highlight
                .fault()
                .map(fault -> "the longest fault: "
                        + (hasClock ? FaultText.span(fault) : fault.fault() + FaultText.nodes(fault.nodes())))
                .orElse(
                        hasClock
                                ? "the busiest " + Figures.time(highlight.to() - highlight.from()) + ", from "
                                        + Figures.time(highlight.from()) + ", in which "
                                        + Figures.count(highlight.completions()) + " operations ended"
                                : "the middle of the history");
        return (history.anomalyCount() == 0 ? "No anomaly was found. " : "") + "This is what the clients did around "
                + around + ".";
    }

    private void tell(Anomaly anomaly) {
        List<Example> examples = anomaly.examples();
        for (int i = examples.size() - 1; i >= 0; i--) {
            String name = anomaly.name() + (i == 0 && examples.size() > 1 ? ", the first found" : "");
            int number = i;
            Optional<Excerpt> excerpt = history.excerpts().stream()
                    .filter(each -> each.anomaly().equals(anomaly.name()) && each.example() == number)
                    .findFirst();
            told.put("s" + told.size(), new Told(name, examples.get(i), excerpt));
        }
    }

    private void add(Excerpt.Operation operation) {
        calls.putIfAbsent(
                operation.index(),
                new Call(
                        operation.process(),
                        (operation.function() + " " + operation.argument()).strip(),
                        operation.result(),
                        operation.outcome(),
                        operation.index(),
                        operation.invoked(),
                        operation.completed()));
    }

    /** A story says what an operation did in better words than its arguments; how it ended the excerpt knows. */
    private void add(Example.Step step) {
        Call known = calls.get(step.index());
        int parted = step.text().indexOf(ANSWER);
        calls.put(
                step.index(),
                new Call(
                        step.process(),
                        parted < 0 ? step.text() : step.text().substring(0, parted),
                        parted < 0 ? "" : step.text().substring(parted + ANSWER.length()),
                        known != null ? known.outcome() : step.completed() < 0 ? Outcome.OPEN : Outcome.OK,
                        step.index(),
                        step.invoked(),
                        step.completed()));
    }

    /** Gives each event its place among all, by its time; at one time calls that are over end before others begin. */
    private List<HistoryView.Operation> operations() {
        record Moment(Call call, boolean isEnd, long time) {
            int turn() {
                return !isEnd ? 1 : call.invoked() < time ? 0 : 2;
            }
        }
        List<Moment> moments = new ArrayList<>();
        for (Call call : calls.values()) {
            numbers.put(call.index(), numbers.size());
            moments.add(new Moment(call, false, call.invoked()));
            if (!call.isOpen()) {
                moments.add(new Moment(call, true, call.completed()));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::time)
                .thenComparingInt(Moment::turn)
                .thenComparingLong(moment -> moment.call().index()));
        Map<Long, Long> begun = new HashMap<>();
        Map<Long, Long> ended = new HashMap<>();
        for (int rank = 0; rank < moments.size(); rank++) {
            Moment moment = moments.get(rank);
            (moment.isEnd() ? ended : begun).put(moment.call().index(), (long) rank);
        }
        return calls.values().stream()
                .map(call -> new HistoryView.Operation(
                        call.process(),
                        call.call(),
                        call.answer(),
                        call.isOpen()
                                ? HistoryView.Outcome.INFO
                                : HistoryView.Outcome.valueOf(call.outcome().name()),
                        call.index(),
                        begun.getOrDefault(call.index(), 0L),
                        ended.getOrDefault(call.index(), (long) HistoryView.NONE),
                        call.invoked(),
                        call.completed() < 0 ? HistoryView.NONE : call.completed()))
                .toList();
    }

    private HistoryView.Story story(String key, Told story) {
        List<Example.Step> steps = story.example().steps();
        List<String> names = steps.stream().map(Example.Step::op).toList();
        return new HistoryView.Story(
                key,
                story.name(),
                story.example().title(),
                steps.stream()
                        .map(step -> new HistoryView.Step(
                                step.op(), numbers.getOrDefault(step.index(), HistoryView.NONE), step.role()))
                        .toList(),
                story.example().edges().stream()
                        // A stored story may name what it does not have; its words stand beside the picture all the
                        // same.
                        .filter(edge -> names.contains(edge.from()) && names.contains(edge.to()))
                        .map(edge -> new HistoryView.Edge(
                                names.indexOf(edge.from()), names.indexOf(edge.to()), edge.type(), edge.reason()))
                        .toList(),
                story.excerpt()
                        .map(excerpt -> new HistoryView.Stretch(excerpt.from(), excerpt.to(), excerpt.leftOut()))
                        .orElse(null));
    }

    private static HistoryView.@Nullable Activity activity(OperationMetrics metrics) {
        List<Activity.Lane> lanes = metrics.activity().lanes();
        if (lanes.isEmpty() || !metrics.hasClock()) {
            return null;
        }
        return new HistoryView.Activity(
                metrics.activity().bucketNanos(),
                metrics.throughput().lastNanos(),
                lanes.stream()
                        .sorted(Comparator.comparing(Activity.Lane::first, ViewJson.PROCESSES))
                        .map(lane ->
                                new HistoryView.Lane(lane.first(), name(lane), lane.ok(), lane.fail(), lane.info()))
                        .toList());
    }

    /** The process that the lane began with, and how many took its place. */
    private static String name(Activity.Lane lane) {
        return switch ((int) Math.min(2, lane.processes())) {
            case 0 -> "others";
            case 1 -> lane.first();
            default -> lane.first() + " and " + Figures.count(lane.processes() - 1) + " more";
        };
    }
}
