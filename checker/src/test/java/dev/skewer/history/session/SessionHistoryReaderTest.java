package dev.skewer.history.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.examples.DribblingInput;
import dev.skewer.history.examples.Recorded;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that know only sessions, as PolySI and AWDIT have them. */
class SessionHistoryReaderTest {
    /** The events as lines: process, type and value. */
    private static List<String> lines(String text, Format format) throws IOException {
        List<String> lines = new ArrayList<>();
        try (EventReader reader =
                Histories.read(new DribblingInput(text.getBytes(StandardCharsets.UTF_8), 3), "h", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                assertThat(reader.symbols().name(event.f)).isEqualTo("txn");
                lines.add(event.line + " " + event.processName() + " " + event.type + " "
                        + ValuePrinter.text(event.value, 0, reader.symbols(), 1_000));
            }
        }
        return lines;
    }

    @Test
    void polySisLinesOfATransactionMayBeApart() throws IOException {
        String text = """
                w(0,1,7,5)
                r(0,1,8,6)
                w(2,-3,7,5)

                  r( 0 , 1 , 7 , 9 )
                """;
        for (Format format : List.of(Format.POLYSI, Format.AUTO)) {
            assertThat(lines(text, format))
                    .containsExactly(
                            "1 7 INVOKE [[:w 0 1] [:w 2 -3]]",
                            "1 7 OK [[:w 0 1] [:w 2 -3]]",
                            "2 8 INVOKE [[:r 0 nil]]",
                            "2 8 OK [[:r 0 1]]",
                            "5 7 INVOKE [[:r 0 nil]]",
                            "5 7 OK [[:r 0 1]]");
        }
    }

    @Test
    void aZeroThatPolySiSawAndThatNoTransactionWroteIsNil() throws IOException {
        assertThat(lines("r(0,0,1,1)\nr(1,0,1,1)\nr(2,0,1,1)\nw(1,0,2,2)\nw(2,0,2,-1)", Format.POLYSI))
                .contains("1 1 OK [[:r 0 nil] [:r 1 0] [:r 2 nil]]");
        assertThat(lines("r 0 0", Format.AWDIT)).contains("1 0 OK [[:r 0 0]]");
    }

    @Test
    void whatPlumeCallsMinusOneWasAborted() throws IOException {
        assertThat(lines("w(0,1,4,-1)\nw(0,2,4,-1)\nr(0,2,5,1)", Format.POLYSI))
                .containsExactly(
                        "1 4 INVOKE [[:w 0 1]]",
                        "1 4 FAIL [[:w 0 1]]",
                        "2 4 INVOKE [[:w 0 2]]",
                        "2 4 FAIL [[:w 0 2]]",
                        "3 5 INVOKE [[:r 0 nil]]",
                        "3 5 OK [[:r 0 2]]");
    }

    @Test
    void awditsSessionsAreNumberedAndEmptyOnesCountForNothing() throws IOException {
        String text = """
                w 0 1
                r 1 2\r
                -----
                -----
                r 0 1
                =====
                -----
                =

                w 1 2""";
        for (Format format : List.of(Format.AWDIT, Format.AUTO)) {
            assertThat(lines(text, format))
                    .containsExactly(
                            "1 0 INVOKE [[:w 0 1] [:r 1 nil]]",
                            "1 0 OK [[:w 0 1] [:r 1 2]]",
                            "5 0 INVOKE [[:r 0 nil]]",
                            "5 0 OK [[:r 0 1]]",
                            "10 1 INVOKE [[:w 1 2]]",
                            "10 1 OK [[:w 1 2]]");
        }
    }

    @Test
    void integersHave64Bits() throws IOException {
        assertThat(lines("w -9223372036854775808 9223372036854775807", Format.AWDIT))
                .contains("1 0 OK [[:w -9223372036854775808 9223372036854775807]]");
        assertThat(lines("w(0,1,-1,1)\nw(0,2,9223372036854775807,2)", Format.POLYSI))
                .contains("1 -1 OK [[:w 0 1]]", "2 9223372036854775807 OK [[:w 0 2]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POLYSI | w(0,1,1,1)~w(0,x,1,1) | h:2:5: x,1,1) cannot stand here; right would be r(KEY,VALUE",
                "POLYSI | w(0,1,1,1)~w(0,1     | h:2:6: the line ends too early; right would be r(KEY,VALUE,SESSION,"
                        + "TRANSACTION) or w(…), with integers; was the file cut off?",
                "POLYSI | w(0,1,1)             | h:1:8: ) cannot stand here; right would be",
                "POLYSI | w(0,1,1,1) 3         | h:1:12: 3 cannot stand here; right would be",
                "POLYSI | a(0,1,1,1)           | h:1:1: a(0,1,1,1) cannot stand here; right would be",
                "POLYSI | w(0,9223372036854775808,1,1) | h:1:5: an integer of more than 64 bits; right would be",
                "POLYSI | w(0,1,1,5)~~r(0,1,2,5) | h:3:1: transaction 5 is in session 2 here, and in 1 on line 1; right",
                "AWDIT  | w 0 1~r 1            | h:2:4: the line ends too early; right would be r KEY VALUE",
                "AWDIT  | w 0 -                | h:1:5: - cannot stand here; right would be",
                "AWDIT  | w 0 -92233720368547758080 | h:1:5: an integer of more than 64 bits; right would be",
                "AWDIT  | w 0 1~---=           | h:2:4: = cannot stand here; right would be",
                "AWDIT  | w 0 1 2              | h:1:7: 2 cannot stand here; right would be",
                "AWDIT  | x                    | h:1:1: x cannot stand here; right would be",
            })
    void whatIsWrongIsSaidWithItsPlace(Format format, String text, String message) {
        assertThatThrownBy(() -> Recorded.read(text.replace('~', '\n'), format))
                .isInstanceOfSatisfying(
                        HistoryException.class,
                        error -> assertThat(error.isTruncated()).isFalse())
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @EnumSource(names = {"POLYSI", "AWDIT"})
    void anEmptyTextHasNoEvents(Format format) {
        assertThat(Recorded.read("", format)).isEmpty();
        assertThat(Recorded.read("\n \n", format)).isEmpty();
    }

    @Test
    void theyHaveNoRealTime() {
        assertThat(Format.values())
                .allSatisfy(format ->
                        assertThat(format.hasRealTime()).isEqualTo(format != Format.POLYSI && format != Format.AWDIT));
    }

    @Test
    void eventsAreWholeAndMayBeWrittenAsJepsens() {
        List<Recorded> events = Recorded.read("w 0 1\n=====\nr 0 1\n", Format.AUTO);
        assertThat(events).extracting(Recorded::index).containsExactly(0L, 1L, 2L, 3L);
        assertThat(events)
                .extracting(Recorded::type)
                .containsExactly(EventType.INVOKE, EventType.OK, EventType.INVOKE, EventType.OK);
        assertThat(Recorded.read(Recorded.write(events, Format.EDN), Format.AUTO))
                .isEqualTo(events);
        assertThat(Recorded.read(new ByteArrayInputStream("\ufeffw 0 1".getBytes(StandardCharsets.UTF_8)), Format.AUTO))
                .hasSize(2);
    }
}
