package dev.skewer.checker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.linear.Keyword;
import dev.skewer.history.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where histories come from and where they go. */
class HistoryTest {
    @TempDir
    Path folder;

    @Test
    void aRecordedHistoryIsTheSameAfterAFile() throws IOException {
        Recorder recorder = History.record();
        recorder.invoke("txn", List.of(Arrays.asList(new Keyword("read"), 1, null)))
                .ok(Map.of("k", -1.5e300));
        recorder.invokeOn(List.of(1, 2), "write", Long.MIN_VALUE).info("why \"not\"?");
        History history = recorder.history();
        history.save(folder.resolve("h.edn"));
        assertThat(RecorderTest.lines(History.load(folder.resolve("h.edn")))).isEqualTo(RecorderTest.lines(history));
        history.save(folder.resolve("h.jsonl"));
        assertThat(Files.readString(folder.resolve("h.jsonl"))).startsWith("{\"index\":0,");
        assertThat(History.load(folder.resolve("h.jsonl")).size()).isEqualTo(4);
    }

    @Test
    void keysAndPlacesSurviveTheMemory() {
        String text = """
                {:process 3 :type :invoke :f :write :value 1 :key [:a] :index 7 :time 70}
                {:process :nemesis :type :info :f :kill :value nil :index 9 :time 90}
                {:process 3 :type :info :f :write :value 1 :error :timeout :key [:a] :index 11 :time 80}
                """;
        List<String> seen = new java.util.ArrayList<>();
        History history = History.parse(text);
        for (int times = 0; times < 2; times++) {
            seen.clear();
            replay(
                    history,
                    event -> seen.add(event.index + "@" + event.time + " " + event.processName() + " " + event.type
                            + " " + event.file + ":" + event.line + ":" + event.column + " "
                            + dev.skewer.history.ValuePrinter.text(event.key, event.symbols) + " "
                            + dev.skewer.history.ValuePrinter.text(event.error, event.symbols)));
            assertThat(seen)
                    .containsExactly(
                            "7@70 3 INVOKE history:1:1 [:a] nil",
                            "9@90 nemesis INFO history:2:1 nil nil",
                            "11@80 3 INFO history:3:1 [:a] :timeout");
        }
    }

    private static void replay(History history, dev.skewer.history.EventSink sink) {
        try {
            history.replay(sink);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aTextMayBeJsonToo() {
        History history = History.parse("[{\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"value\":null}]");
        assertThat(RecorderTest.lines(history)).containsExactly("0 invoke read nil");
        assertThat(History.parse("").size()).isZero();
    }

    @Test
    void whatIsNoHistoryIsRefused() throws IOException {
        assertThatThrownBy(() -> History.parse("{:process 0 :type :invoke :f }"))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("history:1:");
        Path cut = folder.resolve("cut.edn");
        Files.writeString(cut, "{:process 0 :type :invoke :f :read}\n{:process 0 :ty");
        assertThatThrownBy(() -> History.load(cut))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(cut.toString());
        assertThatThrownBy(() -> History.load(folder.resolve("missing.edn"))).isInstanceOf(IOException.class);
    }

    @Test
    void threadsMayCheckOneHistoryAtOnce() {
        History history = History.parse("""
                {:process 0 :type :invoke :f :write :value [:x "a"]}
                {:process 0 :type :ok     :f :write :value [:x "a"]}
                {:process 0 :type :invoke :f :read  :value [:x nil]}
                {:process 0 :type :ok     :f :read  :value [:x "b"]}
                """);
        assertThat(java.util.stream.IntStream.range(0, 64)
                        .parallel()
                        .mapToObj(i ->
                                Check.linearizable(history, Models.register()).verdict())
                        .distinct()
                        .toList())
                .hasSize(1);
    }
}
