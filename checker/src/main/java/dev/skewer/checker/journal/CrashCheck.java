package dev.skewer.checker.journal;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Certificate;
import dev.skewer.checker.Certification;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.crash.Cuts;
import dev.skewer.checker.journal.explain.Findings;
import dev.skewer.checker.journal.explain.Stories;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.versions.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides about a history with crashes that may have undone what had been acknowledged, as the {@link DurabilityPromise} has it: whether
 * there is an order of all operations, and of the crashes, in which each crash takes each invocation that it hit back to a version
 * that the invocation had since the crash before, and every answer is given. This is buffered durable linearizability (Izraelevitz,
 * Mendes and Scott, DISC 2016), invocation by invocation.
 *
 * <p>An invocation that {@link JournalCheck} explains without a loss is left as it is. For each other one that a crash may have hit,
 * {@link Cuts} looks for what the crashes undid. The eras between crashes then stand as invocations of their own in a history without
 * crashes, and that is checked as any other. So nothing is cheaper to explain than it was, and a history without crashes, or with a
 * promise that nothing is lost, is checked as if there were no such thing.
 */
final class CrashCheck {
    /** How often invocations are cut that another look shows to be wrong together with others. */
    private static final int ROUNDS = 4;

    /** How many steps a search of what the cuts leave takes at first, and how many times as many each time that nothing is decided. */
    private static final long FIRST_STEPS = 1L << 18;

    private static final int MORE_STEPS = 8;

    /** How long it is looked for losses that were not promised, which nothing depends on. */
    private static final Duration MOST_FOR_LOSSES = Duration.ofSeconds(2);

    private static final Certificate NOT_SEARCHED_AGAIN =
            new Certificate(false, "that no losses which the promise allows explain it is not checked again");

    private static final Certificate NOT_REPLAYED =
            new Certificate(false, "the order of operations and crashes that was found is not replayed");

    private static final Certificate UNKNOWN = new Certificate(false, "the verdict is unknown");

    private final JournalHistory h;
    private final DurabilityPromise promise;
    private final InvocationParts groups;
    private final Budget budget;
    private final int threads;
    private final Stories stories;
    private final Cuts cuts;
    /** Those that no crash explains. */
    private final BitSet refuted = new BitSet();
    /** Those of which that could not be decided. */
    private final BitSet undecided = new BitSet();
    /** Those of which it was asked. */
    private final BitSet asked = new BitSet();

    /** Those that are wrong whatever crashes did, as none can have hit them. */
    private final BitSet spared = new BitSet();

    private ForbiddenLosses losses = ForbiddenLosses.NONE;

    private JournalCheck check;
    /** What that has found. */
    private Validity found = Validity.UNKNOWN;

    private long patience = FIRST_STEPS;
    /** Whether an order of everything is known, be it that the check of what the cuts leave does not find it. */
    private boolean isExplained;

    CrashCheck(JournalHistory history, InvocationParts groups, DurabilityPromise promise, int threads, Budget budget) {
        h = history;
        this.promise = promise;
        this.groups = groups;
        this.budget = budget;
        this.threads = threads;
        stories = new Stories(history);
        check = JournalCheck.of(history, groups, threads, budget);
        cuts = new Cuts(history, groups, promise, check::isPlaced);
    }

    /** The verdict; once only. */
    Verdict run() {
        if (!promise.mayLose() || !cuts.isPossible()) {
            found = check.decide();
            Verdict verdict = check.told(found);
            return found == Validity.FALSE ? withLosses(verdict) : verdict;
        }
        long opportunities = check.opportunities();
        check.refuted().stream().filter(i -> !cuts.mayConcern(only(i))).forEach(spared::set);
        BitSet suspects = cuts.possible(check.suspects());
        if (suspects.isEmpty()) {
            decideUncut();
        } else {
            cut(suspects);
        }
        explain();
        while (isOpen() && tryHarder()) {
            BitSet again = (BitSet) undecided.clone();
            if (again.isEmpty()) {
                recheck();
            } else {
                cut(again);
            }
            explain();
        }
        boolean isWrong = !refuted.isEmpty() || !spared.isEmpty();
        return told(isWrong ? Validity.FALSE : isOpen() ? Validity.UNKNOWN : Validity.TRUE, opportunities);
    }

