package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.YieldPoint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Races that are made at yield points, so that they happen each time: the seed story, and what the store promises meanwhile. */
@Timeout(60)
class YieldPointTest extends Races {
    @Test
    void aTrimBetweenMetadataAndJournalSkewsACommittedRead() {
        PartitionStore store = open();
        fill(store, 1, "a", "b", "c");
        try (PartitionReader reader = store.reader(ReadIsolation.COMMITTED)) {
            at(YieldPoint.BETWEEN_METADATA_AND_JOURNAL, () -> store.execute(new Command.Trim(1, 1)));
            InvocationView view = reader.read(1, false);
            assertThat(view.metadata()).isEqualTo(new Metadata(0, 0, 3));
            assertThat(view.journal()).hasToString("[0:a]");
        }
    }

    @Test
    void aTrimAndAsManyAppendsSkewACommittedReadInvisiblyToCounting() {
        PartitionStore store = open();
        fill(store, 1, "a", "b", "c");
        try (PartitionReader reader = store.reader(ReadIsolation.COMMITTED)) {
            at(YieldPoint.BETWEEN_METADATA_AND_JOURNAL, () -> {
                store.execute(new Command.Trim(1, 1));
                fill(store, 1, "x", "y");
            });
            InvocationView view = reader.read(1, false);
            assertThat(view.metadata()).isEqualTo(new Metadata(0, 0, 3));
            assertThat(view.journal()).hasToString("[0:a 1:x 2:y]");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_METADATA_READ", "BETWEEN_METADATA_AND_JOURNAL", "BETWEEN_JOURNAL_AND_STATE"})
    void aSnapshotReadIsOfOneMoment(YieldPoint point) {
        PartitionStore store = open();
        fill(store, 1, "a", "b");
        store.execute(Commands.setState(1, "k", "c"));
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            at(point, () -> {
                store.execute(new Command.Trim(1, 1));
                store.execute(Commands.setState(1, "k", "new"));
                store.execute(new Command.Compact(1, 1));
                store.flush();
                store.compactRange();
            });
            assertThat(Model.describe(reader.read(1, true)))
                    .isEqualTo("Metadata[epoch=0, first=0, length=3] [0:a 1:b 2:c] {k=c}");
            assertThat(Model.describe(reader.read(1, true)))
                    .isEqualTo("Metadata[epoch=1, first=1, length=2] [1:new] {k=new}");
        }
    }

    @Test
    void aSnapshotReadSurvivesAPurge() {
        PartitionStore store = open();
        fill(store, 1, "a", "b");
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            at(YieldPoint.BETWEEN_METADATA_AND_JOURNAL, () -> store.execute(new Command.Purge(1)));
            assertThat(reader.readRange(1, false).journal()).hasToString("[0:a 1:b]");
            assertThat(reader.readRange(1, false).metadata()).isNull();
        }
    }

    @Test
    void aLockedReadKeepsWritersOut() throws Exception {
        PartitionStore store = open();
        fill(store, 1, "a", "b");
        List<CompletableFuture<Outcome>> trims = new ArrayList<>();
        try (PartitionReader reader = store.reader(ReadIsolation.LOCKED)) {
            at(YieldPoint.BETWEEN_METADATA_AND_JOURNAL, () -> {
                trims.add(store.submit(new Command.Trim(1, 1)));
                sleep(50);
                assertThat(trims.get(0)).isNotDone();
            });
            assertThat(reader.read(1, false).journal()).hasToString("[0:a 1:b]");
            trims.get(0).get();
            assertThat(reader.read(1, false).journal()).hasToString("[0:a]");
        }
    }

