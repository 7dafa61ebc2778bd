package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.journal.history.Function;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the values of journal operations are read as, and which are refused with the place and the shape that would be right. */
class JournalValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            append        | 7                             | {:id I :entry V}
            append        | {:entry 1}                    | :id is missing
            append        | {:id 1}                       | :entry is missing
            append        | [:id]                         | the value should be {:id I :entry V}, not [:id]
            purge         | (:id)                         | the value should be {:id I}, not (:id)
            set-state     | {:id 1 :entry 2}              | :key is missing
            set-state     | {:id 1 :key 3}                | {:id I :key K :entry V}
            append-all    | {:id 1 :entry 2}              | an :append-all is [{:id I :entry V} …]
            append-all    | []                            | at least one
            append-all    | [7]                           | {:id I :entry V}
            append-all    | [{:id 1 :entry 2} {:id 1 :entry 2}] | appended a second time, first at index 0
            trim          | {:id 1}                       | :length is missing
            trim          | {:length 1}                   | :id is missing
            trim          | {:id 1 :length -1}            | from 0 to 1073741824, not -1
            trim          | {:id 1 :length 1073741825}    | from 0 to 1073741824
            trim          | {:id 1 :length 1.5}           | a whole number, not 1.5
            compact       | {:id 1}                       | :first is missing
            compact       | {:id 1 :first x}              | :first should be a whole number, not x
            purge         | 1                             | {:id I}
            read          | [1]                           | {:id I}
            read          | {}                            | :id is missing
            read          | [:range]                      | the value should be {:id I}, not [:range]
            read-metadata | nil                           | {:id I}
            read-journal  | 1                             | {:id I}
            scan          | {:id 1}                       | a :scan is [I …]
            scan          | []                            | at least one id
            """)
    void aCallOfAnotherShapeIsRefused(String f, String value, String message) {
        assertThatThrownBy(() -> history(event(0, "invoke", f, value)))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("test.edn:1:")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read-metadata | {:id 1}            | [:journal]                              | a map with :id, not [:journal]
            read          | {:id 1}            | {:id 1 :metadata [:length] :journal []} | the value should be {:epoch E :first F :length L}, not
            append        | {:id 1 :entry 2}   | 7                                       | a map with :id, not 7
            append        | {:id 1 :entry 2}   | {:id 3 :entry 2}                        | about id 3, its invocation about 1
            append        | {:id 1 :entry 2}   | {:id 1 :entry 3}                        | names entry 3, its invocation 2
            append        | {:id 1 :entry 2}   | {:id 1 :entry 2 :epoch -1}              | :epoch should be from 0
            append        | {:id 1 :entry 2}   | {:id 1 :entry 2 :index a}               | :index should be a whole number, not a
            append-all    | [{:id 1 :entry 2}] | {}                                      | an ok :append-all is
            append-all    | [{:id 1 :entry 2}] | []                                      | fewer elements than its invocation
            append-all    | [{:id 1 :entry 2}] | [{:id 1} {:id 1}]                       | more elements than its invocation
            trim          | {:id 1 :length 0}  | {:id 2}                                 | about id 2
            trim          | {:id 1 :length 0}  | {:id 1 :length nil :epoch 1.5}          | :epoch should be
            trim          | {:id 1 :length 0}  | {:id 1 :length -3}                      | :length should be
            compact       | {:id 1 :first 0}   | {:id 2}                                 | about id 2
            compact       | {:id 1 :first 0}   | {:id 1 :first -1}                       | :first should be
            compact       | {:id 1 :first 0}   | {:id 1 :epoch -1}                       | :epoch should be
            compact       | {:id 1 :first 0}   | {:id 1 :length -1}                      | :length should be
            purge         | {:id 1}            | {:id 2}                                 | about id 2
            read          | {:id 1}            | {:id 1 :journal []}                     | :metadata is missing
            read          | {:id 1}            | {:id 1 :metadata nil}                   | :journal is missing
            read          | {:id 1}            | {:id 2 :metadata nil :journal []}       | about id 2
            read          | {:id 1}            | {:id 1 :metadata 5 :journal []}         | {:epoch E :first F :length L}
            read          | {:id 1}            | {:id 1 :metadata {} :journal []}        | :length is missing
            read          | {:id 1}            | {:id 1 :metadata {:epoch -1 :length 1} :journal []} | :epoch should be
            read          | {:id 1}            | {:id 1 :metadata {:first -1 :length 1} :journal []} | :first should be
            read          | {:id 1}            | {:id 1 :metadata nil :journal {}}       | a :journal is [[N V] …]
            read          | {:id 1}            | {:id 1 :metadata nil :journal [7]}      | a row of a :journal is [N V]
            read          | {:id 1}            | {:id 1 :metadata nil :journal [[]]}     | a row of a :journal is [N V], not []
            read          | {:id 1}            | {:id 1 :metadata nil :journal [[0]]}    | a row of a :journal is [N V], not [0]
            read          | {:id 1}            | {:id 1 :metadata nil :journal [[0 1 2]]} | a row of a :journal is [N V], not [0 1 2]
            read          | {:id 1}            | {:id 1 :metadata nil :journal [[-1 1]]} | an index of a :journal should be
            read          | {:id 1}            | {:id 1 :metadata nil :journal [] :state 7} | {K V …}
            read-metadata | {:id 1}            | {:id 1 :journal []}                     | :metadata is missing
            read-metadata | {:id 1}            | {:id 1}                                 | {:id I :metadata M}
            read-journal  | {:id 1}            | {:id 1}                                 | {:id I :journal [[N V] …]}
            read-journal  | {:id 1}            | {:id 1 :epoch -2 :journal []}           | :epoch should be
            scan          | [1 2]              | {}                                      | a vector of read values
            scan          | [1 2]              | [{:id 1 :metadata nil :journal []}]     | fewer elements than its invocation
            scan          | [1]                | [{:metadata nil :journal []} {:metadata nil :journal []}] | more elements
            scan          | [1 2]              | [{:id 2 :metadata nil :journal []} {:id 1 :metadata nil :journal []}] | about id 2
            """)
    void anAnswerOfAnotherShapeIsRefused(String f, String called, String answered, String message) {
        assertThatThrownBy(() -> history(invoke(0, f, called), ok(0, f, answered)))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("test.edn:2:")
                .hasMessageContaining(message);
    }

    @Test
    void whatWasReportedStandsInTheColumnsAndTheRestIsUnreported() {
        JournalHistory h = history(
                call(0, "append", "{:id 1 :entry 10}", "{:id 1 :entry 10 :epoch 3 :index 4}"),
                call(0, "append", "{:id 1 :entry 11}", "{\"id\" 1}"),
                call(1, "trim", "{:id 1 :length 5}", "{:id 1 :epoch 6 :length 7}"),
                call(1, "compact", "{:id 1 :first 8}", "{:id 1 :first 9 :epoch 10 :length 11}"),
                call(1, "compact", "{:id 2 :first 8}", "{:id 2 :epoch nil}"),
                invoke(2, "purge", "{:id 2}"));
        assertThat(h.ops).isEqualTo(6);
        assertThat(h.invocationCount()).isEqualTo(2);
        assertThat(columns(h, 0)).containsExactly(Kind.APPEND, 3, -1, 4, 0);
        assertThat(columns(h, 1)).containsExactly(Kind.APPEND, -1, -1, -1, 1);
        assertThat(columns(h, 2)).containsExactly(Kind.TRIM, 6, -1, 7, 5);
        assertThat(columns(h, 3)).containsExactly(Kind.COMPACT, 10, 9, 11, 8);
        assertThat(columns(h, 4)).containsExactly(Kind.COMPACT, -1, -1, -1, 8);
        assertThat(columns(h, 5)).containsExactly(Kind.PURGE, -1, -1, -1, -1);
        assertThat(h.partInvocation).startsWith(0, 0, 0, 0, 1, 1);
        assertThat(h.status).startsWith(Status.OK, Status.OK, Status.OK, Status.OK, Status.OK, Status.INFO);
        assertThat(h.completeRank[4]).isEqualTo(9);
        assertThat(h.completeRank[5]).isEqualTo(JournalHistory.NEVER);
        assertThat(h.completeTime[5]).isEqualTo(-1);
        assertThat(h.writer).startsWith(0, 1);
        assertThat(h.opInvokedAt(8)).isEqualTo(4);
        assertThat(h.opInvokedAt(9)).isEqualTo(-1);
        assertThat(h.opCompletedAt(9)).isEqualTo(4);
        assertThat(h.opCompletedAt(8)).isEqualTo(-1);
        assertThat(h.opCompletedAt(JournalHistory.NEVER)).isEqualTo(-1);
    }

    private static int[] columns(JournalHistory h, int part) {
        return new int[] {h.kind[part], h.epoch[part], h.first[part], h.length[part], h.value[part]};
    }

    @Test
    void aNumberMayBeAsGreatAsTwoToTheThirtieth() {
        JournalHistory h =
                history(invoke(0, "trim", "{:id 1 :length 1073741824}"), invoke(1, "compact", "{:id 1 :first 0}"));
        assertThat(h.value).startsWith(1 << 30, 0);
    }

    @Test
    void aReadTakesWhatItReturned() {
        String both = "{:id 1 :epoch 5 :metadata {:epoch 1 :first 2 :length 3} :journal [[2 10]]";
        JournalHistory h = history(
                call(0, "read", "{:id 1}", both + "}"),
                call(0, "read", "{:id 1 :range true}", both + " :state {\"k\" 7 :k2 8 9 10}}"),
                call(0, "read", "{:id 1 :range nil}", "{:id 1 :metadata nil :journal [] :state nil}"),
                call(0, "read-metadata", "{:id 1}", "{:id 1 :metadata {:length 3} :journal nil}"),
                call(0, "read-metadata", "{:id 1}", both + "}"),
                call(0, "read-journal", "{:id 1}", "{:id 1 :epoch 4 :journal [[2 10] [3 11]]}"),
                call(0, "read-journal", "{:id 1}", both + "}"),
                call(0, "scan", "[1 2]", "[" + both + "} {:metadata nil :journal [[0 12]]}]"));
        assertThat(h.kind)
                .startsWith(
                        Kind.READ,
                        Kind.READ_RANGE,
                        Kind.READ,
                        Kind.READ_METADATA,
                        Kind.READ_RANGE,
                        Kind.READ_JOURNAL,
                        Kind.READ_RANGE,
                        Kind.READ,
                        Kind.READ);
        assertThat(h.epoch).startsWith(1, 1, JournalHistory.ABSENT, -1, 1, 4, 1, 1, JournalHistory.ABSENT);
        assertThat(h.first).startsWith(2, 2, -1, -1, 2, -1, 2, 2, -1);
        assertThat(h.length).startsWith(3, 3, -1, 3, 3, -1, 3, 3, -1);
        assertThat(h.content[3]).isEqualTo(JournalHistory.NONE);
        assertThat(h.value[0]).isEqualTo(JournalHistory.NONE);
        assertThat(h.value[2]).isEqualTo(JournalHistory.NONE);
        assertThat(rows(h, 5)).containsExactly("2 10", "3 11");
        assertThat(rows(h, 8)).containsExactly("0 12");
        assertThat(rows(h, 2)).isEmpty();
        int state = h.value[1];
        assertThat(h.stateCount(state)).isEqualTo(3);
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pairs.add(h.text(h.stateKeys.token(h.stateKey(state, i))) + " "
                    + h.text(h.entries.token(h.stateValue(state, i))));
        }
        assertThat(pairs).containsExactly("\"k\" 7", "\"k2\" 8", "\"9\" 10");
    }

    private static List<String> rows(JournalHistory h, int part) {
        int content = h.content[part];
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < h.contentCount(content); i++) {
            rows.add(h.contentIndex(content, i) + " " + h.text(h.entries.token(h.contentEntry(content, i))));
        }
        return rows;
    }

    @Test
    void rowsAreKeptInTheOrderReadWhateverTheirIndexes() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<String> expected = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int next = random.nextInt(5);
            for (int i = random.nextInt(8); i > 0; i--) {
                String row = next + " " + random.nextInt(300);
                expected.add(row);
                text.append('[').append(row).append(']');
                next = random.nextInt(4) == 0 ? random.nextInt(9) : next + 1;
            }
            String answer = "{:id 1 :metadata nil :journal [" + text + "]}";
            JournalHistory h = history(call(0, "read", "{:id 1}", answer), call(0, "read", "{:id 1}", answer));
            for (int part = 0; part < 2; part++) {
                assertThat(rows(h, part)).as("seed %d", seed).isEqualTo(expected);
                boolean consecutive = true;
                for (int i = 1; i < expected.size(); i++) {
                    consecutive &= h.contentIndex(h.content[part], i) == h.contentIndex(h.content[part], 0) + i;
                }
                assertThat(h.isConsecutive(h.content[part])).isEqualTo(consecutive);
            }
        }
    }

    @Test
    void operationsAreCalledByTheIndexesThatTheHistoryHas() {
        String indexed = "{:index %d, :process 0, :type :%s, :f :append, :value {:id 1 :entry %d}}";
        List<String> lines = new ArrayList<>();
        for (int op = 0; op < 200; op++) {
            int index = op < 70 ? 2 * op : 1000 + 5 * op;
            lines.add(String.format(indexed, index, "invoke", op));
            lines.add(String.format(indexed, index + 1, "ok", op));
        }
        JournalHistory h = history(lines.toArray(String[]::new));
        assertThat(h.historyIndex(0)).isZero();
        assertThat(h.historyIndex(69)).isEqualTo(138);
        assertThat(h.historyIndex(70)).isEqualTo(1350);
        assertThat(h.historyIndex(199)).isEqualTo(1995);
        assertThat(h.opInvokedAt(2 * 150)).isEqualTo(150);
        lines.add(String.format(indexed, 5000, "invoke", 3));
        assertThatThrownBy(() -> history(lines.toArray(String[]::new)))
                .hasMessageContaining("entry 3 is appended a second time, first at index 6;");
    }

    @Test
    void aHistoryTakesTheMemoryThatIsDocumented() {
        StringBuilder text = new StringBuilder();
        int ops = 20_000;
        for (int op = 0; op < ops; op++) {
            text.append(append(0, op % 10, op, 0, op / 10)).append('\n');
        }
        // 34 bytes an operation, 29 a part, about 25 an entry; the columns may be half as long again.
        long documented = (34L + 29 + 25) * ops;
        assertThat(history(text.toString()).bytes()).isBetween(documented * 3 / 4, documented * 7 / 4);
    }

    @Test
    void whatIsNoOperationOfTheModelIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> history(append(0, 1, 10, 0, 0), invoke(0, "apend", "{:id 1 :entry 11}")))
                .hasMessageStartingWith("test.edn:3:")
                .hasMessageContaining(":f :apend is not an operation of the journal model")
                .hasMessageContaining(":append, :append-all, :set-state, :trim, :compact, :purge, :read, ");
    }

    @Test
    void operationsAreCountedWhenTheyEnd() {
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        Event event = new Event(new Symbols());
        event.f = event.symbols.intern("purge");
        int completed = 0;
        for (EventType type : List.of(EventType.OK, EventType.FAIL, EventType.INFO)) {
            event.value.clear();
            int map = event.value.begin(Token.MAP);
            event.value.addKeyword(event.symbols.intern("id"));
            event.value.addInt(1);
            event.value.end(map);
            event.type = EventType.INVOKE;
            builder.accept(event);
            assertThat(builder.completed()).isEqualTo(completed++);
            event.type = type;
            builder.accept(event);
            assertThat(builder.completed()).isEqualTo(completed);
        }
        assertThat(builder.build().status).startsWith(Status.OK, Status.FAIL, Status.INFO);
        assertThat(builder.build().completeRank).startsWith(1, 3, JournalHistory.NEVER);
    }

    @Test
    void aNameThatIsFarDownTheTableOfSymbolsIsKnownToo() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(append(0, 1, i, 0, i).replace(":entry " + i, ":entry :e" + i))
                    .append('\n');
        }
        text.append(call(0, "purge", "{:id 1}", "{:id 1}")).append('\n');
        text.append(call(0, "purge", "{:id 2}", "{:id 2}"));
        JournalHistory h = history(text.toString());
        assertThat(h.function[300]).isEqualTo(Function.PURGE.code());
        assertThat(h.function[301]).isEqualTo(Function.PURGE.code());
        assertThat(h.function[0]).isEqualTo(Function.APPEND.code());
    }
}
