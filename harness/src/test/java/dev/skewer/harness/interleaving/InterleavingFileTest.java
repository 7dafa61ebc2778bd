package dev.skewer.harness.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.results.summary.Json;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written reads back, and what does not fit is one line. */
class InterleavingFileTest {
    private static final String RIGHT = """
            {"schema":"interleaving/1","anomaly":"read-skew","isolation":"committed","durability":"async","defects":[],
             "operations":[{"process":0,"f":"append","value":{"id":0,"entry":1}},{"process":1,"f":"read","value":{"id":0}}],
             "schedule":[1,0,1],"steps":[]}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Interleaving read(String text) throws Exception {
        return InterleavingFile.read(Files.writeString(directory.resolve("file"), text), "file");
    }

    @Test
    void everyOperationReadsBack() throws Exception {
        List<JournalOperation> all = List.of(
                new JournalOperation.AppendOne(new Append(0, 1)),
                new JournalOperation.AppendAll(List.of(new Append(0, 2), new Append(1, 3))),
                new JournalOperation.SetState(1, "k", 4),
                new JournalOperation.Trim(0, 1),
                new JournalOperation.Compact(0, 2),
                new JournalOperation.Read(0, false, false),
                new JournalOperation.Read(0, true, true),
                new JournalOperation.ReadMetadata(1),
                new JournalOperation.ReadJournal(1),
                new JournalOperation.Purge(1));
        List<ScheduledOperation> operations =
                all.stream().map(each -> ScheduledOperation.free(3, each)).toList();
        var setting = new Setting(ReadIsolation.SNAPSHOT, Durability.SYNC, Set.of(Defect.HALF_SNAPSHOT));
        var interleaving = new Interleaving(setting, operations, List.of(3, 3), "read-skew");
        assertThat(read(Json.indented(InterleavingFile.json(interleaving, List.of("in words")))))
                .isEqualTo(interleaving);
        // An array, and so not equal to another scan of the same invocations.
        var scan = new Interleaving(
                setting,
                List.of(ScheduledOperation.free(0, new JournalOperation.Scan(new long[] {1, 0}))),
                List.of(),
                "");
        assertThat(read(Json.indented(InterleavingFile.json(scan, List.of())))
                        .operations()
                        .get(0)
                        .action()
                        .ids())
                .containsExactly(1, 0);
    }

    @Test
    void whatIsRightIsRead() throws Exception {
        Interleaving interleaving = read(RIGHT);
        assertThat(interleaving.schedule()).containsExactly(1, 0, 1);
        assertThat(interleaving.replay(directory.resolve("store")).steps())
                .containsExactly(
                        "process 1 begins to read invocation 0 and sees the metadata (none)",
                        "process 0 appends entry 1 to invocation 0: acknowledged at epoch 0, index 0",
                        "process 1 goes on with its read and sees the journal (no entries)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "interleaving/1 | interleaving/2 | is of schema \"interleaving/2\", and this version reads interleaving/1",
                "\"schema\" | \"scheme\" | has no 'schema'",
                "committed | commited | 'isolation': there is no 'commited'; there are committed, snapshot, locked",
                "[] | [\"half\"] | 'defects': there is no 'half'",
                "\"defects\":[] | \"defects\":[\"unordered-write\"] | cannot be replayed: the defect unordered-write races inside RocksDB",
                "\"defects\":[] | \"defects\":[\"half-snapshot\",\"snapshot-per-call\"] | cannot be on together",
                "\"append\" | \"apend\" | operation 1: there is no operation 'apend' of journals",
                "\"entry\":1 | \"entry\":\"x\" | operation 1: 'entry' should be a whole number",
                "\"id\":0,\"entry\" | \"id\":-1,\"entry\" | operation 1: invocations are 0 … 1000, and one is -1",
                "\"value\":{\"id\":0}} | \"value\":7} | operation 2: the value should be a map",
                "\"process\":1 | \"process\":64 | 'process': processes are 0 … 63, and one is 64",
                "\"process\":1 | \"process\":\"a\" | 'process': processes are 0 … 63",
                "[1,0,1] | [1,0.5] | 'schedule': processes are 0 … 63, and one is 0.5",
                "[1,0,1] | 7 | 'schedule' should be an array",
                "[1,0,1] | [1,0,1 | is no JSON",
            })
    void whatDoesNotFitIsOneLine(String part, String other, String complaint) {
        String text = RIGHT.replace(part, other);
        assertThat(text).isNotEqualTo(RIGHT);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InterleavingException.class)
                .hasMessageStartingWith("file: ")
                .hasMessageContaining(complaint)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[2] | step 1 of the schedule lets process 2 go on, which cannot; right would be one of [0, 1]",
                "[0,0] | step 2 of the schedule lets process 0 go on, which cannot; right would be one of [1]",
                "[0,1,1,1] | the schedule has 4 steps, and all operations are over after 3",
            })
    void aScheduleThatCannotBeFollowedSaysWhere(String schedule, String complaint) throws Exception {
        Interleaving interleaving = read(RIGHT.replace("[1,0,1]", schedule));
        assertThatThrownBy(() -> interleaving.replay(directory.resolve("store")))
                .isInstanceOf(InterleavingException.class)
                .hasMessageContaining(complaint);
    }
}
