package dev.skewer.history.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.examples.Recorded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A recorder that is killed leaves a file that ends anywhere. Wherever that is, the events that are there are read, and
 * either nothing is missing or the complaint says that the file was cut off, never that it is damaged.
 */
class TruncatedHistoryTest {
    private static final List<String> EDN = List.of(
            "{:index 0, :time 932, :process 5, :type :invoke, :f :append, :value {:id 3, :entry 17}}",
            "{:index 1, :time 2475, :process 5, :type :ok, :f :append, :value {:id 3, :entry 17, :epoch 0, :index 4}}",
            "{:index 2, :time 2500, :process 6, :type :invoke, :f :read, :value {:id 3}}",
            // What an event may hold, so that a file may end within each.
            "{:index 3 :time -2600 :process :nemesis :type :info :f :kill-the-whole-cluster :value [\"n1\" \"é😀\\n\\u00e9\"]"
                    + " :error nil :é/ü {\\newline 1 \\a 2, \\( 3} :other #:ns{:a 1, :_/b 2, c 3} :f2 #{##Inf ##-Inf ##NaN}}",
            "#jepsen.history.Op {:process 6, :value ([0 -12] 1.5e-3 12N 4.5M 1/2 #inst \"2026-11-23\" #_ dropped +7"
                    + " true false nil - + sym), :type :ok, #_ :f, :f :read, :index 4, :time 2700}");

    private static final List<String> JSON = List.of(
            "{\"index\":0,\"time\":932,\"process\":5,\"type\":\"invoke\",\"f\":\"append\",\"value\":{\"id\":3,\"entry\":17}}",
            "{\"index\":1,\"time\":2475,\"process\":5,\"type\":\"ok\",\"f\":\"append\",\"value\":{\"id\":3,\"index\":4}}",
            "{\"index\":2,\"time\":2500,\"process\":6,\"type\":\"invoke\",\"f\":\"read\",\"value\":{\"id\":3}}",
            "{\"process\":\"nemesis\",\"type\":\":info\",\"f\":\"kill\",\"value\":[\"é😀\\n\\u00e9\",-12.5e-3,null,true,false],"
                    + "\"é\":{\"0\":1},\"error\":{\"a b\":[]}}",
            "{\"index\":4,\"process\":6,\"type\":\"ok\",\"f\":\"read\",\"value\":[[0,-12],[{},true],false],\"time\":2700}");

    /** The forms that a history may have. */
    private enum Form {
        EDN_SEQUENCE("", "\n", "\n"),
        EDN_VECTOR("[", "\n ", "]"),
        EDN_LIST("(", ", ", ")"),
        JSON_LINES("", "\n", "\n"),
        JSON_ARRAY("[", ",\n", "]");

        private final String before;
        private final String between;
        private final String after;

        Form(String before, String between, String after) {
            this.before = before;
            this.between = between;
            this.after = after;
        }

        private List<String> events() {
            return this == JSON_LINES || this == JSON_ARRAY ? JSON : EDN;
        }

        /** The history's text. */
        byte[] text() {
            return events().stream()
                    .collect(Collectors.joining(between, before, after))
                    .getBytes(StandardCharsets.UTF_8);
        }

        /** The number of bytes up to the end of so many events. */
        int endOf(int count) {
            return events().stream()
                    .limit(count)
                    .collect(Collectors.joining(between, before, ""))
                    .getBytes(StandardCharsets.UTF_8)
                    .length;
        }
    }

    private enum Compressor {
        NONE,
        GZIP,
        ZSTD;

        byte[] compress(byte[] bytes) {
            return switch (this) {
                case NONE -> bytes;
                case GZIP -> gzip(bytes);
                case ZSTD -> Zstd.compress(bytes);
            };
        }

        private static byte[] gzip(byte[] bytes) {
            var out = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }

