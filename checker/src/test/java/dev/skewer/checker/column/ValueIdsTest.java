package dev.skewer.checker.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueIdsTest {
    private final Symbols symbols = new Symbols();

    /** A value by its text: an integer, a string, a keyword or a vector of an integer. */
    private void write(Tape tape, String text) {
        tape.clear();
        char sort = text.charAt(0);
        switch (sort) {
            case '"' -> tape.addString(symbols.intern(text.substring(1)));
            case ':' -> tape.addKeyword(symbols.intern(text.substring(1)));
            case '[' -> {
                int vector = tape.begin(Token.VECTOR);
                tape.addInt(Long.parseLong(text.substring(1)));
                tape.end(vector);
            }
            default -> tape.addInt(Long.parseLong(text));
        }
    }

    private static String value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "\"" + random.nextInt(400);
            case 1 -> ":" + random.nextInt(400);
            case 2 -> "[" + random.nextInt(400);
            case 3 -> Long.toString(-random.nextInt(400));
            case 4 -> Long.toString((long) random.nextInt(40) << random.nextInt(40));
            default -> Integer.toString(random.nextInt(1 << random.nextInt(12)));
        };
    }

    @Test
    void valuesAreNumberedInOrderOfFirstSight() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            ValueIds ids = new ValueIds();
            Map<String, Integer> known = new HashMap<>();
            List<Long> tokens = new ArrayList<>();
            Tape tape = new Tape();
            for (int i = 0; i < 3_000; i++) {
                String text = value(random);
                write(tape, text);
                int next = known.size();
                int expected = known.computeIfAbsent(text, unseen -> next);
                int id = ids.of(tape, 0, symbols);
                assertThat(id).as("seed %d, %s", seed, text).isEqualTo(expected);
                assertThat(ids.size()).isEqualTo(known.size());
                if (expected == tokens.size()) {
                    tokens.add(ids.token(id));
                }
                assertThat(ids.token(id)).isEqualTo(tokens.get(id));
                if (text.charAt(0) != '[') {
                    assertThat(ids.token(id)).isEqualTo(tape.token(0));
                }
            }
        }
    }

    @Test
    void manyValuesOfAnySortTakeFewBytesEach() {
        for (String sort : List.of("", "\"")) {
            ValueIds ids = new ValueIds();
            Tape tape = new Tape();
            for (int i = 0; i < 20_000; i++) {
                write(tape, sort + i);
                assertThat(ids.of(tape, 0, symbols)).isEqualTo(i);
            }
            assertThat(ids.bytes()).as(sort).isBetween(20_000L * 12, 20_000L * 40);
        }
    }
}
