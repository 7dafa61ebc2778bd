package dev.skewer.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.examples.Recorded;
import dev.skewer.history.examples.Value;
import dev.skewer.history.examples.Values;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuePrinterTest {
    private static String print(Value value, int limit) {
        Symbols symbols = new Symbols();
        Tape tape = new Tape();
        value.addTo(tape, symbols);
        return ValuePrinter.text(tape, 0, symbols, limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nil",
                "true",
                "-12",
                "1.5",
                "##-Inf",
                ":a/b",
                "\"a\\n\\\"\\\\\"",
                "foo",
                "1/2",
                "[]",
                "{}",
                "#{1 2}",
                "(1 [2])",
                "{:id 3, :metadata {:epoch 0, :first 0, :length 2}, :journal [[0 17] [1 18]]}",
                "[nil {1 2, 3 {}} ()]"
            })
    void aValueIsPrintedAsEdn(String text) {
        assertThat(print(Recorded.value(text), Integer.MAX_VALUE)).isEqualTo(text);
    }

    @Test
    void anEmptyTapeIsNil() {
        assertThat(ValuePrinter.text(new Tape(), new Symbols())).isEqualTo("nil");
    }

    @Test
    void whatATerminalWouldObeyIsEscaped() {
        Value red = new Value.Text("\u001b[31m\u009b1m\u202e\u2028\u007f\r\u0000é😀");
        assertThat(print(red, 100)).isEqualTo("\"\\u001b[31m\\u009b1m\\u202e\\u2028\\u007f\\r\\u0000é😀\"");
        assertThat(print(new Value.Keyword("a\u001b"), 100)).isEqualTo(":a\\u001b");
        assertThat(ValuePrinter.quoted("a\u001b\n\"\\")).isEqualTo("a\\u001b\\n\"\\");
    }

    @Test
    void aLongValueIsCut() {
        assertThat(print(Recorded.value("[1 2 3 4 5 6 7]"), 8)).isEqualTo("[1 2 3 …");
        assertThat(print(Recorded.value("[1 2 3]"), 7)).isEqualTo("[1 2 3]");
        assertThat(print(new Value.Text("x".repeat(1_000_000)), 5)).isEqualTo("\"xxx…");
        assertThat(print(new Value.Text("a😀"), 4)).isEqualTo("\"a…");
        assertThat(print(Recorded.value("[1]"), 0)).isEqualTo("…");
    }

    @Provide
    Arbitrary<Value> values() {
        return Values.ednValues();
    }

    @Property(tries = 200)
    void aCutValueIsTheBeginningOfTheWhole(
            @ForAll("values") Value value, @ForAll @IntRange(min = 1, max = 60) int limit) {
        String whole = print(value, Integer.MAX_VALUE);
        String cut = print(value, limit);
        assertThat(cut.length()).isLessThanOrEqualTo(limit);
        if (whole.length() <= limit) {
            assertThat(cut).isEqualTo(whole);
        } else {
            assertThat(cut).endsWith("…");
            assertThat(whole).startsWith(cut.substring(0, cut.length() - 1));
        }
    }
}
