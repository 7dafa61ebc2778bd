package dev.skewer.history.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.examples.DribblingInput;
import dev.skewer.history.examples.Recorded;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnErrorsTest {
    private static final String OK = "{:type :ok :f :read :process 0}\n";

    private static HistoryException errorOf(String text) {
        return errorOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HistoryException errorOf(byte[] bytes) {
        HistoryException error = catchThrowableOfType(HistoryException.class, () -> Recorded.read(bytes, Format.EDN));
        assertThat(error).as("an error").isNotNull();
        for (int most : new int[] {1, 5}) {
            assertThatThrownBy(() -> Recorded.read(new DribblingInput(bytes, most), Format.EDN))
                    .as("the same error from a slow pipe")
                    .hasMessage(error.getMessage());
        }
        assertThat(error.getMessage()).doesNotContain("\n");
        return error;
    }

    /** The value of an event is on line 2, and begins in column 9. */
    private static HistoryException errorOfValue(String value) {
        return errorOf("\n{:value " + value + " :type :ok :f :read :process 0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{:f :read :process 0}                             | h:1:1: the event that begins here has no :type; every"
                        + " event needs :type, :f and :process, and :type is :invoke, :ok, :fail or :info",
                "{:type nil :f :read :process 0}                   | h:1:1: the event that begins here has no :type; every"
                        + " event needs :type, :f and :process, and :type is :invoke, :ok, :fail or :info",
                "` {:type :ok :process 0 :value 12}`               | h:1:2: the event that begins here has no :f; every event"
                        + " needs :type, :f and :process (only a transaction, a :value such as [[:append 1 2]], may go"
                        + " without :f)",
                "{:type :okay :f :read :process 0}                 | h:1:8: :type :okay cannot be; right would be :invoke,"
                        + " :ok, :fail or :info",
                "{:type 3 :f :read :process 0}                     | h:1:8: :type 3 cannot be; right would be :invoke, :ok,"
                        + " :fail or :info",
                "{:type [:ok] :f :read :process 0}                 | h:1:8: :type [:ok] cannot be; right would be :invoke,"
                        + " :ok, :fail or :info",
                "{:process {} :type :ok :f :read}                  | h:1:11: :process {} cannot be; right would be an integer,"
                        + " or a name such as \"client-1\" or :nemesis",
                "{:f 12 :type :ok :process 0}                      | h:1:5: 12 is no name; right would be the function, such"
                        + " as :read",
                "{:f \"\" :type :ok :process 0}                    | h:1:5: \"\" is no name; right would be the function, such"
                        + " as :read",
                "{:f :a :f :b :type :ok :process 0}                | h:1:8: a second :f in one event; each key may be there"
                        + " once",
                "{:f :a :type}                                     | h:1:13: } does not fit here; a value would be right",
                "{:f :a ]                                          | h:1:8: ] does not fit here; } would be right, to end the"
                        + " event that begins at line 1",
                "12                                                | h:1:1: 1 begins no event; right would be a map"
                        + " {:process 0, :type :invoke, :f :read, :value nil}, or one vector or list of such maps",
                "[12]                                              | h:1:2: 1 begins no event; right would be a map"
                        + " {:process 0, :type :invoke, :f :read, :value nil}",
                "[[]]                                              | h:1:2: [ begins no event; right would be a map"
                        + " {:process 0, :type :invoke, :f :read, :value nil}",
                "[)                                                | h:1:2: ) begins no event; right would be a map"
                        + " {:process 0, :type :invoke, :f :read, :value nil}",
                "[] {}                                             | h:1:4: something follows the end of the history that"
                        + " began at line 1; all events must be inside its brackets",
                "[] #_x ]                                          | h:1:8: something follows the end of the history that"
                        + " began at line 1; all events must be inside its brackets",
                "[#tag]                                            | h:1:6: a tag has nothing behind it; right would be an"
                        + " event's map",
                "#:a{:type :ok}                                    | h:1:1: # begins no event; right would be a map"
                        + " {:process 0, :type :invoke, :f :read, :value nil}, or one vector or list of such maps",
            })
    void eventsThatCannotBe(String text, String message) {
        assertThat(errorOf(text)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1 2)             | h:2:13: ) does not fit here; ] would be right, for the vector of line 2",
                "[(1 ]             | h:2:13: ] does not fit here; ) would be right, for the list of line 2",
                "{:a (]            | h:2:14: ] does not fit here; ) would be right, for the list of line 2",
                "[#{1]             | h:2:13: ] does not fit here; } would be right, for the set of line 2",
                "[#inst]           | h:2:15: ] does not fit here; a value would be right, for the tag of line 2",
                "[1 #_]            | h:2:14: ] does not fit here; a value would be right, for the #_ of line 2",
                "{:a}              | h:2:12: this map (of line 2) has a key without a value",
                "{:a 1 :a 2}       | h:2:19: this map has the key :a twice; each may be there once",
                "{[1 2] 1 [1 2] 2} | h:2:25: this map has the key [1 2] twice; each may be there once",
                "#{1.5 1.5}        | h:2:18: this set has the element 1.5 twice; each may be there once",
                "-089              | h:2:9: -089 is not a number; right would be 12, -12, 0x1f, 017, 2r101, 1.5,"
                        + " 1.5e3 or 1/2",
                "12abc             | h:2:9: 12abc is not a number; right would be 12, -12, 0x1f, 017, 2r101, 1.5,"
                        + " 1.5e3 or 1/2",
                "1.2.3             | h:2:9: 1.2.3 is not a number; right would be 12, -12, 0x1f, 017, 2r101, 1.5,"
                        + " 1.5e3 or 1/2",
                "1e                | h:2:9: 1e is not a number; right would be 12, -12, 0x1f, 017, 2r101, 1.5,"
                        + " 1.5e3 or 1/2",
                "1/                | h:2:9: 1/ is not a number; right would be 12, -12, 0x1f, 017, 2r101, 1.5,"
                        + " 1.5e3 or 1/2",
                "0xfg              | h:2:9: 0xfg is not a number; right would be 12, -12, 0x1f, 017, 2r101, 1.5,"
                        + " 1.5e3 or 1/2",
                "2r102             | h:2:9: 2r102 is not a number; right would be 12, -12, 0x1f, 017, 2r101, 1.5,"
                        + " 1.5e3 or 1/2",
                "[: a]             | h:2:10: a colon alone is no keyword; a keyword is a colon and a name, such as :read",
                "::a               | h:2:9: ::a needs Clojure's namespaces to be understood; write it with one colon",
                "#1                | h:2:9: unknown after #; right would be a set #{…}, a tag such as #inst, #_ or ##NaN",
                "##Infinity        | h:2:9: ##Infinity is unknown; right would be ##NaN, ##Inf or ##-Inf",
                "#:{:a 1}          | h:2:9: #: is not a namespace; right would be #:name{…}",
                "#::a{:a 1}        | h:2:9: #::a is not a namespace; right would be #:name{…}",
                "#:1{a 1}          | h:2:9: #:1 is not a namespace; right would be #:name{…}",
                "#:a{:_/:b 1}      | h:2:13: _/:b has no name behind its slash; right would be _/name",
                "#:a{_/1 1}        | h:2:13: _/1 has no name behind its slash; right would be _/name",
                "#:a[1]            | h:2:12: a namespace stands before a map; { would be right",
                "\\foo             | h:2:9: \\foo is not a character; right would be \\a, \\newline or \\u0041",
                "\\ud800           | h:2:9: \\ud800 is not a character; right would be \\a, \\newline or \\u0041",
                "\"a\\qb\"         | h:2:9: this string has an unknown escape; known are \\t \\r \\n \\b \\f \\\\ \\\" and"
                        + " \\u0041. A backslash itself is written \\\\",
                "\"\\u12\"         | h:2:9: this string has a \\u without four hexadecimal digits; right would be \\u0041",
                "\"\\ud83d\"       | h:2:9: this string has half of a surrogate pair; right would be both, as in"
                        + " \\ud83d\\ude00",
                "\"\\ude00\\ud83d\"| h:2:9: this string has half of a surrogate pair; right would be both, as in"
                        + " \\ud83d\\ude00",
                "`[\u0001]`       | h:2:10: byte 0x01 begins no EDN value; is the file damaged or of another format?",
            })
    void valuesThatCannotBe(String value, String message) {
        assertThat(errorOfValue(value)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{:type :ok               | h:3:11: the file ends inside an event, in what begins at line 3; was it cut off?",
                "{:type :ok :value        | h:3:18: the file ends where a value should be, in what begins at line 3; was it"
                        + " cut off?",
                "{:value [1 [2            | h:3:14: the file ends before a container that begins at line 3 does, in what"
                        + " begins at line 3; was it cut off?",
                "{:value \"ab             | h:3:12: the file ends inside a string that has no closing quote, in what begins at"
                        + " line 3; was it cut off?",
                "{:value #                | h:3:10: the file ends where a value should be, in what begins at line 3; was it"
                        + " cut off?",
                "{:value \\               | h:3:10: the file ends behind a backslash, in what begins at line 3; was it cut"
                        + " off?",
                "#_                       | h:3:3: the file ends where a value should be; was it cut off?",
            })
    void aFileThatWasCutOffIsSaidToBeSo(String rest, String message) {
        HistoryException error = errorOf(OK + OK + rest);
        assertThat(error).hasMessage(message);
        assertThat(error.isTruncated()).isTrue();
        List<Recorded> before = new ArrayList<>();
        assertThatThrownBy(() -> Recorded.readInto(
                        before,
                        new ByteArrayInputStream((OK + OK + rest).getBytes(StandardCharsets.UTF_8)),
                        Format.EDN))
                .isInstanceOf(HistoryException.class);
        assertThat(before).as("the events before").hasSize(2);
    }

    @Test
    void anUnclosedVectorOfEventsIsSaidToBeCutOff() {
        assertThat(errorOf("\n[" + OK))
                .hasMessage(
                        "h:3:1: the file ends before the vector or list of all events does, in what begins at line 2;"
                                + " was it cut off?")
                .matches(HistoryException::isTruncated);
        assertThat(errorOf("[\n{:type").getMessage()).contains("begins at line 2");
    }

    @Test
    void aProcessIsEitherInAllEventsOrInNone() {
        assertThat(errorOf(OK + "{:type :ok :f :read}"))
                .hasMessage(
                        "h:2:1: the event that begins here has no :process; every event needs :type, :f and :process");
        assertThat(errorOf("{:type :ok :f :read}\n" + OK))
                .hasMessage(
                        "h:2:1: :process is here, but the first event has none; either all events have it or no one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%s\"", ":k%s", "s%s", "\\%s", "#t%s 1"})
    void textMustBeUtf8(String form) {
        for (String bytes :
                new String[] {"\u00ff", "\u00c3", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080"}) {
            String text = OK + "{:type :ok :f :read :process 0 :value [" + form.formatted(bytes) + "]}";
            assertThat(errorOf(text.getBytes(StandardCharsets.ISO_8859_1)).getMessage())
                    .startsWith("h:2:")
                    .contains("a byte is not UTF-8, and a history must be");
        }
    }

    @Test
    void commentsMayBeAnyBytes() {
        byte[] bytes = (";\u00ff\u0000\n" + OK).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Recorded.read(bytes, Format.EDN)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{:a ", "#{", "(", "#t ", "#_ ", "#:n{:a "})
    void nestingHasALimitInsteadOfTheStack(String opening) {
        assertThat(errorOfValue(opening.repeat(100_000)).getMessage())
                .startsWith("h:2:")
                .endsWith("more than 1000 containers inside one another, the most that a value may have");
    }

    @Test
    void controlBytesAreShownAsNumbers() {
        assertThat(errorOf("\u0001"))
                .hasMessage("h:1:1: byte 0x01 begins no EDN value; is the file damaged or of another format?");
        assertThat(errorOf("{\u0000"))
                .hasMessage("h:1:2: byte 0x00 begins no EDN value; is the file damaged or of another format?");
    }

    @Test
    void columnsAndLinesAreThoseOfTheFileNotOfTheBuffer() {
        String text = "{:type :ok :f :read :process 0 :value \"two\nlines\"} ".repeat(10_000) + "\n  oops";
        assertThat(errorOf(text).getMessage()).startsWith("h:10002:3: o begins no event");
    }

    @Test
    void afterAnErrorThereIsNoGoingOn() throws Exception {
        try (EventReader reader =
                Histories.read(new ByteArrayInputStream("oops {}".getBytes(StandardCharsets.UTF_8)), "h", Format.EDN)) {
            Event event = new Event(reader.symbols());
            assertThatThrownBy(() -> reader.next(event)).isInstanceOf(HistoryException.class);
            assertThatThrownBy(() -> reader.next(event)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anEventWithOtherNamesIsRefused() throws Exception {
        try (EventReader reader = Histories.read(new ByteArrayInputStream(new byte[0]), "h", Format.EDN)) {
            Event event = new Event(new Symbols());
            assertThatThrownBy(() -> reader.next(event)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