    /** Has all searches take more effort from now on; says whether that may help. */
    private boolean tryHarder() {
        patience *= MORE_STEPS;
        boolean isCutShort = found == Validity.UNKNOWN && !budget.exhausted();
        return cuts.tryHarder() || isCutShort;
    }

    /** Looks for cuts of all invocations that have none yet, or none that go together with the others. */
    private void explain() {
        while (isOpen()) {
            BitSet others = disagreeing();
            others.andNot(asked);
            if (others.isEmpty()) {
                break;
            }
            cut(others);
        }
        BitSet together = new BitSet();
        boolean isFound = true;
        while (isOpen() && isFound) {
            int before = together.cardinality();
            together.or(disagreeing());
            if (together.cardinality() == before) {
                // Whatever is wrong is so together with others.
                together.set(0, h.invocationCount());
            }
            boolean isAll = together.cardinality() == h.invocationCount();
            isFound = agree(together);
            if (isFound) {
                recheck();
            }
            if (isAll) {
                isExplained |= isFound;
                break;
            }
            isFound |= together.cardinality() < h.invocationCount();
        }
    }

    /** Says in a note how much crashes would have to have undone to explain a history, where that is a suffix each time. */
    private Verdict withLosses(Verdict verdict) {
        boolean isBuffered = promise.equals(DurabilityPromise.BUFFERED);
        if (isBuffered || h.crashes.all().isEmpty()) {
            return verdict;
        }
        Budget brief = Budget.of(MOST_FOR_LOSSES, budget.memoryBytes());
        CrashCheck lenient = new CrashCheck(h, groups, DurabilityPromise.BUFFERED, threads, brief);
        Verdict lossy = lenient.run();
        Anomaly lost = lossy.allowed().get(Cuts.LOST_SUFFIX);
        if (lossy.valid() != Validity.TRUE || lost == null) {
            return verdict;
        }
        losses = ForbiddenLosses.of(h, groups, promise, lenient.cuts.undone(promise), brief.afterwards());
        return losses.addTo(verdict)
                .with(
                        verdict.valid(),
                        "crashes that undid the latest of what was acknowledged explain the history: "
                                + lost.count() + (lost.count() == 1 ? " operation" : " operations")
                                + ", which the promise does not allow");
    }

    /** Whether neither an order of everything is known nor that there is none. */
    private boolean isOpen() {
        boolean isDone = isExplained || (found == Validity.TRUE && cuts.torn().length == 0);
        return !isDone && refuted.isEmpty() && spared.isEmpty();
    }

    /** Those whose cuts do not go together, as far as that is known. */
    private BitSet disagreeing() {
        BitSet invocations = sources(check.suspects());
        Arrays.stream(cuts.torn()).mapToObj(cuts::invocations).forEach(invocations::or);
        return invocations;
    }

    /** Decides about the history as it is. What concerns nothing that a crash can have hit is wrong whatever they did. */
    private void decideUncut() {
        found = check.decide(patience);
        if (found == Validity.FALSE && !cuts.mayConcern(check.suspects())) {
            spared.or(check.suspects());
        }
    }

    private static BitSet only(int invocation) {
        BitSet one = new BitSet();
        one.set(invocation);
        return one;
    }

    private BitSet sources(BitSet invocations) {
        BitSet sources = new BitSet();
        invocations.stream().map(check.history()::source).forEach(sources::set);
        return sources;
    }

    /** Looks what crashes undid of each of some invocations, and checks what is left to be checked. */
    private void cut(BitSet invocations) {
        for (int i = invocations.nextSetBit(0); i >= 0; i = invocations.nextSetBit(i + 1)) {
            settle(only(i), cuts.find(only(i), budget));
        }
        cuts.align(budget);
        mend();
        cuts.align(budget);
        cuts.reconcile(budget);
        mend();
        recheck();
    }

