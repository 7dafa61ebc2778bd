package dev.skewer.history.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.examples.Recorded;
import dev.skewer.history.examples.Value;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnReaderTest {
    private static final String OK = "{:type :ok :f :read :process 0}";

    private static List<Recorded> read(String text) {
        return Recorded.read(text, Format.EDN);
    }

    private static Value vector(Value... elements) {
        return new Value.Container(Token.VECTOR, List.of(elements));
    }

    private static Value map(Value... entries) {
        return new Value.Container(Token.MAP, List.of(entries));
    }

    private static Value keyword(String name) {
        return new Value.Keyword(name);
    }

    private static Value integer(long value) {
        return new Value.Int(value);
    }

    @Test
    void everyFieldOfAnEventIsRead() {
        Recorded event = Recorded.one("{:index 7, :time -12, :process 3, :type :fail, :f :cas, :value [1 2],"
                + " :error :timeout, :key \"x\"}");
        assertThat(event)
                .isEqualTo(new Recorded(
                        7,
                        -12,
                        "3",
                        EventType.FAIL,
                        "cas",
                        vector(integer(1), integer(2)),
                        keyword("timeout"),
                        new Value.Text("x")));
    }

    @Test
    void aJournalReadBecomesTheTapeOfItsShape() {
        assertThat(Recorded.value("{:id 3 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 17] [1 18]]}"))
                .isEqualTo(map(
                        keyword("id"),
                        integer(3),
                        keyword("metadata"),
                        map(keyword("epoch"), integer(0), keyword("first"), integer(0), keyword("length"), integer(2)),
                        keyword("journal"),
                        vector(vector(integer(0), integer(17)), vector(integer(1), integer(18)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E E",
                "[E E]",
                "(E\nE)",
                "[E, E,]",
                "; a comment\nE\n;another\nE;",
                "[ E ; ]\n E]\n;",
                "#_ {:not \"an event\"} E #_ #_ 1 2 E #_[]",
                "#jepsen.history.Op E #jepsen.history.Op{:type :ok :f :read :process 0}",
                "#tag [E #tag E]",
                "\ufeffE\r\nE\r\n",
                "\ufeff[E E]",
            })
    void eventsMayFollowEachOtherOrBeInOneVectorOrList(String form) {
        String text = form.replace("E", OK);
        assertThat(read(text))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.f()).isEqualTo("read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "; nothing\n", "[]", "()", "#_{:type 1} ", "\ufeff", "[#_ 1]"})
    void aHistoryMayBeEmpty(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void indexAndTimeAreFilledInFromFileOrder() {
        assertThat(read(OK + OK + "{:index 10 :time 1000 :type :ok :f :read :process 0}" + OK
                        + "{:index nil :type :ok :f :read :process 0, :time nil}"))
                .extracting(event -> List.of(event.index(), event.time()))
                .containsExactly(
                        List.of(0L, 0L),
                        List.of(1L, 1L),
                        List.of(10L, 1000L),
                        List.of(11L, 1001L),
                        List.of(12L, 1002L));
    }

    @ParameterizedTest
    @CsvSource({
        ":nemesis,nemesis",
        "nemesis,nemesis",
        "'\"nemesis\"',nemesis",
        "'\":nemesis\"',nemesis",
        "17,17",
        "'\"17\"',17",
        "2147483647,2147483647",
        ":checker,checker",
        "'\"a b\"','a b'"
    })
    void aProcessIsANumberOrAName(String written, String name) {
        assertThat(Recorded.one("{:type :info :f :start :process " + written + "}")
                        .process())
                .isEqualTo(name);
    }

    @Test
    void aNamedProcessHasOneIdBelowTheNemesis() throws Exception {
        String text = "{:type :ok :f :a :process :x}{:type :ok :f :a :process :y}{:type :ok :f :a :process \"x\"}";
        try (EventReader reader =
                Histories.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "h", Format.EDN)) {
            Event event = new Event(reader.symbols());
            reader.next(event);
            int x = event.process;
            reader.next(event);
            int y = event.process;
            reader.next(event);
            assertThat(event.process).isEqualTo(x).isNotEqualTo(y).isLessThan(Event.NEMESIS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":ok", "\"ok\"", "ok", "\":ok\"", "#_:fail :ok", "#x :ok"})
    void aTypeMayBeAKeywordStringOrSymbol(String type) {
        assertThat(Recorded.one("{:f :read :process 0 :type " + type + "}").type())
                .isEqualTo(EventType.OK);
    }

    @Test
    void unknownKeysAreSkipped() {
        Recorded event = Recorded.one("{:op-index 1 \"s\" [{:a #{1}}] [:value] 3 sym 1.5 #_:value #_ 4 :node \"n1\""
                + " :type :ok :f :read :process 0 :values 12 :valu 13 #tag :value 14 :value 15 nil nil}");
        assertThat(event.value()).isEqualTo(integer(15));
    }

    @Test
    void aTransactionMayGoWithoutFunction() {
        assertThat(Recorded.one("{:type :ok :process 0 :value [[:append 1 2] (\"r\" 3 nil)]}")
                        .f())
                .isEqualTo("txn");
        assertThat(Recorded.one("{:type :ok :process 0 :value []}").f()).isEqualTo("txn");
    }

    @Test
    void aHistoryWithoutProcessesIsThatOfOneThatIsReplacedAfterInfo() {
        String text =
                "{:type :invoke :f :a}{:type :ok :f :a}{:type :invoke :f :a}{:type :info :f :a}{:type :invoke :f :a}";
        assertThat(read(text)).extracting(Recorded::process).containsExactly("0", "0", "0", "0", "1");
    }

    static Stream<Map.Entry<String, Value>> scalars() {
        return Stream.of(
                Map.entry("nil", new Value.Nil()),
                Map.entry("true", new Value.Bool(true)),
                Map.entry("false", new Value.Bool(false)),
                Map.entry("0", integer(0)),
                Map.entry("-0", integer(0)),
                Map.entry("+7", integer(7)),
                Map.entry("-12", integer(-12)),
                Map.entry("42N", integer(42)),
                Map.entry("123456789012345678", integer(123456789012345678L)),
                Map.entry("576460752303423488", integer(1L << 59)),
                Map.entry("9223372036854775807", integer(Long.MAX_VALUE)),
                Map.entry("-9223372036854775808", integer(Long.MIN_VALUE)),
                Map.entry("9223372036854775808", new Value.Symbol("9223372036854775808")),
                Map.entry("-9223372036854775809", new Value.Symbol("-9223372036854775809")),
                Map.entry("+99999999999999999999N", new Value.Symbol("99999999999999999999")),
                Map.entry("1.5", new Value.Decimal(1.5)),
                Map.entry("-1.5e3", new Value.Decimal(-1500)),
                Map.entry("1E-2", new Value.Decimal(0.01)),
                Map.entry("1.", new Value.Decimal(1)),
                Map.entry("0.1M", new Value.Symbol("0.1M")),
                Map.entry("1/3", new Value.Symbol("1/3")),
                Map.entry("##NaN", new Value.Decimal(Double.NaN)),
                Map.entry("##Inf", new Value.Decimal(Double.POSITIVE_INFINITY)),
                Map.entry("##-Inf", new Value.Decimal(Double.NEGATIVE_INFINITY)),
                Map.entry(":a", keyword("a")),
                Map.entry(":long-keyword-with/a.namespace", keyword("long-keyword-with/a.namespace")),
                Map.entry(":eight888", keyword("eight888")),
                Map.entry(":nine99999", keyword("nine99999")),
                Map.entry(":ключ", keyword("ключ")),
                Map.entry("foo/bar", new Value.Symbol("foo/bar")),
                Map.entry("-", new Value.Symbol("-")),
                Map.entry("-a1", new Value.Symbol("-a1")),
                Map.entry("nilly", new Value.Symbol("nilly")),
                Map.entry("\\a", new Value.Symbol("\\a")),
                Map.entry("\\newline", new Value.Symbol("\\newline")),
                Map.entry("\\u03a9", new Value.Symbol("\\Ω")),
                Map.entry("\\u0041", new Value.Symbol("\\A")),
                Map.entry("\\o101", new Value.Symbol("\\A")),
                Map.entry("\\u007B", new Value.Symbol("\\{")),
                Map.entry("\\u000a", new Value.Symbol("\\newline")),
                Map.entry("\\o40", new Value.Symbol("\\space")),
                Map.entry("\\u001F", new Value.Symbol("\\u001f")),
                Map.entry("\\o1", new Value.Symbol("\\u0001")),
                Map.entry("\\u2028", new Value.Symbol("\\u2028")),
                Map.entry("\\u", new Value.Symbol("\\u")),
                Map.entry("\\o", new Value.Symbol("\\o")),
                Map.entry("\\]", new Value.Symbol("\\]")),
                Map.entry("\\,", new Value.Symbol("\\,")),
                Map.entry("\"\"", new Value.Text("")),
                Map.entry("\"a b\\n\\t\\r\\b\\f\\\"\\\\\"", new Value.Text("a b\n\t\r\b\f\"\\")),
                Map.entry("\"\\u0041\\ud83d\\ude00é😀\\7\\101\"", new Value.Text("A😀é😀\u0007A")),
                Map.entry("\"two\nlines\"", new Value.Text("two\nlines")),
                Map.entry("#inst \"2020-01-01\"", new Value.Text("2020-01-01")),
                Map.entry("#a #b/c #_x 1", integer(1)),
                Map.entry("#uuid\"x\"", new Value.Text("x")));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void atoms(Map.Entry<String, Value> example) {
        assertThat(Recorded.value(example.getKey())).isEqualTo(example.getValue());
        assertThat(Recorded.value("[" + example.getKey() + "]")).isEqualTo(vector(example.getValue()));
        assertThat(Recorded.value("[" + example.getKey() + "[]]")).isEqualTo(vector(example.getValue(), vector()));
    }

    @Test
    void containers() {
        assertThat(Recorded.value("#{1 (2 #_3) #_4}"))
                .isEqualTo(new Value.Container(
                        Token.SET, List.of(integer(1), new Value.Container(Token.LIST, List.of(integer(2))))));
        assertThat(Recorded.value("{1 {} #_2 :a #_ #_ 3 4 [nil]}"))
                .isEqualTo(map(integer(1), map(), keyword("a"), vector(new Value.Nil())));
        assertThat(Recorded.value("#:a {:b 1 :c/d 2 :_/e 3 f 4 g/h 5 nil 6 :i {:j 7}}"))
                .isEqualTo(map(
                        keyword("a/b"),
                        integer(1),
                        keyword("c/d"),
                        integer(2),
                        keyword("e"),
                        integer(3),
                        new Value.Symbol("a/f"),
                        integer(4),
                        new Value.Symbol("g/h"),
                        integer(5),
                        new Value.Nil(),
                        integer(6),
                        keyword("a/i"),
                        map(keyword("j"), integer(7))));
    }

    @Test
    void aMapMayHaveManyKeysThatDiffer() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 10_000; i++) {
            text.append(i).append(' ').append(i).append(" [").append(i).append("] nil ");
        }
        assertThat(Recorded.value(text.append('}').toString()))
                .satisfies(value ->
                        assertThat(((Value.Container) value).elements()).hasSize(40_000));
    }

    @Test
    void nestingMayReachTheLimit() {
        String value = "[".repeat(EdnValues.MAX_DEPTH) + "]".repeat(EdnValues.MAX_DEPTH);
        assertThat(Recorded.value(value)).isInstanceOf(Value.Container.class);
    }

    @Test
    void eventsKnowTheirFileAndLine() throws Exception {
        String text = OK + "\n; comment\n\n" + OK + "\n" + OK;
        try (EventReader reader = Histories.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "some.edn", Format.EDN)) {
            Event event = new Event(reader.symbols());
            for (long line : new long[] {1, 4, 5}) {
                assertThat(reader.next(event)).isTrue();
                assertThat(event.line).isEqualTo(line);
                assertThat(event.file).isEqualTo("some.edn");
            }
            assertThat(reader.next(event)).isFalse();
            assertThat(event.line).as("untouched at the end").isEqualTo(5);
            assertThat(reader.next(event)).isFalse();
        }
    }

    /** What Clojure's own reader takes, which is more than the specification of EDN has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0x1f | 31",
                "-0X7fffFFFFffffFFFF | -9223372036854775807",
                "0xFFFFFFFFFFFFFFFF | 18446744073709551615",
                "0x1fN | 31",
                "017 | 15",
                "+017N | 15",
                "00 | 0",
                "-0 | 0",
                "2r1010 | 10",
                "36rZz | 1295",
                "36r1N | 59",
                "16rFFFFFFFFFFFFFFFFFF | 4722366482869645213695",
                "12345678901234567890N | 12345678901234567890",
                "2/4 | 1/2",
                "-4/2 | -2",
                "4/6 | 2/3",
                "1.50M | 1.5M",
                "10M | 1E+1M",
                "007.5 | 7.5",
                "08.5 | 8.5",
                "1. | 1.0",
                "1.M | 1M",
                "^{:line 3} [1 2] | [1 2]",
                "^:dynamic sym | sym",
                "[^String a ^{} b] | [a b]",
                "#^{:old true} x | x",
                "#\"a\\d+\" | \"a\\\\d+\"",
                "#'user/f | user/f",
                "#(+ 1 2) | (+ 1 2)",
                "#=(f 1) | (f 1)",
                "#object[java.lang.Object 0x14570829 \"java.lang.Object@14570829\"] | [java.lang.Object 341248041 \"java.lang.Object@14570829\"]",
                "#<Object java.lang.Object@1f> | \"#<Object java.lang.Object@1f>\"",
                "[#<E a.B: x -> {y} <z>> 1] | [\"#<E a.B: x -> {y} <z>>\" 1]",
                "#error {:cause \"x\" :trace [[a.b$fn__12 invoke \"b.clj\" 3] [a.B <init> \"B.java\" -1]]}"
                        + " | {:cause \"x\", :trace [[a.b$fn__12 invoke \"b.clj\" 3] [a.B <init> \"B.java\" -1]]}",
            })
    void whatClojureReadsIsRead(String text, String value) {
        Recorded event = Recorded.read("{:type :ok :f :r :process 0 :value " + text + "}", Format.EDN)
                .get(0);
        Symbols symbols = new Symbols();
        Tape tape = new Tape();
        event.value().addTo(tape, symbols);
        assertThat(ValuePrinter.text(tape, symbols)).isEqualTo(value);
        Recorded again = Recorded.read("{:type :ok :f :r :process 0 :value " + value + "}", Format.EDN)
                .get(0);
        assertThat(again.value()).isEqualTo(event.value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "089",
                "1e",
                "12abc",
                "2r3",
                "\\foo",
                "\\ud800",
                "\"a\\qb\"",
                "\"\\ud83d\"",
                "::a",
                "{:a}",
                "{:a 1 :a 2}",
                "#{1 1}",
                "##Foo",
                "#1",
                "[1 {:b [089 \\foo]} 3]",
                "\"\u00e9\"",
            })
    void aValueThatNothingNeedsNeverCostsTheHistory(String odd) {
        String invoke = "{:process 0 :type :invoke :f :write :value 1}\n";
        String rest = " :exception ODD :error ODD} {:process 1 :type :invoke :f :read}";
        for (String end : List.of(
                "{:process 0 :type :info :f :write :value ODD",
                "{:value ODD :process 0 :type :fail :f :write",
                "{ODD 1 :process 0 :type :ok :f :write :value 1 :index ODD2 :time ODD2",
                "{:process 0 :time ODD :type :ok :f :write :value 1 :index ODD",
                "{:process :nemesis :type :info :f :start :value ODD",
                "^ODD {:process :nemesis :type :invoke :f :start :value ODD")) {
            String text = (invoke + end + rest).replace("ODD2", "[2]").replace("ODD", odd);
            // A Latin-1 letter, as some exceptions' messages have it.
            byte[] bytes = text.replace("\u00e9", "?").getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; odd.contains("\u00e9") && i < bytes.length; i++) {
                bytes[i] = bytes[i] == '?' ? (byte) 0xe9 : bytes[i];
            }
            List<Recorded> events = Recorded.read(bytes, Format.EDN);
            assertThat(events).as(text).extracting(Recorded::index).containsExactly(0L, 1L, 2L);
            assertThat(events.get(2).f()).isEqualTo("read");
        }
        if (!odd.contains("\u00e9")) {
            for (String type : List.of(":ok", ":invoke")) {
                String text = invoke + "{:value " + odd + " :process 0 :f :write :type " + type + "}";
                assertThatThrownBy(() -> Recorded.read(text, Format.EDN))
                        .isInstanceOf(HistoryException.class)
                        .hasMessageStartingWith("h:2:");
            }
        }
    }
}
