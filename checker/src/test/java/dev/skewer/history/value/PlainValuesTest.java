package dev.skewer.history.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.edn.EdnLexer;
import dev.skewer.history.edn.EdnValues;
import dev.skewer.history.edn.PlainEdn;
import dev.skewer.history.examples.RandomHistories;
import dev.skewer.history.examples.Recorded;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.json.JsonLexer;
import dev.skewer.history.json.JsonValues;
import dev.skewer.history.json.PlainJson;
import dev.skewer.history.text.Digits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a plain value is what the general readers read, and what these would refuse is not read as one. */
class PlainValuesTest {
    /** Both readers of one notation, over the same text and the same names. */
    private static final class Readers {
        private final ByteInput in = new ByteInput("h");
        private final Symbols symbols = new Symbols();
        private final boolean json;
        private final PlainValues plain;
        private final EdnValues edn;
        private final JsonValues jsonValues;
        private final byte[] bytes;
        private final int length;

        Readers(byte[] text, boolean json) {
            this.json = json;
            EdnLexer ednLexer = new EdnLexer(in, symbols);
            JsonLexer jsonLexer = new JsonLexer(in, symbols);
            edn = new EdnValues(ednLexer, symbols);
            jsonValues = new JsonValues(jsonLexer, symbols);
            plain = json
                    ? new PlainJson(in, jsonValues.keys.shortKeys, jsonLexer.shortStrings)
                    : new PlainEdn(in, ednLexer.keywords, ednLexer.shortStrings);
            length = text.length;
            bytes = Arrays.copyOf(text, text.length + ByteInput.PADDING);
        }

        /** The tape of the first value, and where it ends; null if there is none. */
        @Nullable Read general() {
            in.restart(bytes, length);
            Tape tape = new Tape();
            try {
                if (json) {
                    jsonValues.read(tape);
                } else {
                    edn.read(tape);
                }
            } catch (HistoryException e) {
                return null;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new Read(Arrays.toString(tape.toArray()), in.position, in.line());
        }

        /** The same, by the reader of plain values; null if the value is no plain one. */
        @Nullable Read plain() {
            in.restart(bytes, length);
            Tape tape = new Tape();
            if (!plain.read(tape)) {
                assertThat(in.position).isZero();
                assertThat(tape.size()).isZero();
                return null;
            }
            return new Read(Arrays.toString(tape.toArray()), in.position, in.line());
        }
    }

    private record Read(String tape, int end, long line) {}

    private enum Notation {
        EDN,
        JSON
    }

    /** Room behind a value, so that it is not refused for lack of sight. */
    private static byte[] withRoom(byte[] value) {
        byte[] text = Arrays.copyOf(value, value.length + 40);
        Arrays.fill(text, value.length, text.length, (byte) ' ');
        return text;
    }