    @Test
    void pointsComeInOrder() {
        PartitionStore store = open();
        store.execute(Commands.append(1, "a"));
        assertThat(trace)
                .containsExactly(YieldPoint.BEFORE_COMMIT, YieldPoint.AFTER_COMMIT, YieldPoint.BEFORE_ACKNOWLEDGE);
        trace.clear();
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            reader.read(1, true);
            assertThat(trace)
                    .containsExactly(
                            YieldPoint.BEFORE_READ,
                            YieldPoint.BEFORE_METADATA_READ,
                            YieldPoint.BETWEEN_METADATA_AND_JOURNAL,
                            YieldPoint.BETWEEN_JOURNAL_AND_STATE);
            trace.clear();
            reader.scan(new long[] {1, 2});
            assertThat(trace)
                    .containsExactly(
                            YieldPoint.BEFORE_READ,
                            YieldPoint.BEFORE_METADATA_READ,
                            YieldPoint.BETWEEN_METADATA_AND_JOURNAL,
                            YieldPoint.BETWEEN_INVOCATIONS,
                            YieldPoint.BEFORE_METADATA_READ,
                            YieldPoint.BETWEEN_METADATA_AND_JOURNAL);
        }
    }

    @Test
    void aCommandIsVisibleBeforeItIsAcknowledgedAndNotBeforeItIsCommitted() {
        PartitionStore store = open();
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            for (YieldPoint point :
                    EnumSet.of(YieldPoint.BEFORE_COMMIT, YieldPoint.AFTER_COMMIT, YieldPoint.BEFORE_ACKNOWLEDGE)) {
                int before = reader.readJournal(1).journal().size();
                List<Integer> seen = new ArrayList<>();
                at(point, () -> seen.add(reader.readJournal(1).journal().size()));
                store.execute(Commands.append(1, "a"));
                assertThat(seen).containsExactly(point == YieldPoint.BEFORE_COMMIT ? before : before + 1);
            }
        }
    }

    @Test
    void theEpochOfAJournalReadAloneIsThatOfTheJournal() {
        PartitionStore store = open();
        fill(store, 1, "a", "b");
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            at(YieldPoint.BETWEEN_METADATA_AND_JOURNAL, () -> {
                store.execute(new Command.Trim(1, 1));
                fill(store, 1, "c");
            });
            assertThat(reader.readJournal(1)).hasToString("JournalView[epoch=0, journal=[0:a 1:b]]");
            assertThat(reader.readJournal(1)).hasToString("JournalView[epoch=1, journal=[0:a 1:c]]");
            store.execute(new Command.Purge(1));
            assertThat(reader.readJournal(1)).hasToString("JournalView[epoch=null, journal=[]]");
        }
        fill(store, 2, "a");
        try (PartitionReader reader = store.reader(ReadIsolation.COMMITTED)) {
            assertThat(reader.readJournal(2)).hasToString("JournalView[epoch=null, journal=[0:a]]");
        }
    }

    @Test
    void anExceptionBeforeTheCommitUndoesTheBatch() {
        PartitionStore store = open();
        at(YieldPoint.BEFORE_COMMIT, YieldPointTest::fail);
        assertThatThrownBy(() -> store.execute(Commands.append(1, "a")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.isIndeterminate()).isFalse());
        store.execute(Commands.append(1, "b"));
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(reader.read(1, false).journal()).hasToString("[0:b]");
        }
        assertThat(store.appliedLsn(0)).as("no LSN is given twice").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_COMMIT", "BEFORE_ACKNOWLEDGE"})
    void anExceptionAfterTheCommitChangesNothing(YieldPoint point) {
        PartitionStore store = open();
        at(point, YieldPointTest::fail);
        assertThat(store.execute(Commands.append(1, "a"))).isInstanceOf(Outcome.Appended.class);
    }

    @Test
    void anExceptionInTheMidstOfACommitLeavesTheOutcomeUnknown() {
        PartitionStore store = open(Defect.SPLIT_BATCH);
        at(YieldPoint.BETWEEN_BATCHES, YieldPointTest::fail);
        assertThatThrownBy(() -> store.execute(Commands.append(1, "a")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.isIndeterminate()).isTrue());
        assertThat(store.execute(Commands.append(1, "b"))).isInstanceOf(Outcome.Appended.class);
    }

    @Test
    void anExceptionInAReadEndsThatReadOnly() {
        PartitionStore store = open();
        for (ReadIsolation isolation : ReadIsolation.values()) {
            try (PartitionReader reader = store.reader(isolation)) {
                for (YieldPoint point : List.of(YieldPoint.BEFORE_READ, YieldPoint.BETWEEN_METADATA_AND_JOURNAL)) {
                    at(point, YieldPointTest::fail);
                    assertThatThrownBy(() -> reader.read(1, false)).isInstanceOf(IllegalStateException.class);
                    store.execute(Commands.append(1, "a"));
                    assertThat(reader.read(1, false).metadata()).isNotNull();
                }
            }
        }
    }

    private static void fail() {
        throw new IllegalStateException("on purpose");
    }

    @Test
    void aTrimBelowTheFirstIndexOpensAnEpochAllTheSame() {
        PartitionStore store = open();
        fill(store, 1, "a", "b");
        store.execute(new Command.Compact(1, 2));
        assertThat(store.execute(new Command.Trim(1, 0))).isEqualTo(new Outcome.Trimmed(4, new Metadata(1, 2, 2)));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
