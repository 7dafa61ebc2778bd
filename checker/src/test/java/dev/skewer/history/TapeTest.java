package dev.skewer.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.examples.Value;
import dev.skewer.history.examples.Values;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TapeTest {
    @Test
    void anEmptyTapeIsNil() {
        Tape tape = new Tape();
        assertThat(tape.isNil()).isTrue();
        assertThat(tape.token(0)).isEqualTo(Token.NIL);
        assertThat(tape.toArray()).containsExactly(Token.NIL);
        tape.addNil();
        assertThat(tape.isNil()).isTrue();
        tape.clear();
        tape.addBoolean(false);
        assertThat(tape.isNil()).isFalse();
    }

    @Property(tries = 200)
    void anIntegerIsWhatItWasAndTakesOneLongUpToSixtyBits(@ForAll long value) {
        Tape tape = new Tape();
        tape.addInt(value);
        assertThat(tape.isInteger(0)).isTrue();
        assertThat(tape.integer(0)).isEqualTo(value);
        boolean small = value >= -(1L << 59) && value < 1L << 59;
        assertThat(tape.size()).isEqualTo(small ? 1 : 2);
        assertThat(tape.skip(0)).isEqualTo(tape.size());
    }

    @Test
    void whatIsNoIntegerIsNotRead() {
        Tape tape = new Tape();
        tape.addDouble(1);
        assertThat(tape.isInteger(0)).isFalse();
        assertThatThrownBy(() -> tape.integer(0)).isInstanceOf(IllegalStateException.class);
    }

    @Provide
    Arbitrary<Value> values() {
        return Values.ednValues();
    }

    @Property(tries = 200)
    void aCopyIsTheSameValue(@ForAll("values") Value value) {
        Symbols symbols = new Symbols();
        Tape tape = new Tape();
        value.addTo(tape, symbols);
        assertThat(tape.skip(0)).isEqualTo(tape.size());
        Tape copy = new Tape();
        copy.addFrom(tape, 0);
        assertThat(Value.of(copy, symbols)).isEqualTo(value);
        long[] kept = tape.toArray();
        Tape again = new Tape();
        again.addRaw(kept, 0, kept.length);
        assertThat(again.toArray()).isEqualTo(kept);
    }

    @Test
    void aTapeHasALimit() {
        Tape tape = new Tape();
        long[] much = new long[1 << 20];
        for (int i = 0; i < Tape.MAX_SIZE / much.length; i++) {
            tape.addRaw(much, 0, much.length);
        }
        assertThat(tape.size()).isEqualTo(Tape.MAX_SIZE);
        assertThatThrownBy(tape::addNil)
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("more than 16777216 longs");
    }
}