    @ParameterizedTest
    @EnumSource
    void aPlainValueIsReadAsTheGeneralReaderReadsIt(Notation notation) {
        Random random = new Random(17);
        int plainOnes = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] value = RandomHistories.value(random, notation == Notation.JSON);
            if (i % 2 == 0) {
                value = RandomHistories.damaged(value, random);
            }
            Readers readers = new Readers(withRoom(value), notation == Notation.JSON);
            // First, so that the names of the text are known.
            Read general = readers.general();
            Read plain = readers.plain();
            if (plain != null) {
                assertThat(plain)
                        .as("seed 17, round %d: %s", i, new String(value, StandardCharsets.ISO_8859_1))
                        .isEqualTo(general);
                plainOnes++;
            }
        }
        assertThat(plainOnes).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{:id 6, :metadata {:epoch 2, :first 2}, :journal [[2 1446] [3 1458]], :state {}}"
                        + " | {\"id\":6,\"metadata\":{\"epoch\":2,\"first\":2},\"journal\":[[2,1446],[3,1458]],\"state\":{}}",
                "[:append 12 nil] | [\"append\", 12, null]",
                "[[:r :x nil] [:append :y 999999999999999]] | [[\"r\",\"x\",null],[\"append\",\"y\",999999999999999]]",
                "\"n1\" | \"n1\"",
                "0 | 0",
                "true | false",
                "[true false nil] | [ true , false , null ]",
                "{0 100, 1 5} | {\"0\": 100, \"1\": 5}",
                "[] | []",
                "[[] {}] | [[],{}]",
            })
    void whatHistoriesAreMadeOfIsPlain(String edn, String json) {
        for (boolean isJson : new boolean[] {false, true}) {
            byte[] text = withRoom((isJson ? json : edn).getBytes(StandardCharsets.UTF_8));
            Readers readers = new Readers(text, isJson);
            Read general = readers.general();
            assertThat(general).isNotNull();
            assertThat(readers.plain()).isEqualTo(general);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "1a",
                "1.5",
                "1N",
                "9999999999999999",
                "-1",
                "nil\0",
                "[1 2",
                "{:a 1 :a 2}",
                "{:a}",
                "[1}",
                "]",
                ":new",
                "\"a\\n\"",
                "(1 2)",
                "#{1}",
                "[1\n2]",
                "{{:a 1} 2}",
                "nila",
                ":a\0",
                "\"a\0\"",
            })
    void whatIsNotIsLeftToTheGeneralReader(String value) {
        Readers edn = new Readers(withRoom(value.getBytes(StandardCharsets.UTF_8)), false);
        assertThat(edn.plain()).isNull();
    }

    private static String map(boolean json, int keys, int repeated) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < keys; i++) {
            int key = i == keys - 1 && repeated >= 0 ? repeated : i;
            text.append(json ? (i == 0 ? "\"" : ",\"") + key + "\":1" : " " + key + " 1");
        }
        return text.append('}').toString();
    }

    @ParameterizedTest
    @EnumSource
    void mapsOfAllSizesAreReadAsTheGeneralReaderReadsThem(Notation notation) {
        boolean json = notation == Notation.JSON;
        for (int keys = 1; keys < 400; keys++) {
            for (int repeated = -1; repeated < keys - 1; repeated += 1 + keys / 10) {
                String map = map(json, keys, repeated);
                Readers readers = new Readers(withRoom(map.getBytes(StandardCharsets.UTF_8)), json);
                Read general = readers.general();
                Read plain = readers.plain();
                if (plain != null) {
                    assertThat(plain).as(map).isEqualTo(general);
                }
                if (repeated >= 0) {
                    assertThat(plain).as(map).isNull();
                } else if (keys <= 64 && !json) {
                    assertThat(plain).as(map).isNotNull();
                }
            }
        }
    }

    /** Each key is otherwise looked for among all before it, and a file of such maps takes a hundred times as long. */
    @Test
    void aMapOfManyKeysIsLeftToTheGeneralReader() {
        assertThat(new Readers(withRoom(map(false, 1000, -1).getBytes(StandardCharsets.UTF_8)), false).plain())
                .isNull();
    }

    @Test
    void aValueAtTheEndOfWhatIsInSightIsLeftToTheGeneralReader() {
        for (String value : new String[] {"12", "[1 2]", "{:a 1}", "nil"}) {
            Readers readers = new Readers(value.getBytes(StandardCharsets.UTF_8), false);
            readers.general();
            assertThat(readers.plain()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata1", "metadata/x", "metadat", "metadata", "metadatas-and-more"})
    void aNameThatBeginsLikeAKnownOneIsAnother(String name) {
        String edn = "{:type :ok, :process 0, :f :NAME, :value [:NAME \"NAME\" {:NAME 1}]}              \n";
        String json =
                "{\"type\":\"ok\",\"process\":0,\"f\":\"NAME\",\"value\":[\"NAME\",{\"NAME\":1}]}              \n";
        for (Format format : new Format[] {Format.EDN, Format.JSON}) {
            String event = format == Format.EDN ? edn : json;
            String known = event.replace("NAME", "metadata");
            String other = event.replace("NAME", name);
            List<Recorded> events = Recorded.read(known + known + other + known + other + known, format);
            assertThat(events)
                    .extracting(Recorded::f)
                    .containsExactly("metadata", "metadata", name, "metadata", name, "metadata");
            assertThat(events.get(4).value())
                    .isEqualTo(Recorded.read(other, format).get(0).value());
        }
    }

    @Test
    void numbersOfAllLengthsAreRead() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            String number = Long.toString(random.nextLong(1L << random.nextInt(1, 63)));
            byte[] bytes = (number + " ".repeat(16)).getBytes(StandardCharsets.US_ASCII);
            int count = Digits.count(bytes, 0);
            assertThat(count).as(number).isEqualTo(number.length() <= 15 ? number.length() : 0);
            if (count > 0) {
                assertThat(Digits.value(bytes, 0, count)).isEqualTo(Long.parseLong(number));
            }
        }
        for (int b = 0; b < 256; b++) {
            byte[] bytes = "12345678".getBytes(StandardCharsets.US_ASCII);
            bytes = Arrays.copyOf(bytes, 16);
            bytes[3] = (byte) b;
            boolean isDigit = b >= '0' && b <= '9';
            assertThat(Digits.count(bytes, 0)).isEqualTo(isDigit ? 8 : 3);
            assertThat(Digits.value(bytes, 0, 3)).isEqualTo(123);
        }
    }
}
