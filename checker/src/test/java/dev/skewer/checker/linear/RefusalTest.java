package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.parts.Refusal;
import dev.skewer.checker.linear.search.Exploration;
import dev.skewer.checker.linear.search.PartResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a state says when it does not allow a call. */
class RefusalTest {
    /** Each history ends with the call that is refused; calls come one after the other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "register | | write 3, read → 2 | the register holds 3, not 2",
                "register | | read → 2 | the register holds nothing, not 2",
                "register | \"a\" | read → \"b\" | the register holds \"a\", not \"b\"",
                "cas-register | 3 | cas [1 2] | the register holds 3, and cas [1 2] needs 1",
                "kv | | put \"x\", append \"y\", get → \"y\" | the key holds \"xy\", not \"y\"",
                "multi-register | {:x 1 :y 2} | txn [[:w :x 3]], txn → [[:r :x 3] [:r :y 3]] | :y holds 2, not 3",
                "multi-register | | txn → [[:w :x 3] [:r :x 2]] | :x holds 3, not 2",
                "mutex | | acquire, acquire | somebody holds the lock",
                "mutex | | release | nobody holds the lock",
                "semaphore | 2 | acquire, acquire, acquire | no permit is free",
                "semaphore | 2 | release | nobody holds any of the 2 permits",
                "reentrant-mutex | | acquire 7, acquire 8 | 7 holds the lock",
                "reentrant-mutex | | release 7 | nobody holds the lock",
                "fifo-queue | | enqueue 1, enqueue 2, dequeue → 2 | 1 is first in the queue, not 2",
                "fifo-queue | | enqueue 1, dequeue | 1 is first in the queue",
                "fifo-queue | | dequeue → 1 | the queue is empty",
                "stack | | push 1, push 2, pop → 1 | 2 is on top of the stack, not 1",
                "stack | | pop → 1 | the stack is empty",
                "priority-queue | | insert 1, insert 2, extract-min → 2 | 1 is least in the queue, not 2",
                "unordered-queue | | enqueue 1, dequeue → 2 | 2 is not in the queue",
                "unordered-queue | | enqueue 1, dequeue | the queue is not empty",
                "counter | | add 2, read → 3 | the counter stands at 2, not at 3",
                "set | | add 1, read → [2] | 2 is not in the set",
                "set | | add 1, add 2, read → [2] | 1 is in the set, and was not seen",
                "set | | add 1, contains 1 → false | 1 is in the set",
                "set | | read → [nil] | nil is not in the set",
                "bank | | read → {0 -1} | account 0 cannot hold -1, for none may be below zero",
                "bank | {0 5} | read → {0 -1, 1 6} | account 0 cannot hold -1, for none may be below zero",
                "bank | {0 5} | transfer {:from 0 :to 1 :amount 6} | account 0 holds only 5",
                "bank | {0 5} | read → {0 4} | account 0 holds 5, not 4",
            })
    void saysWhatTheObjectIs(String model, @Nullable String initial, String calls, String why) {
        Analysis analysis = analysis(model, initial == null ? null : Literals.read(initial), calls);
        PartResult part = analysis.parts().get(0);
        assertThat(part.valid()).isEqualTo(Validity.FALSE);
        Exploration found = analysis.explore(part, Budget.of(Duration.ofSeconds(10), 1 << 20));
        assertThat(found.refusals()).extracting(Refusal::why).containsExactly(why);
    }

    @Test
    void statesAreWrittenAsPeopleDo() {
        Analysis queue = analysis("unordered-queue", null, "enqueue 1, enqueue 1");
        assertThat(queue.states(List.of(0, 1))).containsExactly("[]", "[1]", "[1 1]");
        Analysis bank = analysis("bank", Literals.read("{0 5}"), "transfer {:from 0 :to 1 :amount 2}");
        assertThat(bank.states(List.of(0))).containsExactly("{0 5}", "{0 3 1 2}");
    }

    private static Analysis analysis(String model, @Nullable Object initial, String calls) {
        List<String> lines = new ArrayList<>();
        for (String call : calls.split(", (?=[a-z])")) {
            String[] halves = call.split(" → ");
            String f = halves[0].split(" ", 2)[0];
            lines.add("0 invoke " + halves[0]);
            lines.add("0 ok " + (halves.length > 1 ? f + " " + halves[1] : halves[0]));
        }
        return LinearizabilityChecker.check(
                Loading.of(lines.toArray(String[]::new)),
                ModelCatalog.named(model, initial, NilRead.EXACT),
                Budget.unlimited());
    }

    @Test
    void aModelNeedNotSayIt() {
        Operation read = new Operation("read", null, null, 3L, true);
        assertThat(new SearchOracleTest.Counter().refusal(2L, read))
                .isEqualTo("the state is 2, from which read cannot return 3");
    }

    @Test
    void aStoryTellsTheReasonOfEachState() {
        Verdict verdict = LinearizabilityChecker.check(
                        Loading.of(
                                "0 invoke txn [[:w :x 1]]",
                                "0 info txn [[:w :x 1]]",
                                "1 invoke txn [[:r :x nil]]",
                                "1 ok txn [[:r :x 7]]"),
                        ModelCatalog.named("multi-register", Literals.read("{:x 0}"), NilRead.ANY),
                        Budget.unlimited())
                .verdict();
        Anomaly anomaly = Objects.requireNonNull(verdict.anomalies().get(Analysis.NONLINEARIZABLE));
        String story = anomaly.examples().get(0).contradiction();
        assertThat(story).contains("comes when :x holds 0, not 7, or when :x holds 1, not 7");
    }
}
