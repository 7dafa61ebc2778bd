package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nothing passes by having seen too little: a file that was cut off, or in which nothing ended, is never true. */
class TruncatedFilesTest {
    private static final String VALID = """
            {:process 0 :type :invoke :f :write :value 10}
            {:process 0 :type :ok :f :write :value 10}
            {:process 1 :type :invoke :f :read :value nil}
            {:process 1 :type :ok :f :read :value 10}
            """;
    private static final String STALE = VALID.replace("value 10}\n{:process 1", "value 11}\n{:process 1")
            .replace(":invoke :f :write :value 10", ":invoke :f :write :value 11");
    private static final String JSON_LINES = """
            {"process":0,"type":"invoke","f":"write","value":10}
            {"process":0,"type":"ok","f":"write","value":10}
            {"process":1,"type":"invoke","f":"read","value":null}
            {"process":1,"type":"ok","f":"read","value":10}
            """;
    private static final String LOG = """
            INFO  jepsen.util - 0\t:invoke\t:write\t10
            INFO  jepsen.util - 0\t:ok\t:write\t10
            INFO  jepsen.util - 1\t:invoke\t:read\tnil
            INFO  jepsen.util - 1\t:ok\t:read\t10
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Shell.Done check(byte[] bytes, String... options) throws IOException {
        Files.write(directory.resolve("h"), bytes);
        String[] words = Arrays.copyOf(new String[] {"check", "--model", "register"}, 4 + options.length);
        System.arraycopy(options, 0, words, 3, options.length);
        words[words.length - 1] = "h";
        return new Shell(directory).run(words);
    }

    private Shell.Done check(String text, String... options) throws IOException {
        return check(text.getBytes(StandardCharsets.UTF_8), options);
    }

    @Test
    void aCutIsUnknownUnlessThePartIsAcceptedForTheWhole() throws Exception {
        String cut = VALID + "{:index 4 :time 40 :proc";
        Shell.Done done = check(cut);
        assertThat(done)
                .isEqualTo(new Shell.Done(
                        2,
                        "h\tunknown\n  h:5:25: the file ends where a value should be, in what begins at line 5; was it cut off?"
                                + " The 4 events before that were checked; --accept-truncated takes what is there for the whole"
                                + " history\n",
                        ""));
        Shell.Done accepted = check(cut, "--accept-truncated");
        assertThat(accepted.code()).isZero();
        assertThat(accepted.out()).isEqualTo("h\ttrue\n");
        assertThat(accepted.complaint()).endsWith("was it cut off? The 4 events before that were checked");
        JsonNode json = new JsonMapper().readTree(check(cut, "--json").out());
        assertThat(json.get("valid").asString()).isEqualTo("unknown");
        assertThat(json.get("notes").get(0).asString()).startsWith("h:5:25: the file ends where a value should be");
    }

    @Test
    void whatIsWrongBeforeACutStaysWrong() throws Exception {
        Shell.Done done = check("[" + STALE);
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out())
                .startsWith("h\tfalse\n  h:5:1: the file ends before the vector")
                .contains("nonlinearizable");
        assertThat(check("[" + STALE, "--accept-truncated").code()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"EDN", "VECTOR", "LIST", "JSONL", "JSON", "LOG"})
    void noPartOfACorrectHistoryIsTrue(String form) throws Exception {
        String text = switch (form) {
            case "EDN" -> VALID;
            case "VECTOR" -> "[" + VALID + "]";
            case "LIST" -> "(" + VALID + ")\n";
            case "JSONL" -> JSON_LINES;
            case "JSON" -> "[" + JSON_LINES.strip().replace("\n", ",\n") + "]";
            default -> LOG;
        };
        assertThat(check(text).code()).isZero();
        boolean hasBrackets = !form.equals("EDN") && !form.equals("JSONL") && !form.equals("LOG");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Every byte is tried where files are read, in TruncatedHistoryTest; a check takes some milliseconds.
        for (int length = 0; length < bytes.length; length += 4) {
            String part = text.substring(0, length);
            boolean betweenEvents = form.equals("LOG")
                    ? part.endsWith("\n")
                    : part.stripTrailing().endsWith("}");
            Shell.Done done = check(part);
            if (!hasBrackets && betweenEvents && part.matches("(?s).*[:\"]ok.*")) {
                assertThat(done.code()).as(part).isZero();
            } else if (part.isEmpty() || text.stripTrailing().equals(part)) {
                assertThat(done.code()).as(part).isIn(0, 2);
            } else {
                // The first bytes may be too few to say what the file is.
                assertThat(done.code()).as(part).isIn(2, length < 45 ? 254 : 2);
                assertThat(check(part, "--accept-truncated").code()).as(part).isIn(0, 2, length < 45 ? 254 : 0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip", "zstd"})
    void noPartOfACompressedFileIsTrue(String compressor) throws Exception {
        byte[] text = VALID.getBytes(StandardCharsets.UTF_8);
        byte[] whole = compressor.equals("gzip") ? gzip(text) : Zstd.compress(text);
        assertThat(check(whole).code()).isZero();
        for (int length = 0; length < whole.length; length++) {
            Shell.Done done = check(Arrays.copyOf(whole, length));
            assertThat(done.code()).as("%d of %d bytes", length, whole.length).isIn(2, length < 5 ? 254 : 2);
        }
        byte[] stale = STALE.repeat(1).getBytes(StandardCharsets.UTF_8);
        byte[] compressed = compressor.equals("gzip") ? gzip(stale) : Zstd.compress(stale, 1);
        // All of the text is there, and only the checksum behind it is not.
        if (compressor.equals("gzip")) {
            assertThat(check(Arrays.copyOf(compressed, compressed.length - 1)).code())
                    .isEqualTo(1);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "[]",
                "; nothing but a comment",
                "{:process :nemesis :type :info :f :start}",
                "{:process :observer :type :info :f :look}",
                "{:process 0 :type :invoke :f :write :value 1}",
                "[{:process 0 :type :invoke :f :write :value 1} {:process 1 :type :invoke :f :read}]",
                "{:process 0 :type :invo",
            })
    void nothingCheckedIsNotTrue(String history) throws Exception {
        for (String option : new String[] {"--stats", "--accept-truncated"}) {
            Shell.Done done = check(history, option);
            assertThat(done.code()).as(history).isEqualTo(2);
            assertThat(done.out())
                    .as(history)
                    .contains("\tunknown\n")
                    .containsPattern("nothing was checked|Nothing comes before");
            assertThat(done.err()).isEmpty();
        }
        Files.writeString(
                directory.resolve("j"),
                history.replace(":write :value 1", ":purge :value {:id 1}")
                        .replace(":f :read", ":f :read :value {:id 2}"));
        assertThat(new Shell(directory).run("check", "--model", "journal", "j").code())
                .isEqualTo(2);
    }

    @Test
    void aReadWhoseEndWasCutOffIsStillOpen() throws Exception {
        int last = STALE.lastIndexOf("{:process 1 :type :ok") + 1;
        for (int length = last; length < STALE.lastIndexOf('}'); length++) {
            String part = STALE.substring(0, length);
            assertThat(check(part).code()).as(part).isEqualTo(2);
            assertThat(check(part, "--accept-truncated").code()).as(part).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"alice,bob", "-1,-2", "4611686018427387904,18446744073709551616", "nemesis-1,1"})
    void aClientMayHaveAnyName(String writer, String reader) throws Exception {
        String named =
                VALID.replace(":process 0", ":process " + edn(writer)).replace(":process 1", ":process " + edn(reader));
        assertThat(check(named).code()).isZero();
        Shell.Done done = check(named.replace(":f :read :value 10", ":f :read :value 9"));
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).contains("process " + reader);
        String json =
                JSON_LINES.replace(":0,", ":" + (edn(writer).startsWith(":") ? '"' + writer + '"' : writer) + ",");
        assertThat(check(json).code()).isZero();
        assertThat(check(json.replace("\"read\",\"value\":10", "\"read\",\"value\":9"))
                        .code())
                .isEqualTo(1);
    }

    private static String edn(String process) {
        return Character.isLetter(process.charAt(0)) ? ":" + process : process;
    }
}
