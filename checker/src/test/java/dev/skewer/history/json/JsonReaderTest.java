package dev.skewer.history.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.edn.EdnValues;
import dev.skewer.history.examples.Recorded;
import dev.skewer.history.examples.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final String OK = "{\"type\":\"ok\",\"f\":\"read\",\"process\":0}";

    private static List<Recorded> read(String text) {
        return Recorded.read(text, Format.JSON);
    }

    private static Value value(String json) {
        return read("{\"type\":\"ok\",\"f\":\"read\",\"process\":0,\"value\":" + json + "}")
                .get(0)
                .value();
    }

    private static HistoryException errorOf(String text) {
        return errorOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HistoryException errorOf(byte[] bytes) {
        HistoryException error = catchThrowableOfType(HistoryException.class, () -> Recorded.read(bytes, Format.JSON));
        assertThat(error).as("an error").isNotNull();
        assertThat(error.getMessage()).doesNotContain("\n");
        return error;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":3,\"metadata\":{\"epoch\":0,\"first\":0,\"length\":2},\"journal\":[[0,17],[1,18]]}"
                        + " | {:id 3 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 17] [1 18]]}",
                "{\"id\":3,\"metadata\":null,\"journal\":[],\"state\":{}} | {:id 3 :metadata nil :journal [] :state {}}",
                "{\"0\":100,\"-7\":0,\"12345678901234567890\":1} | {0 100 -7 0 12345678901234567890 1}",
                "{\":a\":1,\"b/c\":2,\"84.23.53.151\":3,\"a b\":4,\"\":5,\"01\":6,\":1\":7}"
                        + " | {:a 1 :b/c 2 \"84.23.53.151\" 3 \"a b\" 4 \"\" 5 \"01\" 6 :1 7}",
                "[\"append\",253,1]       | [\"append\" 253 1]",
                "[true,false,null]        | [true false nil]",
                "[1.5,-2e3,1E3,-0,-0.0]   | [1.5 -2000 1000 0 0]",
                "[1,1.0,1e0,10e-1,0.1e1]  | [1 1 1 1 1]",
                "[1e20,100000000000000000000.0,9007199254740993.0] | [100000000000000000000 100000000000000000000 9007199254740993]",
                "[0.1,1e-1,0.10,0.3000000000000000444] | [0.1 0.1 0.1 0.3000000000000000444M]",
                "[1e-400,0.12345678901234567890] | [1E-400M 0.1234567890123456789M]",
                "[9223372036854775807,9223372036854775808,-9223372036854775809]"
                        + " | [9223372036854775807 9223372036854775808 -9223372036854775809]",
                "\"\\ud83d\\ude00é\\n:a\" | \"😀é\\n:a\"",
            })
    void aValueGivesTheTapeOfItsEdn(String json, String edn) {
        assertThat(value(json)).isEqualTo(Recorded.value(edn));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[E,E]", "E\nE\n", "E E", " [ E ,\n E ] \n", "\ufeff[E,E]"})
    void eventsMayBeInAnArrayOrFollowEachOther(String form) {
        assertThat(read(form.replace("E", OK))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", " \n"})
    void aHistoryMayBeEmpty(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void everyFieldIsReadWithOrWithoutColonsAndOthersAreSkipped() {
        String plain = "{\"index\":7,\"time\":12,\"process\":\"nemesis\",\"type\":\"info\",\"f\":\"cut\",\"value\":[1],"
                + "\"error\":\"e\",\"key\":5,\"other\":{\"type\":[{}]}}";
        Recorded event = read(plain).get(0);
        assertThat(event)
                .isEqualTo(Recorded.one("{:index 7 :time 12 :process :nemesis :type :info :f :cut :value [1]"
                        + " :error \"e\" :key 5}"));
        String colons = plain.replaceAll("\"([a-z]+)\":", "\":$1\":")
                .replace("\"info\"", "\":info\"")
                .replace("\"cut\"", "\":cut\"")
                .replace("\"nemesis\"", "\":nemesis\"");
        assertThat(read(colons)).containsExactly(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"ok\",\"f\":\"read\",\"process\":[1]} | h:1:35: :process [1] cannot be; right would be an integer, or a"
                        + " name such as \"client-1\" or :nemesis",
                "{\"type\":\"okay\"} | h:1:9: :type \"okay\" cannot be; right would be :invoke, :ok, :fail or :info",
                "{\"type\":\"ok\"} | h:1:1: the event that begins here has no :f; every event needs :type, :f and :process"
                        + " (only a transaction, a :value such as [[:append 1 2]], may go without :f)",
                "{\"f\":\"a\",\":f\":\"b\"} | h:1:10: a second :f in one event; each key may be there once",
                "[3] | h:1:2: no event begins here; right would be a map"
                        + " {\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"value\":null}",
                "[] [] | h:1:4: something follows the end of the history that began at line 1; all events must be inside"
                        + " its brackets",
                "{\"value\":{\"a\":1,\":a\":2}} | h:1:24: this map has the key :a twice; each may be there once",
                "{\"value\":\"\\ud83d\"} | h:1:18: this string has half of a surrogate pair; right would be both, as in"
                        + " \\ud83d\\ude00",
            })
    void eventsThatCannotBe(String text, String message) {
        assertThat(errorOf(text)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\" 1} | 1:6 | 1 cannot stand here; right would be a colon",
                "{'a':1} | 1:2 | ' cannot stand here; right would be a key in double quotes",
                "{\"a\":[1 2]} | 1:9 | 2 cannot stand here; right would be a comma or ]",
                "{\"a\":1 \"b\"} | 1:8 | \" cannot stand here; right would be a comma or }",
                "{\"a\":01} | 1:7 | a number cannot begin with 0; right would be 12, or 0.12",
                "{\"a\":-} | 1:7 | } cannot stand here; right would be a number such as 12, -12, 1.5 or 1.5e3",
                "{\"a\":0x1f} | 1:7 | x cannot stand here; right would be a number such as 12, -12, 1.5 or 1.5e3",
                "{\"a\":None} | 1:6 | None cannot stand here; right would be a string in double quotes, a number, true, false, null, [ or {",
                "{\"a\":1] | 1:7 | ] cannot stand here; right would be }",
                "{\"a\":\"\\q\"} | 1:8 | \\q is no escape; right would be \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u0041",
                "{\"a\":\"\t\"} | 1:7 | a control character in a string; right would be its escape, such as \\n",
                "{} {\"a\":1} | 1:1 | the event that begins here has no :type",
            })
    void whatIsNotJsonIsSaidInPlainWords(String text, String place, String message) {
        assertThat(errorOf(text.replace("{} ", "{}")).getMessage())
                .startsWith(
                        "h:" + place + ": " + (message.startsWith("the event") ? "" : "this is not JSON: ") + message);
    }

    @Test
    void numbersThatAreNoneCostTheHistoryOnlyWhereTheyAreNeeded() {
        String invoke = "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":1}\n";
        for (String odd : List.of("NaN", "Infinity", "-Infinity", "[NaN]", "{\"a\":1,\"a\":2}", "1e999999999999")) {
            String nemesis = "{\"process\":\"nemesis\",\"type\":\"info\",\"f\":\"start\",\"value\":" + odd + "}\n";
            String info = "{\"process\":0,\"type\":\"info\",\"f\":\"write\",\"value\":" + odd + ",\"error\":" + odd
                    + ",\"x\":" + odd + ",\"time\":" + odd + ",\"index\":" + odd + "}\n";
            assertThat(Recorded.read(invoke + nemesis + info, Format.AUTO)).hasSize(3);
            assertThat(errorOf(invoke + info.replace("info", "ok")).getMessage())
                    .startsWith("h:2:44: ".substring(0, 4))
                    .containsPattern("no number of JSON|twice|more than 1000 digits");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\" \"ok\"}",
                "[E E]",
                "[E,]",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":nan}",
                "{\"a\":\"\u0001\"}"
            })
    void whatIsNotJsonIsSaidToBeSo(String text) {
        assertThat(errorOf("\n" + text.replace("E", OK)).getMessage())
                .matches("h:2:\\d+: this is not JSON: .+")
                .doesNotContain("Feature", "ALLOW", "JSON String", "code ", "token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\"", "{\"type\":\"o", "{\"value\":[[1,", "{\"value\":{"})
    void aFileThatWasCutOffIsSaidToBeSo(String rest) {
        HistoryException lines = errorOf(OK + "\n" + rest);
        assertThat(lines.getMessage())
                .matches("h:2:\\d+: the file ends too early, in what begins at line 2; was it cut off\\?");
        assertThat(lines.isTruncated()).isTrue();
        assertThat(errorOf("[" + OK + ",\n").isTruncated()).isTrue();
    }

    @Test
    void nestingHasALimit() {
        String deepest = "[".repeat(EdnValues.MAX_DEPTH) + "]".repeat(EdnValues.MAX_DEPTH);
        assertThat(value(deepest)).isInstanceOf(Value.Container.class);
        assertThat(errorOf("{\"value\":" + "[".repeat(100_000)).getMessage())
                .contains("more than 1000 containers inside one another");
        assertThat(errorOf("{\"unknown\":" + "[".repeat(100_000)).getMessage())
                .startsWith("h:1:")
                .contains("more than 1000 containers inside one another");
    }

    @Test
    void textMustBeUtf8() {
        String text = OK + "\n{\"value\":\"\u00ff\"}";
        assertThat(errorOf(text.getBytes(StandardCharsets.ISO_8859_1)).getMessage())
                .startsWith("h:2:")
                .contains("UTF-8");
    }

    @Test
    void noOtherEncodingIsGuessed() {
        for (String text :
                List.of("\u0000\u0000\t\u0000_#", "\u0000\u0000\u0000{", "\u0000{\u0000\"", "{\u0000\"\u0000")) {
            assertThat(errorOf(text).getMessage()).matches("h:1:\\d+: this is not JSON: .+");
        }
    }

    @Test
    void manyDifferentKeysAreRead() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 10_000; i++) {
            text.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
        }
        assertThat(((Value.Container) value(text + "}")).elements())
                .hasSize(20_000)
                .contains(new Value.Keyword("k9999"));
    }
}
