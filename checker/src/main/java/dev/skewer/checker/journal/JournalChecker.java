package dev.skewer.checker.journal;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certification;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.crash.Cuts;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.versions.Finding;
import dev.skewer.history.Event;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Strict serializability of journals with metadata, as {@link JournalCheck} decides it.
 */
public final class JournalChecker implements Checker {
    /** The name of the model. */
    public static final String NAME = "journal";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "Journals with metadata: append, trim, compact, purge, paired reads, scans.",
            "strictly serializable as journal",
            """
            Each invocation owns a journal and metadata that describe it: epoch, first index, length. Every write to an \
            invocation makes a new version of the pair; a trim to a shorter length opens the next epoch. So epoch and \
            first + length order the versions of one invocation, and every value names the append that wrote it. \
            A read of the metadata determines one version, a read of the journal a set of versions, and a paired read is skewed \
            when the one is not in the other. Beyond that: linearizability of each invocation, real-time order and the order \
            of each process, and for scans and appends to several invocations the order of versions across them.""",
            """
            {:index 0 :time 0 :process 0 :type :invoke :f :append :value {:id 1 :entry 10}}
            {:index 1 :time 1 :process 0 :type :ok :f :append :value {:id 1 :entry 10 :epoch 0 :index 0}}
            {:index 2 :time 2 :process 1 :type :invoke :f :read :value {:id 1}}
            {:index 3 :time 3 :process 1 :type :ok :f :read :value {:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]]}}""",
            List.of(DurabilityPromise.KILL_MAY_LOSE, DurabilityPromise.POWER_LOSS_MAY_LOSE),
            Stream.concat(Arrays.stream(Finding.values()).map(Finding::anomaly), Stream.of(Cuts.LOST_SUFFIX))
                    .distinct()
                    .toList(),
            "paired reads that overlapped a write to the same invocation",
            List.of(
                    "True: every operation was placed so that one order of all of them agrees with real time and gives every"
                            + " answer. False: there is no such order, whatever became of the operations of unknown outcome.",
                    "It assumes that each entry is appended by one operation only, which is checked on reading, and that an"
                            + " operation that failed had no effect.",
                    "It cannot see damage that no operation observed; where a store reports no epochs or indexes, only rows"
                            + " that no journal could have and what a bounded search can decide."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public CheckSession open(CheckOptions options) {
        options.requireOnly(INFO.options(), "every invocation begins with its first append, which names it");
        return new Session(options.source(), DurabilityPromise.of(options));
    }

    /**
     * Checks a history that is in memory.
     *
     * @param history what was recorded
     * @param budget what the searches may cost
     * @return the verdict; {@code opportunities} says what it is worth
     */
    public static Verdict check(JournalHistory history, Budget budget) {
        return check(history, DurabilityPromise.DURABLE, budget);
    }

    /**
     * Checks a history that is in memory.
     *
     * @param history what was recorded
     * @param promise what crashes may undo
     * @param budget what the searches may cost
     */
    public static Verdict check(JournalHistory history, DurabilityPromise promise, Budget budget) {
        InvocationParts groups = new InvocationParts(history);
        return new CrashCheck(history, groups, promise, PlacedInvocations.threads(groups), budget).run();
    }

    private static final class Session implements CheckSession {
        private final JournalHistoryBuilder builder;
        private final DurabilityPromise promise;
        /** The latest, and what it said. */
        private @Nullable CrashCheck check;

        private @Nullable Verdict verdict;

        Session(String source, DurabilityPromise promise) {
            this.promise = promise;
            builder = new JournalHistoryBuilder(source);
        }

        @Override
        public void accept(Event event) {
            builder.accept(event);
        }

        @Override
        public long bytes() {
            return builder.build().bytes();
        }

        @Override
        public long completed() {
            return builder.completed();
        }

        @Override
        public Verdict verdict(Budget budget) {
            JournalHistory history = builder.build();
            InvocationParts groups = new InvocationParts(history);
            check = new CrashCheck(history, groups, promise, PlacedInvocations.threads(groups), budget);
            verdict = check.run().about(builder.completed());
            return verdict;
        }

        @Override
        public Certification certify() {
            return check == null || verdict == null ? Certification.NONE : check.certify(verdict);
        }
    }
}
