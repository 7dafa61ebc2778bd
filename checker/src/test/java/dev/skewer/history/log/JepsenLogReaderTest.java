package dev.skewer.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.examples.Recorded;
import dev.skewer.history.examples.Value;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jepsen writes for people: {@code jepsen.log} of all years, and {@code history.txt}. */
class JepsenLogReaderTest {
    private static final String OPERATIONS = """
            3\t:invoke\t:cas\t[17 18]
            :nemesis\t:info\t:start-partition\tnil
            12\t:invoke\t:read\tnil
            3\t:ok\t:cas\t[17 18]
            12\t:fail\t:read\t:timed-out
            :nemesis\t:info\t:start-partition\t[:isolated {"n2" #{"n1"}}]
            15\t:invoke\t:write\t[:x "a b"]
            15\t:info\t:write\t[:x "a b"]\tindeterminate: Connection reset
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // 2013 to 2016
                "INFO  jepsen.util - ",
                "INFO  [2015-07-02 09:00:00,101] jepsen worker 3 - jepsen.util - ",
                // 2016 to 2021, and today
                "INFO [2018-10-11 12:13:14,015] jepsen worker 3 - jepsen.util ",
                "INFO [2023-01-02 00:00:00,999] jepsen worker nemesis - jepsen.util ",
                // With the zone, and tabs
                "2021-11-12 13:14:15,016{GMT}\tINFO\t[jepsen worker 3] jepsen.util: ",
                "2024-11-12 13:14:15,016{Europe/Paris}\tINFO\t[jepsen worker 3] jepsen.util: ",
                "2024-11-12T13:14:15.016Z INFO [main] jepsen.util - ",
                // As a console of docker or systemd has it
                "INFO |2019-02-03| control_1  | jepsen.util ",
                ""
            })
    void layoutsOfAllYears(String before) {
        String text = before + OPERATIONS.strip().replace("\n", "\n" + before) + "\n";
        List<Recorded> events =
                read(before.isEmpty() ? text : "INFO [then] main - jepsen.cli Test options:\n{:nodes []}\n" + text);
        assertThat(events)
                .extracting(Recorded::process)
                .containsExactly("3", "nemesis", "12", "3", "12", "nemesis", "15", "15");
        assertThat(events)
                .extracting(Recorded::type)
                .containsExactly(
                        EventType.INVOKE,
                        EventType.INFO,
                        EventType.INVOKE,
                        EventType.OK,
                        EventType.FAIL,
                        EventType.INFO,
                        EventType.INVOKE,
                        EventType.INFO);
        assertThat(events).extracting(Recorded::f).contains("cas", "read", "write", "start-partition");
        assertThat(text(events.get(3).value())).isEqualTo("[17 18]");
        assertThat(text(events.get(4).value())).isEqualTo("nil");
        assertThat(text(events.get(4).error())).isEqualTo(":timed-out");
        assertThat(text(events.get(6).value())).isEqualTo("[:x \"a b\"]");
        assertThat(text(events.get(7).error())).isEqualTo("\"indeterminate: Connection reset\"");
        assertThat(read(text.replace("\n", "\r\n"))).isEqualTo(read(text));
    }

    @Test
    void aProcessHasNoColonHoweverManyStandBeforeIt() {
        assertThat(read("::p\t:ok\t:read\t1\n")).extracting(Recorded::process).containsExactly("p");
    }

    @Test
    void processesAndFunctionsMayBeAnything() {
        List<Recorded> events = read("""
                INFO  jepsen.util - 1234567890123\t:invoke\t:read!\tnil
                INFO  jepsen.util - client-7\t:invoke\t:a.b/c?\tnil
                INFO  jepsen.util - 5\t:invoke\t"with space"\tnil
                INFO  jepsen.util - -3\t:invoke\t:read\t
                """);
        assertThat(events).extracting(Recorded::process).containsExactly("1234567890123", "client-7", "5", "-3");
        assertThat(events).extracting(Recorded::f).containsExactly("read!", "a.b/c?", "with space", "read");
    }

    @Test
    void valuesThatSayNothingMayBeAnything() {
        List<Recorded> events = read("""
                INFO  jepsen.util - 0\t:invoke\t:read\tnil
                INFO  jepsen.util - :nemesis\t:info\t:kill\t{"n1" #<Exit java.lang.Foo@1f: killed>
                INFO  jepsen.util - 0\t:info\t:read\t#<java.net.ConnectException: Connection refused
                """);
        assertThat(text(events.get(1).value())).isEqualTo("nil");
        assertThat(text(events.get(2).error())).startsWith("\"#<java.net.ConnectException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\t:ok\t:read\t{1",
                "0\t:ok\t:read\t]",
                "0\t:ok\t:read\t4]",
                "0\t:ok\t:read\t\"half",
                "0\t:ok\t:read\t08x",
                "0\t:ok\t:read\t#",
                "0\t:ok\t:read\t[1 2\t:error",
                "0\t:okay\t:read\t1",
                "0\t:OK\t:read\t1",
                "0\t:ok",
                "0\t:ok\t",
                "0\t:ok\tnil\t3",
                "0\t:ok\t[7]\t3",
            })
    void whatLooksLikeAnEventAndIsNoneIsNamedWithItsPlace(String line) {
        for (String before : List.of("", "INFO  jepsen.util - ")) {
            assertThatThrownBy(() -> read(before + "0\t:invoke\t:read\tnil\n" + before + line + "\n"))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageStartingWith("h:2:")
                    .matches(e -> !((HistoryException) e).isTruncated())
                    .message()
                    .doesNotContain("\n", "\t");
        }
    }

    @Test
    void aLastLineWithoutItsEndIsACut() {
        String text = "0\t:invoke\t:write\t42\n0\t:ok\t:write\t42\n";
        for (String before : List.of("", "INFO  jepsen.util - ")) {
            String log = before + text.replace("\n0", "\n" + before + "0");
            for (int length = before.length() + 15; length < log.length(); length++) {
                if (log.charAt(length - 1) != '\n') {
                    String part = log.substring(0, length);
                    assertThatThrownBy(() -> read(part))
                            .isInstanceOf(HistoryException.class)
                            .matches(e -> ((HistoryException) e).isTruncated(), part)
                            .hasMessageEndingWith("the file ends inside a line; was it cut off?");
                }
            }
        }
    }

    @Test
    void otherLinesOfALogArePassedOverAndThoseOfAHistoryCounted() throws IOException {
        String log = """
                WARN [2020-01-02 00:00:00,000] jepsen worker 1 - jepsen.core Process 1 crashed
                java.lang.IllegalStateException: :invoke :read
                \tat foo.Bar (Bar.java:12)

                INFO [2020-01-02 00:00:00,000] main - jepsen.util Waiting for n1 :ok
                INFO [2020-01-02 00:00:00,001] jepsen worker 1 - jepsen.util 1\t:invoke\t:read\tnil
                INFO [2020-01-02 00:00:00,002] jepsen worker 1 - jepsen.generator 1\t:ok
                """;
        assertThat(read(log)).hasSize(1);
        assertThat(notes(log)).isEmpty();
        String history =
                "0\t:invoke\t:read\tnil\n0\t:info\t:read\tnil\tfailed:\n\tat foo.Bar (Bar.java:12)\n\n\tat foo.Baz\n";
        assertThat(notes(history))
                .containsExactly("h: 2 lines are no events and were passed over; the first is line 3");
    }

    private static List<String> notes(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = Histories.read(new ByteArrayInputStream(bytes), "h", Format.AUTO)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {}
            return reader.notes();
        }
    }

    @Test
    void aLogWithoutEventsIsNoHistory() {
        assertThatThrownBy(() -> read("INFO  something else\n"))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("no line is an event");
    }

    private static String text(Value value) {
        Symbols symbols = new Symbols();
        Tape tape = new Tape();
        value.addTo(tape, symbols);
        return ValuePrinter.text(tape, symbols);
    }

    private static List<Recorded> read(String text) {
        return Recorded.read(text.getBytes(StandardCharsets.UTF_8), Format.AUTO);
    }
}
