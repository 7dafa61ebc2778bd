package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Command;
import dev.skewer.store.Durability;
import dev.skewer.store.InvocationView;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * The store does what {@link Model} does, command by command and in groups, across flushes, compactions and restarts.
 */
class CommandSemanticsTest {
    private static final long[] INVOCATIONS = RandomCommands.INVOCATIONS;

    private enum Maintenance {
        FLUSH,
        COMPACT_RANGE,
        REOPEN
    }

    @Property(tries = 60)
    void oneByOne(
            @ForAll("steps") List<Object> steps,
            @ForAll("partitionCounts") int partitions,
            @ForAll Durability durability)
            throws IOException {
        try (Run run = new Run(partitions, durability)) {
            for (Object step : steps) {
                if (step instanceof Command command) {
                    Outcome expected = run.model.apply(command);
                    Outcome outcome = run.store.execute(command);
                    assertThat(Model.agree(expected, outcome))
                            .as("%s: expected %s, got %s", command, expected, outcome)
                            .isTrue();
                    run.check(Request.invocationOf(command));
                } else {
                    run.maintain((Maintenance) step);
                }
            }
            run.checkAll();
        }
    }

    /** Submitted without waiting, so that they share batches. */
    @Property(tries = 40)
    void inGroups(@ForAll("commands") List<Command> commands, @ForAll("partitionCounts") int partitions)
            throws IOException {
        try (Run run = new Run(partitions, Durability.ASYNC)) {
            List<CompletableFuture<Outcome>> futures = new ArrayList<>();
            List<Outcome> expected = new ArrayList<>();
            for (Command command : commands) {
                futures.add(run.store.submit(command));
                expected.add(run.model.apply(command));
            }
            for (int i = 0; i < futures.size(); i++) {
                assertThat(Model.agree(expected.get(i), futures.get(i).join()))
                        .as("%s: expected %s, got %s", commands.get(i), expected.get(i), futures.get(i))
                        .isTrue();
            }
            run.checkAll();
        }
    }

    @Provide
    Arbitrary<Integer> partitionCounts() {
        return Arbitraries.of(1, 1, 3);
    }

    @Provide
    Arbitrary<List<Object>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(30, RandomCommands.any().map(command -> (Object) command)),
                        Tuple.of(1, Arbitraries.of(Maintenance.class).map(step -> (Object) step)))
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        return RandomCommands.any().list().ofMinSize(20).ofMaxSize(120);
    }

    /** A store beside its model. */
    private static final class Run implements AutoCloseable {
        private final Path directory = Files.createTempDirectory("skewer-semantics");
        private final StoreOptions options;
        final Model model;
        PartitionStore store;

        Run(int partitions, Durability durability) throws IOException {
            options = StoreOptions.builder()
                    .partitions(partitions)
                    .durability(durability)
                    .build();
            model = new Model(partitions);
            store = PartitionStore.open(directory, options);
        }

        void maintain(Maintenance step) {
            switch (step) {
                case FLUSH -> store.flush();
                case COMPACT_RANGE -> store.compactRange();
                case REOPEN -> {
                    store.close();
                    assertThat(store.openHandles()).isZero();
                    store = PartitionStore.open(directory, options);
                    checkAll();
                }
            }
        }

        void checkAll() {
            for (long invocation : INVOCATIONS) {
                check(invocation);
            }
            for (int partition = 0; partition < store.partitions(); partition++) {
                assertThat(store.appliedLsn(partition)).isEqualTo(model.lsn(partition));
            }
            for (ReadIsolation isolation : ReadIsolation.values()) {
                try (PartitionReader reader = store.reader(isolation)) {
                    List<InvocationView> views = reader.scan(INVOCATIONS);
                    for (int i = 0; i < INVOCATIONS.length; i++) {
                        assertThat(Model.describe(views.get(i))).isEqualTo(model.view(INVOCATIONS[i], false));
                    }
                }
            }
        }

        void check(long invocation) {
            for (ReadIsolation isolation : ReadIsolation.values()) {
                try (PartitionReader reader = store.reader(isolation)) {
                    assertThat(Model.describe(reader.read(invocation, true))).isEqualTo(model.view(invocation, true));
                    assertThat(Model.describe(reader.read(invocation, false))).isEqualTo(model.view(invocation, false));
                    assertThat(Model.describe(reader.readRange(invocation, true)))
                            .isEqualTo(model.view(invocation, true));
                    Metadata metadata = reader.readMetadata(invocation);
                    JournalView alone = reader.readJournal(invocation);
                    assertThat(Model.describe(new InvocationView(metadata, alone.journal(), null)))
                            .isEqualTo(model.view(invocation, false));
                    assertThat(alone.epoch())
                            .isEqualTo(
                                    metadata == null || isolation == ReadIsolation.COMMITTED ? null : metadata.epoch());
                }
            }
        }

        @Override
        public void close() throws IOException {
            store.close();
            assertThat(store.openHandles()).isZero();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }
}
