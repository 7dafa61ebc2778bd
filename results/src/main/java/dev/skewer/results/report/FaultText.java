package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.FaultPlan;
import dev.skewer.results.summary.FaultSpan;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What was planned of faults and what happened, in words. */
public final class FaultText {
    private FaultText() {}

    /**
     * What a schedule planned, such as {@code 2.00 s [0 2], 4.00 s [1], and 7 more}.
     *
     * @param atMost how many times are told
     */
    public static String planned(FaultPlan plan, int atMost) {
        boolean isNamed = plan.injected().size() > 1;
        List<String> told = plan.planned().stream()
                .limit(atMost)
                .map(start -> named(isNamed, start.fault()) + moment(start) + nodes(start.nodes()))
                .toList();
        return told.isEmpty() ? "none in this time" : list(told, plan.planned().size() - told.size(), !plan.isWhole());
    }

    /**
     * How often the faults of a schedule happened and when, such as {@code 9 times: 2.00 s for 31.2 ms [0 2], and 8 more}.
     *
     * @param spans all that happened in the run, or as many as are kept
     * @param atMost how many times are told
     */
    public static String happened(FaultPlan plan, List<FaultSpan> spans, int atMost) {
        boolean isNamed = plan.injected().size() > 1;
        String counts = plan.injected().entrySet().stream()
                .map(fault -> named(isNamed, fault.getKey()) + times(fault.getValue()))
                .collect(Collectors.joining(", "));
        List<String> told = spans.stream()
                .filter(span -> plan.injected().containsKey(span.fault()))
                .limit(atMost)
                .map(span -> named(isNamed, span.fault()) + Figures.time(span.from()) + " for "
                        + Figures.time(span.to() - span.from()) + nodes(span.nodes()))
                .toList();
        long all = plan.injected().values().stream().mapToLong(Long::longValue).sum();
        return told.isEmpty() ? counts : counts + ": " + list(told, all - told.size(), false);
    }

    /** Where and how one was, such as {@code kill [0 2] percent 40, 2.00 s to 2.31 s}. */
    static String span(FaultSpan span) {
        String details = span.details().entrySet().stream()
                .map(detail -> " " + detail.getKey() + " " + detail.getValue())
                .collect(Collectors.joining(","));
        return span.fault() + nodes(span.nodes()) + details + ", " + Figures.time(span.from()) + " to "
                + Figures.time(span.to());
    }

    /** Nodes as the history has them. */
    static String nodes(List<Integer> nodes) {
        return nodes.isEmpty() ? "" : nodes.stream().map(String::valueOf).collect(Collectors.joining(" ", " [", "]"));
    }

    private static String moment(FaultPlan.Start start) {
        OptionalLong operation = start.operation();
        if (operation.isEmpty()) {
            return Figures.time(start.at());
        }
        String count = "operation " + Figures.count(operation.getAsLong());
        return start.at() == 0 ? count : Figures.time(start.at()) + " after " + count;
    }

    private static String named(boolean isNamed, String fault) {
        return isNamed ? fault + " " : "";
    }

    private static String times(long count) {
        return count == 0 ? "never" : count == 1 ? "once" : Figures.count(count) + " times";
    }

    private static String list(List<String> told, long more, boolean isOpen) {
        return String.join(", ", told)
                + (more > 0 ? ", and " + Figures.count(more) + (isOpen ? " or more" : "") + " more" : "");
    }
}