    /** Sees to it that what was done to several invocations is undone in all of them or in none. */
    private void mend() {
        for (int round = 0; round < ROUNDS && refuted.isEmpty(); round++) {
            int[] torn = cuts.mendable();
            if (torn.length == 0) {
                return;
            }
            for (int op : torn) {
                if (cuts.isTorn(op) && !cuts.mend(op, budget)) {
                    settle(cuts.invocations(op), cuts.find(cuts.invocations(op), budget));
                }
            }
        }
    }

    /** Looks for cuts of invocations that agree with each other; says whether there are any. */
    private boolean agree(BitSet invocations) {
        Validity outcome = cuts.find(invocations, budget);
        settle(invocations, outcome);
        return outcome == Validity.TRUE;
    }

    private void settle(BitSet invocations, Validity outcome) {
        asked.or(invocations);
        if (outcome == Validity.FALSE) {
            refuted.or(invocations);
        }
        if (outcome == Validity.TRUE) {
            undecided.andNot(invocations);
        } else if (outcome == Validity.UNKNOWN && invocations.cardinality() == 1) {
            undecided.or(invocations);
        }
    }

    /** Checks what the cuts leave: as it was found, where nothing is open; if that is not it, with all that may have been otherwise. */
    private void recheck() {
        recheck(cuts.history(true));
        if (found != Validity.TRUE) {
            recheck(cuts.history(false));
        }
    }

    private void recheck(JournalHistory cut) {
        check = JournalCheck.of(cut, new InvocationParts(cut), threads, budget);
        found = check.decide(patience);
    }

    private Verdict told(Validity valid, long opportunities) {
        List<String> notes = new ArrayList<>();
        Verdict basis = valid == found ? check.told(found) : other(valid, notes);
        notes.addAll(basis.notes());
        SortedMap<String, Anomaly> allowed = new TreeMap<>();
        cuts.lost(refuted).ifPresent(lost -> {
            allowed.put(lost.name(), lost);
            notes.add(cuts.sentence(refuted));
        });
        long seen = cuts.unacknowledged(refuted);
        if (seen > 0) {
            notes.add("readers saw what a crash then undid before it was acknowledged, "
                    + (seen == 1 ? "once" : seen + " times") + ", which the promise allows");
        }
        if (valid == Validity.FALSE && !asked.isEmpty()) {
            notes.add(
                    "what is wrong after a crash is told of the version to which it went back as far as that can be made out");
        }
        Verdict verdict = new Verdict(
                valid,
                basis.model(),
                basis.anomalies(),
                basis.not(),
                basis.alsoNot(),
                h.ops,
                opportunities,
                notes,
                allowed,
                basis.satisfied());
        return valid == Validity.FALSE ? withLosses(verdict) : verdict;
    }

    /** A verdict that the search for cuts gave, and not the check of what they leave. */
    private Verdict other(Validity valid, List<String> notes) {
        Findings findings = new Findings();
        if (valid == Validity.FALSE) {
            int op = cuts.stuckAt();
            findings.add(Finding.UNEXPLAINED, 0, 0, false, () -> stories.unexplained(op));
        } else if (valid == Validity.UNKNOWN) {
            notes.add("whether what crashes undid explains all operations could not be decided within the budget");
        }
        return verdict(valid, findings, ConsistencyModels.weakest(findings.excluded()));
    }

    private Verdict verdict(Validity valid, Findings findings, List<String> not) {
        return new Verdict(
                valid,
                JournalChecker.NAME,
                findings.anomalies(),
                not,
                ConsistencyModels.stronger(not),
                h.ops,
                0,
                List.of());
    }

    /**
     * Checks a verdict again. Where crashes undid nothing it is that of the history itself. Otherwise an order is replayed in which each era
     * is an invocation of its own; but that no other cuts explain the history is the outcome of a search that is not done again.
     */
    Certification certify(Verdict verdict) {
        boolean isSearched = verdict.valid() == Validity.FALSE && !asked.isEmpty();
        var certificates = new Certification.Builder("example");
        losses.certify(new JournalCertifier(h, groups), certificates);
        if (found == verdict.valid() && !isSearched) {
            check.certify(verdict, certificates);
            return certificates.build();
        }
        certificates.add(
                "", isSearched ? NOT_SEARCHED_AGAIN : verdict.valid() == Validity.TRUE ? NOT_REPLAYED : UNKNOWN);
        return certificates.build();
    }
}
