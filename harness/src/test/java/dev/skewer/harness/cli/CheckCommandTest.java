package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
    private static final String APPEND = """
            {:index 0 :time 0 :process 0 :type :invoke :f :append :value {:id 1 :entry 10}}
            {:index 1 :time 10 :process 0 :type :ok :f :append :value {:id 1 :entry 10 :epoch 0 :index 0}}
            """;
    private static final String VALID = APPEND + """
            {:index 2 :time 20 :process 1 :type :invoke :f :read :value {:id 1}}
            {:index 3 :time 30 :process 1 :type :ok :f :read :value {:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]]}}
            """;
    private static final String SKEWED = APPEND + """
            {:index 2 :time 20 :process 1 :type :invoke :f :read :value {:id 1}}
            {:index 3 :time 22 :process 0 :type :invoke :f :trim :value {:id 1 :length 0}}
            {:index 4 :time 24 :process 0 :type :ok :f :trim :value {:id 1 :epoch 1 :length 0}}
            {:index 5 :time 30 :process 1 :type :ok :f :read :value {:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal []}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void printsALineAFileAndWhatItFoundBelow() throws Exception {
        file("good.edn", VALID);
        file("bad.edn", SKEWED);
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "good.edn", "bad.edn");
        assertThat(done.code()).isEqualTo(1);
        List<String> lines = done.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("good.edn\ttrue");
        assertThat(lines.get(1)).isEqualTo("bad.edn\tfalse");
        assertThat(lines.subList(2, lines.size())).isNotEmpty().allMatch(line -> line.startsWith("  "));
        assertThat(done.out()).contains("read-skew").contains("This cannot happen under read-atomic");
        assertThat(done.err()).isEmpty();
        assertThat(new Shell(directory)
                        .run("check", "--model", "journal", "--certify", "good.edn", "bad.edn")
                        .out())
                .contains(
                        "good.edn\ttrue\n  certified: an order of the operations was replayed, and gives every answer\n")
                .contains("bad.edn\tfalse\n  certified: the operations shown have no order, whatever");
    }

    private static final String STALE = """
            {:process 0 :type :invoke :f :write :value 1}
            {:process 0 :type :ok :f :write :value 1}
            {:process 0 :type :invoke :f :write :value "</script><b>"}
            {:process 0 :type :ok :f :write :value "</script><b>"}
            {:process 1 :type :invoke :f :read}
            {:process 1 :type :ok :f :read :value 1}
            """;

    @Test
    void anyObjectCanBeCheckedAndLookedAt() throws Exception {
        file("stale.edn", STALE);
        Shell.Done done =
                new Shell(directory).run("check", "--model", "cas-register", "--view", "view.html", "stale.edn");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).startsWith("stale.edn\tfalse\n").contains("nonlinearizable 1", "read → 1");
        assertThat(Files.readString(directory.resolve("view.html")))
                .contains("stale.edn")
                .doesNotContain("</script><b>");
    }

    private static final String KEYED = """
            {:process 0 :type :invoke :f :write :value [:x 1]}
            {:process 0 :type :ok :f :write :value [:x 1]}
            {:process 0 :type :invoke :f :read :value ["y" nil]}
            {:process 0 :type :ok :f :read :value ["y" 2]}
            {:process 1 :type :invoke :f :read :value [:x nil]}
            {:process 1 :type :ok :f :read :value [:x 1]}
            """;

    @Test
    void theKeyToLookAtCanBeChosen() throws Exception {
        file("keyed.edn", KEYED);
        for (String[] each : new String[][] {{":x", "linearizable"}, {"y", "not linearizable"}, {"\"y\"", "not"}}) {
            Shell.Done done = new Shell(directory)
                    .run("check", "--model", "register", "--view", "v.html", "--view-key", each[0], "keyed.edn");
            assertThat(done.code()).isEqualTo(1);
            assertThat(Files.readString(directory.resolve("v.html"))).contains("<title>" + each[1]);
        }
        assertThat(Files.readString(directory.resolve("v.html"))).contains("key &quot;y&quot; of 2");
        Shell.Done done = new Shell(directory)
                .run("check", "--model", "register", "--view", "w.html", "--view-key", ":z", "keyed.edn");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint()).isEqualTo("skewer: keyed.edn: there is no key ':z'; did you mean ':x'?");
        assertThat(Files.exists(directory.resolve("w.html"))).isFalse();
        file("plain.edn", STALE);
        assertThat(new Shell(directory)
                        .run("check", "--model", "register", "--view", "w.html", "--view-key", ":z", "plain.edn")
                        .complaint())
                .isEqualTo("skewer: plain.edn: there is no key ':z'; the history has no keys");
        assertThat(new Shell(directory)
                        .run("check", "--model", "register", "--view-key", ":z", "plain.edn")
                        .complaint())
                .contains("there is no --view");
    }

    /** Decided without a search, as every value is written once; and by search. */
    @ParameterizedTest
    @CsvSource({"2", "1"})
    void anOrderIsShownBelowTrueWhenAskedFor(String second) throws Exception {
        file("h.edn", """
                {:process 0 :type :invoke :f :write :value 1}
                {:process 1 :type :invoke :f :read}
                {:process 2 :type :invoke :f :write :value 9}
                {:process 1 :type :ok :f :read :value 1}
                {:process 2 :type :info :f :write :value 9}
                {:process 0 :type :ok :f :write :value 1}
                {:process 0 :type :invoke :f :write :value SECOND}
                {:process 0 :type :ok :f :write :value SECOND}
                """.replace("SECOND", second));
        Shell.Done done = new Shell(directory).run("check", "--model", "register", "--linearization", "h.edn");
        assertThat(done.code()).isZero();
        assertThat(done.out()).isEqualTo("""
                h.edn\ttrue
                  one linearization, 3 operations, without 1 of unknown outcome
                    step  index  process  operation  state after it
                       0                             nil
                       1      0        0  write 1    1
                       2      1        1  read → 1   1
                       3      6        0  write SECOND    SECOND
                """.replace("SECOND", second));
        JsonNode json = new JsonMapper()
                .readTree(new Shell(directory)
                        .run("check", "--model", "register", "--linearization", "--json", "h.edn")
                        .out());
        JsonNode order = json.get("linearizations").get(0);
        assertThat(order.get("key").isNull()).isTrue();
        assertThat(order.get("found").asBoolean()).isTrue();
        assertThat(order.get("left-out")).hasToString("[2]");
        assertThat(order.at("/steps/1")).hasToString("{\"index\":1,\"process\":1,\"op\":\"read → 1\",\"state\":\"1\"}");
    }

    @Test
    void whatWasCheckedAgainIsSaidWhenAskedFor() throws Exception {
        file("good.edn", """
                {:process 0 :type :invoke :f :write :value [:x 1]}
                {:process 0 :type :ok :f :write :value [:x 1]}
                {:process 0 :type :invoke :f :read :value [:y nil]}
                {:process 0 :type :ok :f :read :value [:y nil]}
                """);
        file("stale.edn", STALE);
        Shell.Done done =
                new Shell(directory).run("check", "--model", "register", "--certify", "good.edn", "stale.edn");
        assertThat(done.out()).startsWith("""
                        good.edn\ttrue
                          certified 2 of 2 keys: an order of all operations was replayed through the model
                        stale.edn\tfalse
                          certified: another algorithm found no order of the operations that contradict each other either
                          nonlinearizable 1
                        """);
        JsonNode json = new JsonMapper()
                .readTree(new Shell(directory)
                        .run("check", "--model", "register", "--certify", "--json", "good.edn")
                        .out());
        assertThat(json.get("certification").get("certified").asInt()).isEqualTo(2);
        assertThat(json.get("certification").get("parts").asInt()).isEqualTo(2);
        assertThat(json.at("/certification/groups/0/keys")).hasToString("[\":x\",\":y\"]");
    }

    @Test
    void whateverTheIndexesAreAJournalIsCertified() throws IOException {
        file("indexes.edn", """
                {:index 5000000000 :process 0 :type :invoke :f :append :value {:id 1 :entry 1}}
                {:index 5000000001 :process 0 :type :ok :f :append :value {:id 1 :entry 1 :epoch 0 :index 0}}
                {:index 5000000001 :process 0 :type :invoke :f :read :value {:id 1}}
                {:index -3 :process 0 :type :ok :f :read :value {:id 1 :metadata nil :journal []}}
                """);
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "--certify", "indexes.edn");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).startsWith("indexes.edn\tfalse\n  certified: ");
    }

    @Test
    void theTextTheJsonAndThePageTellTheSame() throws Exception {
        StringBuilder history = new StringBuilder();
        for (int key = 0; key < 3; key++) {
            String all = STALE + (key == 1 ? "" : "{:process 1 :type :invoke :f :read}\n");
            history.append(all.replace(":f", ":key " + key + " :f").replace(":process ", ":process " + key));
        }
        file("keyed.edn", history.toString());
        Shell.Done text = new Shell(directory).run("check", "--model", "register", "--view", "page.html", "keyed.edn");
        JsonNode json = new JsonMapper()
                .readTree(new Shell(directory)
                        .run("check", "--model", "register", "--json", "keyed.edn")
                        .out());
        JsonNode examples = json.at("/anomalies/nonlinearizable/examples");
        String contradiction =
                examples.get(examples.size() - 1).get("contradiction").asString();
        String title = examples.get(examples.size() - 1).get("title").asString();
        String page = Files.readString(directory.resolve("page.html"));
        assertThat(page).contains(title.replace(">", "&gt;")).contains("<p class=\"why\">" + contradiction + "</p>");
        assertThat(text.out().replaceAll("\\s+", " ")).contains(title).contains(contradiction);
    }

    @Test
    void noOrderIsShownWhereThereIsNone() throws Exception {
        file("h.edn", STALE);
        Shell.Done done = new Shell(directory).run("check", "--model", "register", "--linearization", "h.edn");
        assertThat(done.out()).startsWith("h.edn\tfalse").doesNotContain("one linearization");
        JsonNode json = new JsonMapper()
                .readTree(new Shell(directory)
                        .run("check", "--model", "register", "--linearization", "--json", "h.edn")
                        .out());
        assertThat(json.get("linearizations").size()).isZero();
    }

    @Test
    void aPageOfWhatWasDecidedWithoutASearchShowsWhereOrdersEnd() throws Exception {
        file("q.edn", """
                {:process 0 :type :invoke :f :enqueue :value 7}
                {:process 0 :type :ok :f :enqueue :value 7}
                {:process 1 :type :invoke :f :dequeue}
                {:process 1 :type :ok :f :dequeue :value 7}
                {:process 2 :type :invoke :f :dequeue}
                {:process 2 :type :ok :f :dequeue :value 7}
                """);
        new Shell(directory).run("check", "--model", "fifo-queue", "--view", "q.html", "q.edn");
        assertThat(Files.readString(directory.resolve("q.html")))
                .contains("\"steps\":[[-1,0,1],[0,1,0]],\"paths\":[1]", "\"exhaustive\":true", "\"stuck\":2")
                .contains("the queue is empty");
    }

    @Test
    void theInitialStateAndTheMeaningOfNilAreOptions() throws Exception {
        file("h.edn", "{:process 0 :type :invoke :f :read}\n{:process 0 :type :ok :f :read :value 7}");
        assertThat(new Shell(directory)
                        .run("check", "--model", "register", "h.edn")
                        .code())
                .isEqualTo(1);
        assertThat(new Shell(directory)
                        .run("check", "--model", "register", "--initial", "7", "h.edn")
                        .code())
                .isZero();
        assertThat(new Shell(directory)
                        .run("check", "--model", "register", "--initial", "8", "h.edn")
                        .code())
                .isEqualTo(1);
        file("nil.edn", "{:process 0 :type :invoke :f :read}\n{:process 0 :type :ok :f :read :value nil}");
        assertThat(new Shell(directory)
                        .run("check", "--model", "register", "--initial", "8", "nil.edn")
                        .code())
                .isZero();
        assertThat(new Shell(directory)
                        .run("check", "--model", "register", "--initial", "8", "--nil-read", "exact", "nil.edn")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongWithTheModelsOptionsIsSaid() throws Exception {
        file("h.edn", STALE);
        assertComplaint(": --initial {:x: '{:x' is not one EDN value", "--model", "register", "--initial", "{:x");
        assertComplaint(": --initial ]: ']' is not one EDN value", "--model", "register", "--initial", "]");
        assertComplaint("begins free or empty", "--model", "stack", "--initial", "3");
        assertComplaint("nil-read", "--model", "register", "--nil-read", "perhaps");
        assertComplaint("--view", "--model", "journal", "--view", "v.html");
        assertComplaint("--linearization", "--model", "journal", "--linearization");
        assertComplaint(":push v or :pop", "--model", "stack");
        assertThat(Files.exists(directory.resolve("v.html"))).isFalse();
    }

    @Test
    void aPageNeverTakesThePlaceOfSomethingElse() throws Exception {
        file("h.edn", STALE);
        Files.createDirectory(directory.resolve("folder"));
        Files.createLink(directory.resolve("same.edn"), directory.resolve("h.edn"));
        Files.createSymbolicLink(directory.resolve("link.edn"), directory.resolve("h.edn"));
        for (String option : List.of("--view", "--report")) {
            for (String name : List.of("h.edn", "./folder/../h.edn", "same.edn", "link.edn")) {
                assertComplaint(
                        option + " " + name + ": is what the page is made of", "--model", "register", option, name);
            }
            assertComplaint(option + " no/x.html: there is no such folder", "--model", "register", option, "no/x.html");
            assertComplaint(
                    option + " h.edn/x.html: there is no such folder", "--model", "register", option, "h.edn/x.html");
            assertComplaint(option + " /dev/null: is no regular file", "--model", "register", option, "/dev/null");
        }
        assertComplaint("--view folder: is a directory; give a file", "--model", "register", "--view", "folder");
        assertComplaint("name the same file", "--model", "register", "--view", "p.html", "--report", "./p.html");
        assertThat(directory.resolve("h.edn")).hasContent(STALE);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("h.edn", "folder", "same.edn", "link.edn");
    }

    @Test
    void aPageNeverTakesThePlaceOfACompressedHistoryUnderItsOldName() throws Exception {
        byte[] history = Zstd.compress(STALE.getBytes(StandardCharsets.UTF_8));
        Files.write(directory.resolve("h.edn.zst"), history);
        assertComplaint("--view h.edn.zst: is what the page is made of", "--model", "register", "--view", "h.edn.zst");
        assertThat(directory.resolve("h.edn.zst")).hasBinaryContent(history);
    }

    private void assertComplaint(String about, String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("check"));
        words.addAll(List.of(options));
        words.add("h.edn");
        Shell.Done done = new Shell(directory).run(words.toArray(String[]::new));
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.err().lines()).singleElement().asString().contains(about);
        assertThat(done.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ok,write", "fail,write", "info,write", "ok,scribble"})
    void aCompletionIsOfTheFunctionOfItsInvocation(String type, String f) throws Exception {
        file(
                "h.edn",
                "{:process :ann :type :invoke :f :read}\n{:process :ann :type :" + type + " :f :" + f + " :value 2}");
        Shell.Done done = new Shell(directory).run("check", "--model", "register", "h.edn");
        assertThat(done)
                .isEqualTo(new Shell.Done(
                        254,
                        "",
                        "skewer: h.edn:2:1: process ann ends :" + f
                                + ", but its open operation, of line 1, is :read; right" + " would be the same :f\n"));
    }

    @Test
    void whetherValuesAreTuplesCanBeSaid() throws Exception {
        file("h.edn", """
                {:process 0 :type :invoke :f :write :value [1 2]}
                {:process 0 :type :ok :f :write :value [1 2]}
                {:process 0 :type :invoke :f :write :value [3 4]}
                {:process 0 :type :ok :f :write :value [3 4]}
                {:process 1 :type :invoke :f :read :value nil}
                {:process 1 :type :ok :f :read :value [1 2]}
                """);
        Shell.Done guessed = new Shell(directory).run("check", "--model", "register", "h.edn");
        assertThat(guessed.code()).isZero();
        assertThat(guessed.complaint()).startsWith("skewer: note: the values are taken for [key value] tuples");
        assertThat(new Shell(directory).run("check", "--model", "register", "--keyed", "yes", "h.edn"))
                .isEqualTo(new Shell.Done(0, "h.edn\ttrue\n", ""));
        assertThat(new Shell(directory)
                        .run("check", "--model", "register", "--keyed", "no", "h.edn")
                        .code())
                .isEqualTo(1);
        assertComplaint("unknown keyed 'maybe'", "--model", "register", "--keyed", "maybe");
        assertComplaint("the journal model has no --keyed", "--model", "journal", "--keyed", "yes");
        assertComplaint(
                "the register model has no --kill-may-lose", "--model", "register", "--kill-may-lose", "suffix");
    }

    @Test
    void theNemesisMayComeFirst() throws Exception {
        file("h.edn", "{:process :nemesis :type :info :f :start}\n" + STALE);
        for (String model : new String[] {"register", "cas-register"}) {
            assertThat(new Shell(directory)
                            .run("check", "--model", model, "h.edn")
                            .code())
                    .isEqualTo(1);
        }
    }

    @Test
    void aHistoryWithoutOpportunitiesIsStillValid() throws Exception {
        file("good.edn", VALID);
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "--stats", "good.edn");
        assertThat(done.code()).isZero();
        assertThat(done.out())
                .matches("good.edn\ttrue\n  ops 2  opportunities 0  parse_ms \\d+  check_ms \\d+  peak_heap_mb \\d+\n");
    }

    @Test
    void jsonIsADocumentALine() throws Exception {
        file("good.edn", VALID);
        file("bad.edn", SKEWED);
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "--json", "good.edn", "bad.edn");
        List<JsonNode> documents =
                done.out().lines().map(new JsonMapper()::readTree).toList();
        assertThat(documents).hasSize(2);
        assertThat(documents.get(0).get("file").asString()).isEqualTo("good.edn");
        assertThat(documents.get(0).get("valid").asBoolean()).isTrue();
        assertThat(documents.get(1).get("valid").asBoolean()).isFalse();
        assertThat(documents.get(1).get("opportunities").asLong()).isEqualTo(1);
        assertThat(documents.get(1).propertyNames()).contains("ops", "parse_ms", "check_ms", "peak_heap_mb", "model");
    }

    @Test
    void readsStandardInputAndCompressedFiles() throws Exception {
        assertThat(new Shell(directory)
                        .input(SKEWED)
                        .run("check", "--model", "journal", "-")
                        .out())
                .startsWith("-\tfalse");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("h.gz")))) {
            out.write(VALID.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new Shell(directory)
                        .run("check", "--model", "journal", "h.gz")
                        .out())
                .isEqualTo("h.gz\ttrue\n");
    }

    @Test
    void aWrongFileDoesNotKeepTheOthersFromBeingChecked() throws Exception {
        file("good.edn", VALID);
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "missing.edn", "good.edn");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEqualTo("good.edn\ttrue\n");
        assertThat(done.complaint()).isEqualTo("skewer: missing.edn: no such file");
    }

    @Test
    void namesTheFileInARunFolder() throws Exception {
        Files.createDirectory(directory.resolve("run"));
        Files.writeString(directory.resolve("run/history.edn"), VALID);
        assertThat(new Shell(directory)
                        .run("check", "--model", "journal", "run/")
                        .complaint())
                .isEqualTo("skewer: run/: is a directory; did you mean 'run/history.edn'?");
    }

    @Test
    void findsAHistoryThatWasCompressedUnderItsOldName() throws Exception {
        Files.write(directory.resolve("h.edn.zst"), Zstd.compress(VALID.getBytes(StandardCharsets.UTF_8)));
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "h.edn");
        assertThat(done).isEqualTo(new Shell.Done(0, "h.edn\ttrue\n", ""));
        Files.createDirectory(directory.resolve("i.edn.zst"));
        assertThat(new Shell(directory)
                        .run("check", "--model", "journal", "i.edn")
                        .complaint())
                .isEqualTo("skewer: i.edn: no such file");
    }

    @Test
    void pastItsBudgetAVerdictIsUnknown() throws Exception {
        file("good.edn", VALID);
        Shell.Done done =
                new Shell(directory).run("check", "--model", "journal", "--time-limit", "0.000001ms", "good.edn");
        assertThat(done.code()).isIn(2, 254);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{:type :ok :process 0 :f :read :value {:id 1}} | ok without invoke",
                "{:type :invoke :process 0 :f :read :value {:id 1}} {:type :invoke :process 0 :f :read :value {:id 1}} | two invokes",
                "{:type :invoke :process 0 :f :append :value {:id 1}} | no entry",
                "{:type :invoke :process 0 :f :trim :value {:id 1 :length -1}} | negative length",
                "{:type :invoke :process 0 :f :append :value 7} | wrong type",
                "{:type :invoke :process 0 :f :read :value {:id 1}} {:type :ok :process 0 :f :append :value {:id 1 :entry 1}} | another function",
                "{:type :maybe :process 0 :f :read :value {:id 1}} | unknown type",
                "{:type :invoke :process 0 :f :dance :value {:id 1}} | unknown function",
            })
    void damagedHistoriesAreErrorsWithAPlace(String history, String why) throws Exception {
        file("bad.edn", history);
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "bad.edn");
        assertThat(done.code()).as(why).isEqualTo(254);
        assertThat(done.complaint())
                .as(why)
                .matches("skewer: bad\\.edn:\\d+:\\d+: .*")
                .doesNotContain("Exception", "\n");
        assertThat(done.out()).isEmpty();
    }

    @Test
    void anInterruptEndsACheckThatWaitsForItsInput() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SinkChannel sink = pipe.sink();
                Pipe.SourceChannel source = pipe.source()) {
            sink.write(ByteBuffer.wrap(APPEND.getBytes(StandardCharsets.UTF_8)));
            Shell shell = new Shell(directory).input(Channels.newInputStream(source));
            CompletableFuture<Shell.Done> done =
                    CompletableFuture.supplyAsync(() -> shell.run("check", "--model", "journal", "-"));
            Thread.sleep(300);
            assertThat(done).isNotDone();
            shell.interruption().wish();
            Shell.Done ended = done.get(10, TimeUnit.SECONDS);
            assertThat(ended.code()).isEqualTo(2);
            // The last event may still have been on its way.
            assertThat(ended.out()).matches("-\tunknown\n  interrupted after reading [12] events\n");
        }
    }

    @Test
    void aHistoryThatIsTooLargeForTheHeapIsUnknown() throws Exception {
        InputStream endless = new InputStream() {
            private byte[] bytes = new byte[0];
            private int at;
            private int events;

            @Override
            public int read() {
                throw new AssertionError("read by blocks");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (at == bytes.length) {
                    // A new name of ten million bytes each time.
                    String name = events++ + "x".repeat(10_000_000);
                    bytes = ("{:process " + events + " :type :invoke :f :append :value {:id 1 :entry \"" + name
                                    + "\"}}\n")
                            .getBytes(StandardCharsets.UTF_8);
                    at = 0;
                }
                int count = Math.min(length, bytes.length - at);
                System.arraycopy(bytes, at, into, from, count);
                at += count;
                return count;
            }
        };
        Shell.Done done = new Shell(directory).input(endless).run("check", "--model", "journal", "-");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.out()).startsWith("-\tunknown\n  ").containsPattern("memory|heap");
        assertThat(done.err().lines()).as("progress").allMatch(line -> line.startsWith("check -: "));
    }

    @Test
    void anEventThatLostItsBraceIsDamageAndNotTheEnd() throws Exception {
        file("bad.edn", VALID.replace(":index 0}}", ":index 0"));
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "bad.edn");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint()).startsWith("skewer: bad.edn:2:1: the event that begins here goes on to the end");
        assertThat(done.out()).isEmpty();
    }

    @Test
    void damageBeforeTheEndStaysAnError() throws Exception {
        file("bad.edn", VALID + "{:type :ok :f [}\n" + "{:index 4 :time 40 :proc");
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "bad.edn");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint()).startsWith("skewer: bad.edn:5:16: } does not fit here");
        assertThat(done.out()).isEmpty();
    }

    @Test
    void aBinaryFileIsNoHistory() throws Exception {
        byte[] noise = new byte[4096];
        new java.util.Random(3).nextBytes(noise);
        Files.write(directory.resolve("noise"), noise);
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "noise");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint()).startsWith("skewer: noise").doesNotContain("\n", "Exception");
    }

    @Test
    void deepNestingIsAnErrorAndNoCrash() throws Exception {
        file("deep.edn", "{:type :invoke :process 0 :f :read :value " + "[".repeat(1_000_000));
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "deep.edn");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint()).startsWith("skewer: deep.edn:1:").doesNotContain("\n", "StackOverflow");
    }

    @Test
    void hostileValuesDoNotReachTheTerminal() throws Exception {
        file(
                "evil.edn",
                SKEWED.replace("10}", "\"\u001b[2J\u0007\"}").replace(":entry 10 ", ":entry \"\u001b[2J\u0007\" "));
        Shell.Done done = new Shell(directory).run("check", "--model", "journal", "evil.edn");
        assertThat(done.out() + done.err()).doesNotContain("\u001b", "\u0007");
    }
}
