package dev.skewer.checker.journal;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Certification;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.crash.Undone;
import dev.skewer.checker.journal.explain.Contradiction;
import dev.skewer.checker.journal.explain.OperationText;
import dev.skewer.checker.journal.explain.Stories;
import dev.skewer.checker.journal.explain.Story;
import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.versions.Finding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Acknowledged appends that are gone after a crash by which nothing of the kind may be lost, told with the crash.
 *
 * <p>What is counted is proved: the append and the read that shows its invocation without it have no order, by a rule that follows from what
 * a journal is, and no crash that may undo what was acknowledged lies between the two.
 */
final class ForbiddenLosses {
    /** None. */
    static final ForbiddenLosses NONE = new ForbiddenLosses(List.of());

    private static final String NAME = Finding.LOST_APPEND.anomaly();

    private final List<Proved> all;

    private record Proved(Undone undone, Story story) {
        String kind() {
            return "by-" + undone.crash().fault();
        }

        /** The story, the crash among its steps. */
        Example example() {
            Example told = story.example();
            Crash crash = undone.crash();
            List<Example.Step> steps = new ArrayList<>(told.steps());
            steps.add(OperationText.step(crash, "came between"));
            steps.sort(Comparator.comparingLong(Example.Step::index));
            return new Example(told.title(), steps, told.edges(), told.contradiction());
        }
    }

    private ForbiddenLosses(List<Proved> all) {
        this.all = all;
    }

    /**
     * Those of some losses that can be proved.
     *
     * @param promise what the crashes may undo
     * @param losses what they undid, by one explanation of the history
     * @param time when it ends in any case
     */
    static ForbiddenLosses of(
            JournalHistory h, InvocationParts groups, DurabilityPromise promise, List<Undone> losses, Budget time) {
        var contradiction = new Contradiction(h, groups, time);
        var stories = new Stories(h);
        List<Proved> proved = new ArrayList<>();
        for (Undone each : losses) {
            if (time.exhausted()) {
                break;
            }
            BitSet both = new BitSet();
            both.set(each.op());
            both.set(each.shows());
            if (!isExcused(h, promise, each) && contradiction.breaksRule(both)) {
                proved.add(new Proved(
                        each,
                        stories.undone(each.part(), each.shows(), each.crash().fault())));
            }
        }
        proved.sort(Comparator.comparingLong(loss -> loss.undone().op()));
        return new ForbiddenLosses(proved);
    }

    /** Whether a crash by which an acknowledged append may be lost can have come between it and the read. */
    private static boolean isExcused(JournalHistory h, DurabilityPromise promise, Undone loss) {
        int node = h.crashes.node(h.invocations.token(h.partInvocation[loss.part()]));
        return h.crashes.all().stream()
                .anyMatch(crash -> crash.loss(promise) == Loss.SUFFIX
                        && crash.mayHit(node)
                        && crash.started() < h.completeRank[loss.shows()]
                        && crash.healed() > h.invokeRank[loss.op()]);
    }

    /** A verdict that has them as well. */
    Verdict addTo(Verdict verdict) {
        if (all.isEmpty()) {
            return verdict;
        }
        SortedMap<String, Anomaly> anomalies = new TreeMap<>(verdict.anomalies());
        SortedMap<String, Long> kinds = new TreeMap<>();
        all.forEach(loss -> kinds.merge(loss.kind(), 1L, Long::sum));
        Anomaly known = anomalies.get(NAME);
        List<Example> examples = new ArrayList<>(List.of(all.get(0).example()));
        if (known != null) {
            known.smallest().ifPresent(examples::add);
            known.kinds().forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
        }
        long count = all.size() + (known == null ? 0 : known.count());
        anomalies.put(NAME, new Anomaly(NAME, count, kinds, examples));
        Set<String> excluded = new TreeSet<>(verdict.not());
        excluded.addAll(Finding.LOST_APPEND.excludedBy(true));
        List<String> not = ConsistencyModels.weakest(excluded);
        return new Verdict(
                verdict.valid(),
                verdict.model(),
                anomalies,
                not,
                ConsistencyModels.stronger(not),
                verdict.ops(),
                verdict.opportunities(),
                verdict.notes(),
                verdict.allowed(),
                verdict.satisfied());
    }

    /** Has the example that is told checked again. */
    void certify(JournalCertifier certifier, Certification.Builder certificates) {
        if (!all.isEmpty()) {
            certificates.add(NAME, certifier.story(all.get(0).story()));
        }
    }
}
