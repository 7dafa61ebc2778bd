package dev.skewer.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.Event;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.examples.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritersTest {
    private static String written(String edn, Format format) {
        return new String(Recorded.write(List.of(Recorded.one(edn)), format), StandardCharsets.UTF_8);
    }

    @Test
    void ednHasJepsensKeysInJepsensOrder() {
        assertThat(written(
                        "{:value {:id 3 :journal [[0 17]]} :f :read :type :ok :process 4 :time 12 :index 7}",
                        Format.EDN))
                .isEqualTo(
                        "{:index 7, :time 12, :process 4, :type :ok, :f :read, :value {:id 3, :journal [[0 17]]}}\n");
        assertThat(written("{:f :kill :type :info :process :nemesis :key \"k\" :error [:a \"b\"]}", Format.EDN))
                .isEqualTo(
                        "{:index 0, :time 0, :process :nemesis, :type :info, :f :kill, :value nil, :error [:a \"b\"],"
                                + " :key \"k\"}\n");
        assertThat(written("{:f \"a b\" :type :fail :process :x}", Format.EDN))
                .isEqualTo("{:index 0, :time 0, :process :x, :type :fail, :f \"a b\", :value nil}\n");
    }

    @Test
    void jsonLinesHaveTheSameKeysInTheSameOrder() {
        assertThat(written(
                        "{:value {:id 3 :journal [[0 17]]} :f :read :type :ok :process 4 :time 12 :index 7}",
                        Format.JSONL))
                .isEqualTo("{\"index\":7,\"time\":12,\"process\":4,\"type\":\"ok\",\"f\":\"read\","
                        + "\"value\":{\"id\":3,\"journal\":[[0,17]]}}\n");
        assertThat(written("{:f :kill :type :info :process :nemesis :key \"k\" :error :e}", Format.JSONL))
                .isEqualTo(
                        "{\"index\":0,\"time\":0,\"process\":\"nemesis\",\"type\":\"info\",\"f\":\"kill\",\"value\":null,"
                                + "\"error\":\"e\",\"key\":\"k\"}\n");
    }

    @Test
    void whatJsonCannotHoldBecomesWhatComesClosest() {
        assertThat(written(
                        "{:f :r :type :ok :process 0 :value [:k sym 1/2 \\a ##NaN ##-Inf #{1} (2) {:1a 1 [2] 3 nil 4 \"s\" 5}]}",
                        Format.JSONL))
                .contains("\"value\":[\"k\",\"sym\",\"1/2\",\"\\\\a\",\"##NaN\",\"##-Inf\",[1],[2],"
                        + "{\":1a\":1,\"[2]\":3,\"nil\":4,\"s\":5}]");
    }

    @Test
    void stringsAreEscaped() {
        String text = "{:f :r :type :ok :process 0 :value \"\\\"\\\\\n\\u0001\u007f\u0085\u2028é😀â\u00a0\"}";
        String escaped = "\"\\\"\\\\\\n\\u0001\\u007f\\u0085\\u2028é😀â\u00a0\"";
        assertThat(written(text, Format.EDN)).contains(":value " + escaped);
        assertThat(written(text, Format.JSONL)).contains("\"value\":" + escaped);
    }

    @Test
    void integersOfEveryLengthAreWritten() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder expected = new StringBuilder();
        try (ByteOutput out = new ByteOutput(bytes)) {
            for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
                for (long value : new long[] {power, power - 1, power + 1, -power, 1 - power, 3 * power}) {
                    out.integer(value);
                    out.ascii(' ');
                    expected.append(value).append(' ');
                }
            }
            for (long value :
                    new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1, 1_000_000_000_000_000_000L}) {
                out.integer(value);
                out.ascii(' ');
                expected.append(value).append(' ');
            }
        }
        assertThat(bytes).hasToString(expected.toString());
    }

    @Test
    void namesThatEdnCannotWriteAreRefused() {
        Symbols symbols = new Symbols();
        try (EdnWriter writer = new EdnWriter(OutputStream.nullOutputStream())) {
            for (String name : new String[] {"", "a b", ":a", "a[", "a\"", "a\u0001"}) {
                Event event = new Event(symbols);
                event.value.addKeyword(symbols.intern(name));
                assertThatThrownBy(() -> writer.accept(event))
                        .isInstanceOf(HistoryException.class)
                        .hasMessageStartingWith("EDN has no way to write a keyword named \"");
            }
            for (String name : new String[] {"", "nil", "true", "12", "1.5", ":a", "a b", "\\ab", "-12", "12N", "#a"}) {
                Event event = new Event(symbols);
                event.value.addSymbol(symbols.intern(name));
                assertThatThrownBy(() -> writer.accept(event))
                        .as(name)
                        .hasMessageStartingWith("EDN has no way to write a symbol named \"");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void flushLeavesWholeLinesAndALongStringNeedsNoLuck() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Symbols symbols = new Symbols();
        Event event = new Event(symbols);
        event.f = symbols.intern("r");
        event.value.addString(symbols.intern("x".repeat(200_000) + "\n" + "y".repeat(200_000)));
        try (JsonLinesWriter writer = new JsonLinesWriter(bytes)) {
            writer.accept(event);
            writer.flush();
            assertThat(bytes.toString(StandardCharsets.UTF_8)).hasSize(400_070).endsWith("y\"}\n");
        }
    }

    @Test
    void aFullDiskIsAnIoExceptionAndTheStreamIsClosed() {
        boolean[] closed = new boolean[1];
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left on device");
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        EdnWriter writer = new EdnWriter(full);
        assertThatThrownBy(() -> {
                    writer.accept(Recorded.one("{:type :ok :f :r :process 0}").toEvent(new Symbols()));
                    writer.close();
                })
                .isInstanceOf(IOException.class)
                .hasMessage("no space left on device");
        assertThat(closed[0]).isTrue();
    }
}
