package dev.skewer.checker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.history.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What assertions accept, and what they say when they do not. */
class CheckTest {
    private static final History STALE = History.parse("""
            {:process 0 :type :invoke :f :write :value 1}
            {:process 0 :type :ok     :f :write :value 1}
            {:process 0 :type :invoke :f :write :value 2}
            {:process 0 :type :ok     :f :write :value 2}
            {:process 1 :type :invoke :f :read}
            {:process 1 :type :ok     :f :read :value 1}
            """);

    private static final History FRESH = History.parse("""
            {:process 0 :type :invoke :f :write :value 1}
            {:process 1 :type :invoke :f :read}
            {:process 1 :type :ok     :f :read :value 1}
            {:process 0 :type :ok     :f :write :value 1}
            """);

    @Test
    void aValidHistoryIsLetPass() {
        assertThat(Check.linearizable(FRESH, Models.register()).assertValid().valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void theMessageTellsTheStory() {
        assertThatThrownBy(() -> Check.linearizable(STALE, Models.register()).assertValid())
                .isInstanceOf(AssertionError.class)
                .message()
                .satisfies(message -> assertThat(message.lines().toList())
                        .startsWith(
                                "history is not linearizable as register",
                                "  nonlinearizable 1",
                                "    read → 1 fits nowhere")
                        .contains("      T3  +4 ns  … +5 ns  process 1  read → 1 (cannot be placed)")
                        .last()
                        .asString()
                        .startsWith("    These 3 operations fit no order that agrees with real time"));
    }

    @Test
    void aFailureLeavesTheHistoryBehind(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("made").resolve("stale.edn");
        Check check = Check.linearizable(STALE, Models.register()).savingFailuresTo(file);
        Check.linearizable(FRESH, Models.register()).savingFailuresTo(file).assertValid();
        assertThat(file).doesNotExist();
        assertThatThrownBy(check::assertValid)
                .hasMessageEndingWith(String.join(
                        System.lineSeparator(),
                        "the history is in " + file + "; the same verdict comes from",
                        "  skewer check --model register " + file));
        assertThat(RecorderTest.lines(History.load(file))).isEqualTo(RecorderTest.lines(STALE));
    }

    @Test
    void aFailureThatCannotLeaveTheHistoryBehindIsStillAFailure(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Check check = Check.linearizable(STALE, Models.register()).savingFailuresTo(file.resolve("below.edn"));
        assertThatThrownBy(check::assertValid)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nonlinearizable 1")
                .hasMessageContaining("the history could not be written to");
    }

    @Test
    void anEmptyHistoryProvesNothing() {
        Check check = Check.linearizable(History.record().history(), Models.register());
        assertThat(check.verdict().valid()).isEqualTo(Validity.UNKNOWN);
        assertThatThrownBy(check::assertValid)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no operation of a client ended, so nothing was checked");
    }

    @Test
    void whatIsNotDecidedIsNotLetPass() {
        Recorder recorder = History.record();
        List<Call> open = IntStream.range(0, 16)
                .mapToObj(i -> recorder.client().invoke("append", String.valueOf((char) ('a' + i / 2))))
                .toList();
        open.forEach(Call::ok);
        recorder.invoke("get").ok("aab");
        // So many orders of eight letters that each come twice, and nearly each of another state.
        Check check = Check.linearizable(recorder.history(), Models.keyValueStore())
                .within(Duration.ofMillis(1))
                .withMemory(1 << 20);
        assertThat(check.verdict().valid()).isEqualTo(Validity.UNKNOWN);
        assertThatThrownBy(check::assertValid)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("recorded history could not be shown to be linearizable as kv")
                .hasMessageContaining("not decided within the budget");
        assertThatThrownBy(check::assertInvalid).hasMessageContaining("was not decided, and should have been found");
    }

    @Test
    void aMistakeThatShouldBeFoundMustBeFound() {
        Check.linearizable(STALE, Models.register()).assertInvalid();
        Check.linearizable(STALE, Models.register()).assertInvalid("nonlinearizable");
        assertThatThrownBy(() -> Check.linearizable(FRESH, Models.register()).assertInvalid())
                .isInstanceOf(AssertionError.class)
                .hasMessage("history is linearizable as register, and should have been found not to be");
        assertThatThrownBy(() -> Check.linearizable(STALE, Models.register()).assertInvalid("read-skew"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("history is not linearizable as register, but not because of read-skew")
                .hasMessageContaining("fits nowhere");
    }

    @Test
    void initialStatesAreValuesAsHistoriesHaveThem() {
        History reads = History.parse("""
                {:process 0 :type :invoke :f :read}
                {:process 0 :type :ok     :f :read :value 5}
                """);
        Check.linearizable(reads, Models.register(5)).assertValid();
        Check.linearizable(reads, Models.casRegister((short) 5)).assertValid();
        Check.linearizable(reads, Models.register("5")).assertInvalid();
        Check.linearizable(reads, Models.counter(5)).assertValid();
        History nil = History.parse("""
                {:process 0 :type :invoke :f :read}
                {:process 0 :type :ok     :f :read :value nil}
                """);
        Check.linearizable(nil, Models.register(5)).assertValid();
        Check.linearizable(nil, Models.register(5, NilRead.EXACT)).assertInvalid();
        Check.linearizable(nil, Models.casRegister(null, NilRead.EXACT)).assertValid();
    }

    @Test
    void everyBuiltInModelIsThere() {
        assertThat(List.of(
                                Models.register(),
                                Models.casRegister(),
                                Models.multiRegister(Map.of(new Keyword("x"), 0)),
                                Models.mutex(),
                                Models.reentrantMutex(),
                                Models.semaphore(2),
                                Models.fifoQueue(),
                                Models.unorderedQueue(),
                                Models.stack(),
                                Models.priorityQueue(),
                                Models.set(),
                                Models.counter(0),
                                Models.keyValueStore(),
                                Models.bank())
                        .stream()
                        .map(model -> model.name())
                        .toList())
                .isEqualTo(dev.skewer.checker.linear.models.ModelCatalog.names());
        assertThat(Models.bank(Map.of("a", 10)).name()).isEqualTo("bank");
        assertThatThrownBy(() -> Models.named("regster", null, NilRead.ANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no model regster; right would be register, cas-register");
    }

    @Test
    void journalsAreCheckedByTheirOwnChecker() {
        Recorder recorder = History.record();
        recorder.invoke("append", Map.of("id", 1, "entry", "a"))
                .ok(Map.of("id", 1, "entry", "a", "epoch", 0, "index", 0));
        Call read = recorder.invoke("read", Map.of("id", 1));
        Check.journal(recorder.history()).assertValid();
        read.ok(Map.of(
                "id", 1, "metadata", Map.of("epoch", 0, "first", 0, "length", 1), "journal", List.of(List.of(0, "a"))));
        Check.journal(recorder.history()).assertValid();
        recorder.invoke("read", Map.of("id", 1))
                .ok(Map.of("id", 1, "metadata", Map.of("epoch", 0, "first", 0, "length", 0), "journal", List.of()));
        assertThatThrownBy(() -> Check.journal(recorder.history()).assertValid())
                .hasMessageStartingWith("recorded history is not strictly serializable as journal");
    }

    @Test
    void aHistoryThatBreaksTheRulesIsNoVerdict() {
        History uninvoked = History.parse("{:process 0 :type :ok :f :read :value 1}");
        assertThatThrownBy(
                        () -> Check.linearizable(uninvoked, Models.register()).assertInvalid())
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("history:1:1: process 0 ends an operation (:ok) but has none open");
        assertThatThrownBy(() -> Check.linearizable(FRESH, Models.mutex()).assertValid())
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("right would be :acquire or :release");
    }

    @Test
    void aMessageObeysNobody() {
        Recorder recorder = History.record();
        recorder.invoke("write", "\u001b[2J").ok();
        recorder.invoke("read").ok("\u001b[31m\nvalid");
        assertThatThrownBy(() -> Check.linearizable(recorder.history(), Models.register())
                        .assertValid())
                .message()
                .contains("\\u001b[31m\\nvalid")
                .doesNotContain("\u001b");
    }
}
