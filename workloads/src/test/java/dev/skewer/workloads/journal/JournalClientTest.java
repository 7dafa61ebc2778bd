package dev.skewer.workloads.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.FakeTarget;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.TapeText;
import dev.skewer.workloads.journal.JournalPlan.Cut;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import org.junit.jupiter.api.Test;

/** The words of the history, as the command line's table has them. */
class JournalClientTest {
    private final FakeTarget target = new FakeTarget();
    private final Names names = new Names();
    private final KeyDirectory directory = new KeyDirectory(10, id -> 0);
    private final JournalClient client = new JournalClient(
            new JournalBinder(0, 1, directory),
            directory,
            new JournalWords(names),
            target.connect(JournalConnection.class));
    private final Completion completion = new Completion();

    /** Carries a plan out and returns function, invocation, type and completion. */
    private String call(JournalPlan plan) {
        Tape value = new Tape();
        int f = client.prepare(plan, value);
        completion.clear();
        client.call(completion);
        Symbols symbols = new Symbols();
        names.teach(symbols);
        String end = completion.type() == EventType.OK ? TapeText.of(completion.value(), symbols) : completion.error();
        return symbols.name(f) + " " + TapeText.of(value, symbols) + " " + completion.type() + " " + end;
    }

    @Test
    void writesAreRecordedAsTheTableSays() {
        assertThat(call(new JournalPlan.Append(3, 0)))
                .isEqualTo("append {:id 3 :entry 0} OK {:id 3 :entry 0 :epoch 0 :index 0}");
        assertThat(call(new JournalPlan.AppendAll(KeySet.of(3, 4))))
                .isEqualTo("append-all [{:id 3 :entry 1} {:id 4 :entry 2}] OK"
                        + " [{:id 3 :entry 1 :epoch 0 :index 1} {:id 4 :entry 2 :epoch 0 :index 0}]");
        assertThat(call(new JournalPlan.SetState(3, 2)))
                .isEqualTo("set-state {:id 3 :key \"c\" :entry 3} OK {:id 3 :key \"c\" :entry 3 :epoch 0 :index 2}");
        assertThat(call(new JournalPlan.Trim(3, Cut.DROP, 1)))
                .isEqualTo("trim {:id 3 :length 2} OK {:id 3 :epoch 1 :first 0 :length 2}");
        assertThat(call(new JournalPlan.Compact(3, Cut.BEYOND, 5)))
                .isEqualTo("compact {:id 3 :first 7} OK {:id 3 :epoch 1 :first 2 :length 2}");
        assertThat(call(new JournalPlan.Purge(3))).isEqualTo("purge {:id 3} OK {:id 3 :epoch 1 :first 2 :length 2}");
        assertThat(call(new JournalPlan.Append(3, 1))).isEqualTo("append {:id 3 :entry 4} FAIL purged");
        assertThat(call(new JournalPlan.Trim(3, Cut.DROP, 1))).isEqualTo("trim {:id 13 :length 0} FAIL unknown");
    }

    @Test
    void readsAreRecordedAsTheTableSays() {
        call(new JournalPlan.Append(3, 0));
        call(new JournalPlan.SetState(3, 0));
        String metadata = ":metadata {:epoch 0 :first 0 :length 2}";
        String journal = ":journal [[0 0] [1 1]]";
        assertThat(call(new JournalPlan.Read(3, 0, false, false)))
                .isEqualTo("read {:id 3} OK {:id 3 " + metadata + " " + journal + "}");
        assertThat(call(new JournalPlan.Read(3, 0, true, true)))
                .isEqualTo("read {:id 3 :range true :state true} OK {:id 3 " + metadata + " " + journal
                        + " :state {\"a\" 1}}");
        assertThat(call(new JournalPlan.ReadMetadata(3)))
                .isEqualTo("read-metadata {:id 3} OK {:id 3 " + metadata + "}");
        assertThat(call(new JournalPlan.ReadJournal(3)))
                .isEqualTo("read-journal {:id 3} OK {:id 3 :epoch 0 " + journal + "}");
        assertThat(call(new JournalPlan.ReadJournal(7))).isEqualTo("read-journal {:id 7} OK {:id 7 :journal []}");
        assertThat(call(new JournalPlan.Scan(KeySet.of(3, 7))))
                .isEqualTo(
                        "scan [3 7] OK [{:id 3 " + metadata + " " + journal + "} {:id 7 :metadata nil :journal []}]");
    }

    @Test
    void aWriteOfUnknownOutcomeIsInfoAndAPurgeRetiresItsId() {
        call(new JournalPlan.Append(3, 0));
        target.loseOutcomeOf = write -> true;
        assertThat(call(new JournalPlan.Append(3, 0))).isEqualTo("append {:id 3 :entry 1} INFO lost");
        assertThat(call(new JournalPlan.Purge(3))).isEqualTo("purge {:id 3} INFO lost");
        assertThat(call(new JournalPlan.ReadMetadata(3))).startsWith("read-metadata {:id 13}");
    }

    @Test
    void whatDidNotReachTheStoreHasFailed() {
        target.beforeOperation = () -> {
            throw new NoEffectException("closed");
        };
        assertThat(call(new JournalPlan.Append(3, 0))).isEqualTo("append {:id 3 :entry 0} FAIL closed");
        assertThat(call(new JournalPlan.Scan(KeySet.of(1)))).isEqualTo("scan [1] FAIL closed");
    }

    @Test
    void aReadThatDoesNotAnswerHasFailedWhateverTheReason() {
        target.beforeOperation = () -> {
            throw new OutcomeUnknownException("interrupted");
        };
        assertThat(call(new JournalPlan.Read(3, 0, false, false))).isEqualTo("read {:id 3} FAIL interrupted");
    }
}