    /** The events that were read, and the complaint that ended them, or null. */
    private record Outcome(List<Recorded> events, @Nullable HistoryException error) {
        static Outcome of(byte[] bytes) {
            var events = new ArrayList<Recorded>();
            try {
                Recorded.readInto(events, new ByteArrayInputStream(bytes), Format.AUTO);
                return new Outcome(events, null);
            } catch (HistoryException e) {
                assertThat(e.getMessage()).matches("h:\\d+:\\d+: [^\\p{Cntrl}]+; was (it|the file) cut off\\?");
                return new Outcome(events, e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTextMayEndAtAnyByte(Form form) {
        byte[] whole = form.text();
        List<Recorded> all = Outcome.of(whole).events();
        assertThat(all).hasSize(5);
        for (int length = form.endOf(1); length < whole.length; length++) {
            Outcome outcome = Outcome.of(Arrays.copyOf(whole, length));
            int complete = 0;
            while (complete < 5 && form.endOf(complete + 1) <= length) {
                complete++;
            }
            String end = new String(whole, 0, length, StandardCharsets.UTF_8);
            assertThat(outcome.events()).as(end).isEqualTo(all.subList(0, complete));
            if (outcome.error() != null) {
                assertThat(outcome.error().isTruncated()).as(end).isTrue();
            } else {
                // Without brackets around them all, a file may end between two events.
                assertThat(form.before).as(end).isEmpty();
                assertThat(end.substring(new String(whole, 0, form.endOf(complete), StandardCharsets.UTF_8).length()))
                        .as(end)
                        .isBlank();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCompressedStreamMayEndAtAnyByte(Form form) {
        for (Compressor compressor : Compressor.values()) {
            byte[] whole = compressor.compress(form.text());
            List<Recorded> all = Outcome.of(whole).events();
            assertThat(all).hasSize(5);
            for (int length = 1; length < whole.length; length++) {
                Outcome outcome = outcomeOf(compressor, Arrays.copyOf(whole, length));
                assertThat(all.subList(0, outcome.events().size()))
                        .as("%s of %d bytes", compressor, length)
                        .isEqualTo(outcome.events());
            }
        }
    }

    /** The outcome of a stream of which perhaps not enough is left to say what it is a stream of. */
    private static Outcome outcomeOf(Compressor compressor, byte[] bytes) {
        try {
            Outcome outcome = Outcome.of(bytes);
            if (compressor != Compressor.NONE) {
                assertThat(outcome.error()).isNotNull().matches(HistoryException::isTruncated);
            }
            return outcome;
        } catch (AssertionError e) {
            assertThat(bytes.length).as(e.getMessage()).isLessThan(4);
            return new Outcome(List.of(), null);
        }
    }

    @Test
    void manyEventsBeforeTheEndOfACompressedStreamAreRead() {
        byte[] text = (EDN.get(3) + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8);
        byte[] gzip = Compressor.GZIP.compress(text);
        Outcome outcome = Outcome.of(Arrays.copyOf(gzip, gzip.length / 2));
        assertThat(outcome.events()).hasSizeBetween(9_000, 11_000);
        byte[] zstd = Compressor.ZSTD.compress(text);
        var twoFrames = new ByteArrayOutputStream();
        twoFrames.writeBytes(zstd);
        twoFrames.write(zstd, 0, zstd.length - 1);
        assertThat(Outcome.of(twoFrames.toByteArray()).events()).hasSizeGreaterThanOrEqualTo(20_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{:type :okay :f :read :process 0}",
                "{:type :ok :f :read :process 0 :value {:a}}",
                "{:type :ok :f :read :process 0 :value [1 2)",
                "{:type :ok :f :read}",
                "{:type :ok :process {}",
                "{:type \"okay\"",
                "{:type :ok :process 0 :f \"\\q\"",
                "12",
                "oops",
                "]",
                "{:type :ok :f :read :process 0} ]",
            })
    void damageAtTheEndIsDamage(String last) {
        for (String text : List.of(EDN.get(0) + "\n" + last, "[" + EDN.get(0) + "\n" + last.replace("]", ")"))) {
            assertDamaged(text, Format.EDN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"okay\"",
                "{\"value\":[1}",
                "{\"type\":\"ok\"}",
                "12",
                "oops",
                "]",
                "{\"value\":tru }"
            })
    void damageAtTheEndOfJsonIsDamage(String last) {
        assertDamaged(JSON.get(0) + "\n" + last, Format.JSONL);
        if (!last.equals("]")) {
            assertDamaged("[" + JSON.get(0) + ",\n" + last, Format.JSON);
        }
    }

    @Test
    void halfOfSomethingBehindAVectorOfEventsIsDamage() {
        for (String behind : List.of("#", "#a", "#a ", "x")) {
            assertDamaged("[" + EDN.get(0) + "] " + behind, Format.EDN);
        }
    }

    /** One that lost a delimiter in the middle of a history takes what follows for its own, up to the end of the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{:index 1, :process 5, :type :ok, :f :append, :value {:id 3, :entry 17}",
                "{:index 1, :process 5, :type :ok, :f :append, :value {:id 3, :entry 17",
                "{:index 1, :process 5, :type :ok, :f :append, :value {:id 3, :entry ",
                "{:index 1, :process 5, :type :ok, :f :append, :value ",
                "{:index 1, :process 5, :type :ok, :f :append, :value {:id 3, :entry 17 ; }}",
                "{:index 1, :process 5, :type :ok, :f :append, :value {:id 3, :entry \"17}}",
                "{:index 1, :process 5, :type :ok, :f :append, :value {:id 3, :entry 17}, :other \"x}",
                "{:index 1, :process 5, :type :ok, :f :append, :other {:a 1, :value {:id 3, :entry 17}}",
            })
    void anEventThatLostADelimiterIsDamagedAndNotTheLast(String damaged) {
        String next = "{:index 2, :process 5, :type :ok, :f :append, :value {:id 3, :entry \"18\"}}\n";
        for (int following = 2; following < 6; following++) {
            String text = EDN.get(0) + "\n" + damaged + "\n" + next.repeat(following);
            assertDamaged(text, Format.EDN);
            assertDamaged(text.replace("\n{", "\n#jepsen.history.Op {"), Format.EDN);
            assertDamaged("[" + text, Format.EDN);
        }
    }

    private static void assertDamaged(String text, Format format) {
        try {
            Recorded.read(text, format);
        } catch (HistoryException e) {
            assertThat(e.isTruncated()).as(text + " → " + e.getMessage()).isFalse();
            return;
        }
        throw new AssertionError("no complaint about " + text);
    }
}
