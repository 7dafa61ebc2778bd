package dev.skewer.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.examples.DribblingInput;
import dev.skewer.history.examples.Recorded;
import dev.skewer.history.input.FormatDetector;
import dev.skewer.history.input.PeekedInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoriesTest {
    private static final String EVENT = "{:type :ok :f :read :process 0}\n";

    private enum Compressor {
        GZIP {
            @Override
            byte[] compress(byte[] bytes) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return out.toByteArray();
            }
        },
        ZSTD {
            @Override
            byte[] compress(byte[] bytes) {
                return Zstd.compress(bytes);
            }
        };

        abstract byte[] compress(byte[] bytes);

        byte[] compress(String text) {
            return compress(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"AUTO", "PORCUPINE_KV", "PORCUPINE_ETCD"},
            mode = EnumSource.Mode.EXCLUDE)
    void theFormatIsToldByTheFirstBytes(Format format) throws IOException {
        List<String> beginnings = switch (format) {
            case JSON -> List.of("[{\"type\":\"ok\"}]", "[ {\n\"a\":1}]");
            case JSONL -> List.of("{\"type\":\"ok\"}", " \n{ \n \"type\":1}");
            case JEPSEN_LOG ->
                List.of(
                        "INFO  jepsen.util - 0\t:invoke\t:read\tnil",
                        "\nINFO jepsen",
                        "WARN [x]",
                        "2021-02-03 04:05:06,007{GMT}\tINFO");
            case JEPSEN_TXT -> List.of("0\t:invoke\t:read\tnil\n", ":nemesis :info :start nil", "a\t:fail\t:b");
            case POLYSI -> List.of("w(0,1,1,1)", "\n r( -12,3,4,5)", "r(0");
            case AWDIT -> List.of("w 0 1", " \n\tr -12\t-3\n-----");
            default ->
                List.of(
                        "{:type :ok}",
                        " \n\t {:type",
                        "[{:type",
                        "({:type",
                        "; [",
                        "^{:recorded-by me} {:type",
                        "#_ {}",
                        "[]",
                        "[;",
                        "[1",
                        "{}",
                        "",
                        " \n",
                        "[",
                        "{",
                        "[{",
                        ",{\"a\"",
                        " ".repeat(5_000) + "{\"a\"");
        };
        for (String beginning : beginnings) {
            byte[] bytes = beginning.getBytes(StandardCharsets.UTF_8);
            for (int most : new int[] {1, 2, 1000}) {
                assertThat(FormatDetector.detect(new PeekedInput(new DribblingInput(bytes, most)), "h"))
                        .as(beginning)
                        .isEqualTo(format);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INTO the log | h:1:1: I begins no history; a history is EDN",
                "`\n  \u0001`          | h:2:3: byte 0x01 begins no history; a history is EDN",
                "]                     | h:1:1: ] begins no history; a history is EDN",
                "`Index,Process,Type\n0,1,ok` | h:1:1: I begins no history; a history is EDN",
                "`0\t1\tinvoke\n`        | h:1:1: 0 begins no history; a history is EDN",
                "2026-01-02            | h:1:1: 2 begins no history; a history is EDN",
                "<html>                | h:1:1: < begins no history; a history is EDN",
                "read 1 2              | h:1:1: r begins no history; a history is EDN",
                "w 1                   | h:1:1: w begins no history; a history is EDN",
            })
    void whatIsNoHistoryIsSaidToBeSoWithTheKnownFormats(String text, String message) {
        assertThatThrownBy(() -> Recorded.read(text, Format.AUTO))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("JSON lines")
                .hasMessageContaining("zstd");
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        String json = "{\"type\":\"ok\",\"f\":\"read\",\"process\":0}";
        for (String text : List.of(EVENT, "[" + EVENT + "]", json, "[" + json + "]")) {
            byte[] bytes = ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            assertThat(Recorded.read(new DribblingInput(bytes, 1), Format.AUTO)).hasSize(1);
        }
        assertThat(Recorded.read("\ufeff", Format.AUTO)).isEmpty();
    }

    @Test
    void utf16AndOtherCompressionsAreNamed() {
        assertThatThrownBy(() -> Recorded.read(EVENT.getBytes(StandardCharsets.UTF_16), Format.AUTO))
                .hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> Recorded.read("BZh91AY", Format.AUTO)).hasMessageContaining("bzip2");
        assertThatThrownBy(() -> Recorded.read("PK\u0003\u0004", Format.AUTO)).hasMessageContaining("zip");
        assertThatThrownBy(() -> Recorded.read(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}, Format.AUTO))
                .hasMessageContaining("xz");
    }

    @ParameterizedTest
    @EnumSource
    void compressedHistoriesAreReadAsTheyAre(Compressor compressor) {
        byte[] bytes = compressor.compress(EVENT.repeat(10_000));
        for (Format format : new Format[] {Format.AUTO, Format.EDN}) {
            assertThat(Recorded.read(bytes, format)).hasSize(10_000);
        }
        assertThat(Recorded.read(compressor.compress("[{\"type\":\"ok\",\"process\":1,\"f\":\"a\"}]"), Format.AUTO))
                .hasSize(1);
        assertThat(Recorded.read(compressor.compress(""), Format.AUTO)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void severalCompressedPartsAreOneHistory(Compressor compressor) {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            parts.writeBytes(compressor.compress(EVENT));
        }
        assertThat(Recorded.read(new DribblingInput(parts.toByteArray(), 7), Format.AUTO))
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aCompressedFileThatWasCutOffIsSaidToBeSo(Compressor compressor) {
        byte[] bytes = compressor.compress(EVENT.repeat(10_000));
        for (int length : new int[] {5, bytes.length / 2, bytes.length - 1}) {
            assertThatThrownBy(() -> Recorded.read(Arrays.copyOf(bytes, length), Format.AUTO))
                    .isInstanceOfSatisfying(
                            HistoryException.class,
                            error -> assertThat(error.isTruncated())
                                    .as(error.getMessage())
                                    .isTrue())
                    .hasMessageMatching("h:\\d+:\\d+: the (gzip|zstd) stream ends too early; was the file cut off\\?");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedCompressedFileIsSaidToBeSo(Compressor compressor) {
        byte[] bytes = compressor.compress(EVENT.repeat(10_000));
        for (int at = 8; at < bytes.length; at += 11) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x55;
            try {
                Recorded.read(damaged, Format.AUTO);
            } catch (HistoryException e) {
                assertThat(e.getMessage()).startsWith("h:").doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001f\u008b", "{:type", "{\"type\""})
    void aFileThatCannotBeReadIsAnIoException(String begin) {
        byte[] bytes = begin.getBytes(StandardCharsets.ISO_8859_1);
        for (Format format : new Format[] {Format.AUTO, begin.endsWith("\"") ? Format.JSON : Format.EDN}) {
            assertThatThrownBy(() -> Recorded.read(new BreakingInput(bytes), format))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("the disk is on fire");
        }
    }

    /** Gives some bytes and then fails. */
    private static final class BreakingInput extends InputStream {
        private final ByteArrayInputStream before;

        BreakingInput(byte[] bytes) {
            before = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            read(one, 0, 1);
            return one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = before.read(into, from, length);
            if (count < 0) {
                throw new IOException("the disk is on fire");
            }
            return count;
        }
    }

    @Test
    void aFileIsOpenedByItsName(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("history.edn");
        Files.writeString(file, EVENT + "oops");
        try (EventReader reader = Histories.open(file, Format.AUTO)) {
            Event event = new Event(reader.symbols());
            assertThat(reader.next(event)).isTrue();
            assertThatThrownBy(() -> reader.next(event)).hasMessageStartingWith(file + ":2:1: ");
        }
        assertThatThrownBy(() -> Histories.open(folder.resolve("none"), Format.AUTO))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Histories.open(folder, Format.AUTO))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": is a directory; right would be a file with a history");
    }
}
