package dev.skewer.workloads.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Event;
import dev.skewer.history.Symbols;
import dev.skewer.workloads.Names;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written in the words of a history reads back. */
class RecordedOperationsTest {
    private final Names names = new Names();
    private final Symbols symbols = new Symbols();

    private JournalOperation again(JournalOperation operation) {
        Event event = new Event(symbols);
        event.f = RecordedOperations.write(operation, names, event.value);
        names.teach(symbols);
        return RecordedOperations.of(event).orElseThrow();
    }

    @Test
    void eachOperationReadsBackAndCanBeMovedToOtherInvocations() {
        for (JournalOperation operation : List.of(
                new JournalOperation.AppendOne(new Append(3, 1)),
                new JournalOperation.AppendAll(List.of(new Append(3, 2), new Append(4, 3))),
                new JournalOperation.SetState(3, "k", 4),
                new JournalOperation.Trim(3, 1),
                new JournalOperation.Compact(3, 2),
                new JournalOperation.Purge(3),
                new JournalOperation.Read(3, true, false),
                new JournalOperation.Read(3, false, true),
                new JournalOperation.ReadMetadata(3),
                new JournalOperation.ReadJournal(3))) {
            assertThat(again(operation)).isEqualTo(operation);
            assertThat(again(operation.on(id -> id + 10)).ids())
                    .containsExactly(java.util.Arrays.stream(operation.ids())
                            .map(id -> id + 10)
                            .toArray());
            assertThat(operation.on(id -> id + 10).on(id -> id - 10)).isEqualTo(operation);
        }
        assertThat(again(new JournalOperation.Scan(new long[] {5, 4})).ids()).containsExactly(5, 4);
        assertThat(new JournalOperation.Scan(new long[] {5, 4}).on(id -> -id).ids())
                .containsExactly(-5, -4);
    }

    @Test
    void whatIsNoOperationOfJournalsIsNone() {
        Event event = new Event(symbols);
        event.f = names.of("enqueue");
        names.teach(symbols);
        assertThat(RecordedOperations.of(event)).isEmpty();
        assertThat(RecordedOperations.answered(event)).isEmpty();
    }
}
