package dev.skewer.history.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.examples.DribblingInput;
import dev.skewer.history.examples.Recorded;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a reader gives events or one {@link HistoryException} with one line, and nothing else. */
class FuzzTest {
    private static final List<String> EDN = List.of("""
            {:index 0, :time 12, :process 0, :type :invoke, :f :append, :value {:id 3 :entry 17}}
            {:index 1, :time 13, :process 0, :type :ok, :f :append, :value {:id 3 :entry 17 :epoch 0 :index 4}}
            {:index 2, :time 14, :process :nemesis, :type :info, :f :kill, :value ["n1" "n2"] :error nil}
            """, """
            ; comment
            [#jepsen.history.Op{:type :ok :f :txn :process 1 :value [[:append 1 -2] [:r 1.5e3 #{1 2}]]}
            #_{:a 1}]""", """
            {:type :fail :f :x :process "p" :error #:ns{:a 1 :_/b 2} :other {[1] 2} :key nil
             :value (1/2 3M 4N ##NaN \\a \\newline #inst "2020" sym "\\u00e9\\n\\"é😀")}""");

    private static final List<String> JSON = List.of("""
            [{"index":0,"time":12,"process":0,"type":"invoke","f":"append","value":{"id":3,"entry":17}},
            {"process":0,"type":"ok","f":"append","value":[1.5e3,-0,true,null,"\\u00e9\\n\\"é😀"]}]""", """
            {"process":"nemesis","type":":info","f":"kill","value":{"0":1,":a":2,"b c":3}}
            {"process":1,"type":"ok","f":"r","error":[[],{}],"other":[{}],"key":12345678901234567890}""");

    private static final List<String> SESSIONS = List.of("""
            w(0,4,1,2)
            r(1,0,1,2)
            r(0,4,-2,3)
            w(1,7,1,-1)
            """, """
            w 0 -4
            r 1 0
            -----
            r 0 -4
            =====
            w 1 12""");

    private static final byte[] TELLING =
            "[](){}\"\\#_:;,-+./0123456789eEMNu \n\r\t^'@~`ntf\u0000\u007f\u0080\u00c3\u00e2\u00ed\u00f0\u00ff"
                    .getBytes(StandardCharsets.ISO_8859_1);

    /** The events before the end, and how it ended. */
    private record Outcome(List<Recorded> events, String error) {}

    private static Outcome read(InputStream in, Format format) {
        List<Recorded> events = new ArrayList<>();
        try {
            Recorded.readInto(events, in, format);
            return new Outcome(events, "");
        } catch (HistoryException e) {
            String message = String.valueOf(e.getMessage());
            assertThat(message).matches("h:\\d+:\\d+: [^\\p{Cntrl}]+");
            return new Outcome(events, message);
        }
    }

    private static void check(byte[] bytes, int most) {
        for (Format format : Format.values()) {
            Outcome whole = read(new ByteArrayInputStream(bytes), format);
            if (format == Format.EDN) {
                assertThat(read(new DribblingInput(bytes, most), format)).isEqualTo(whole);
            }
            if (!whole.events().isEmpty()) {
                assertThat(Recorded.read(Recorded.write(whole.events(), Format.EDN), Format.EDN))
                        .isEqualTo(whole.events());
            }
        }
    }

    private static void fuzz(long seed, int rounds) {
        List<String> all = new ArrayList<>(EDN);
        all.addAll(JSON);
        fuzz(all, seed, rounds);
    }

    private static void fuzz(List<String> all, long seed, int rounds) {
        Random random = new Random(seed);
        for (int i = 0; i < rounds; i++) {
            byte[] bytes = i % 8 == 0
                    ? noise(random)
                    : mutated(all.get(random.nextInt(all.size())).getBytes(StandardCharsets.UTF_8), random);
            try {
                check(bytes, 1 + random.nextInt(9));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + seed + ", round " + i + ": "
                                + ValuePrinter.quoted(new String(bytes, StandardCharsets.ISO_8859_1)),
                        e);
            }
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (random.nextInt(4) > 0) {
                bytes[i] = TELLING[random.nextInt(TELLING.length)];
            }
        }
        return bytes;
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original;
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
            byte one = TELLING[random.nextInt(TELLING.length)];
            bytes = switch (random.nextInt(6)) {
                case 0 -> splice(bytes, at, at, new byte[] {one});
                case 1 -> splice(bytes, at, at + 1, new byte[] {one});
                case 2 -> splice(bytes, at, to, new byte[0]);
                case 3 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
                case 4 -> Arrays.copyOf(bytes, at);
                default -> splice(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ (1 << random.nextInt(8)))});
            };
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
        byte[] result = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result;
    }

    @Test
    void theUndamagedHistoriesAreRead() {
        for (String text : EDN) {
            assertThat(read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Format.AUTO))
                    .satisfies(outcome -> assertThat(outcome.error()).isEmpty());
        }
        for (String text : SESSIONS) {
            assertThat(read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Format.AUTO))
                    .satisfies(outcome -> assertThat(outcome.events()).isNotEmpty())
                    .satisfies(outcome -> assertThat(outcome.error()).isEmpty());
        }
        for (String text : JSON) {
            assertThat(read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Format.AUTO))
                    .satisfies(outcome -> assertThat(outcome.error()).isEmpty());
        }
    }

    @Test
    void damagedHistoriesGiveEventsOrOneComplaint() {
        fuzz(1, 6_000);
    }

    @Test
    void damagedTextsOfSessionsGiveEventsOrOneComplaint() {
        fuzz(SESSIONS, 1, 2_000);
    }

    @Test
    @Tag("slow")
    void damagedHistoriesGiveEventsOrOneComplaintForLong() {
        for (long seed = 2; seed < 22; seed++) {
            fuzz(seed, 20_000);
            fuzz(SESSIONS, seed, 20_000);
        }
    }
}
