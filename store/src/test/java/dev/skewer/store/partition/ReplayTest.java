package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.store.Command;
import dev.skewer.store.Durability;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What a store that replays its command log has after a crash: what {@link Model} has after as much of the log as is left. */
class ReplayTest {
    /** So small that a few commands fill it. */
    private static final StoreOptions OPTIONS = StoreOptions.builder()
            .partitions(3)
            .durability(Durability.REPLAYED)
            .logSegmentBytes(1 << 10)
            .build();

    private static final int FLIPS = 8;

    /** How many copies of one store's files are cut. */
    private static final int CUTS = 6;

    @Provide
    Arbitrary<List<Command>> commands() {
        return RandomCommands.any().list().ofMinSize(10).ofMaxSize(60);
    }

    @Property(tries = 8)
    void aCrashLosesNothing(@ForAll("commands") List<Command> commands, @ForAll @IntRange(max = 60) int flushed)
            throws IOException {
        try (Crash crash = new Crash(commands, flushed)) {
            crash.checkReopened(commands.size());
            // And once more, with what the first replay wrote.
            crash.checkReopened(commands.size());
        }
    }

    /** What is cut off was not acknowledged, unless it is in the database already: then it cannot have been cut off. */
    @Property(tries = 8)
    void aLogThatIsCutAnywhereIsWhatItWasThen(
            @ForAll("commands") List<Command> commands,
            @ForAll @IntRange(max = 60) int flushed,
            @ForAll @IntRange(max = 1_000_000) int where)
            throws IOException {
        try (Crash crash = new Crash(commands, flushed)) {
            for (int i = 0; i < CUTS; i++) {
                Path cut = crash.copy();
                int left = crash.cutAt(cut, where + i * 7919);
                // A segment is called one only when its head is there.
                if (left < crash.flushed || crash.isHeadCut(cut)) {
                    crash.checkRefused(cut);
                } else {
                    crash.checkReopened(cut, left, OPTIONS);
                }
            }
        }
    }

    @Property(tries = 4)
    void aFlippedBitIsRefusedWhereverItIs(
            @ForAll("commands") List<Command> commands, @ForAll @IntRange(max = 1_000_000) int where)
            throws IOException {
        try (Crash crash = new Crash(commands, 0)) {
            for (int i = 0; i < FLIPS; i++) {
                crash.flip(where + i * 7919, i);
                crash.checkRefused();
                crash.flip(where + i * 7919, i);
            }
            crash.checkReopened(commands.size());
        }
    }

    @Property(tries = 4)
    void zerosBehindTheEndAreATornWrite(
            @ForAll("commands") List<Command> commands, @ForAll @IntRange(min = 1, max = 9000) int zeros)
            throws IOException {
        try (Crash crash = new Crash(commands, 0)) {
            crash.appendZeros(zeros);
            crash.checkReopened(commands.size());
        }
    }

    @Property(tries = 6)
    void aMissingSegmentIsRefused(@ForAll("commands") List<Command> commands, @ForAll @IntRange(max = 100) int which)
            throws IOException {
        try (Crash crash = new Crash(commands, 0)) {
            List<Path> segments = crash.segments();
            int missing = which % segments.size();
            if (segments.size() > 1) {
                Files.delete(segments.get(missing));
                // The newest cannot be missed, unless something of it is in the database.
                if (missing < segments.size() - 1) {
                    crash.checkRefused();
                }
            }
        }
    }

    /** Whatever the durability is the next time. */
    @Property(tries = 4)
    void anotherDurabilityReplaysTheLogAndRemovesIt(
            @ForAll("commands") List<Command> commands, @ForAll("others") Durability other) throws IOException {
        try (Crash crash = new Crash(commands, 0)) {
            StoreOptions options =
                    StoreOptions.builder().partitions(3).durability(other).build();
            crash.checkReopened(crash.image, commands.size(), options);
            assertThat(crash.image.resolve("log")).doesNotExist();
            crash.checkReopened(crash.image, commands.size(), options);
            crash.checkReopened(commands.size());
        }
    }

    @Provide
    Arbitrary<Durability> others() {
        return Arbitraries.of(Durability.NONE, Durability.BUFFERED, Durability.ASYNC, Durability.SYNC);
    }

    /** A store in which some commands were carried out, and the files that a crash leaves of it. */
    private static final class Crash implements AutoCloseable {
        private final Path root = Files.createTempDirectory("skewer-replay");
        private final List<Command> commands;
        private final List<long[]> ends = new ArrayList<>();
        private int copies;
        final int flushed;
        final Path image = root.resolve("image");

        Crash(List<Command> commands, int flushAfter) throws IOException {
            this.commands = commands;
            this.flushed = Math.min(flushAfter, commands.size());
            Path home = root.resolve("home");
            Model model = new Model(OPTIONS.partitions());
            try (PartitionStore store = PartitionStore.open(home, OPTIONS)) {
                ends.add(end(home));
                for (int i = 0; i < commands.size(); i++) {
                    Outcome expected = model.apply(commands.get(i));
                    assertThat(Model.agree(expected, store.execute(commands.get(i))))
                            .isTrue();
                    ends.add(end(home));
                    if (i + 1 == flushed) {
                        store.flush();
                    }
                }
                store.copyFiles(image);
            }
        }

        /** The newest segment's number and its size. */
        private static long[] end(Path home) throws IOException {
            List<Path> segments = segments(home);
            Path last = segments.get(segments.size() - 1);
            return new long[] {Long.parseLong(last.getFileName().toString().substring(0, 20)), Files.size(last)};
        }

        List<Path> segments() throws IOException {
            return segments(image);
        }

        private static List<Path> segments(Path home) throws IOException {
            try (Stream<Path> files = Files.list(home.resolve("log"))) {
                return files.filter(file -> file.toString().endsWith(".log"))
                        .sorted()
                        .toList();
            }
        }

        /** Cuts the newest segment; how many of the commands are in what is left. */
        int cutAt(Path files, int where) throws IOException {
            List<Path> segments = segments(files);
            Path last = segments.get(segments.size() - 1);
            long number = end(files)[0];
            long size = where % (Files.size(last) + 1);
            try (FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }
            int left = 0;
            while (left < commands.size() && isWithin(ends.get(left + 1), number, size)) {
                left++;
            }
            return left;
        }

        boolean isHeadCut(Path files) throws IOException {
            return end(files)[1] < 8 + 4 * 8 + 4 + 8 * OPTIONS.partitions() + 4;
        }

        private static boolean isWithin(long[] end, long number, long size) {
            return end[0] < number || (end[0] == number && end[1] <= size);
        }

        void flip(int where, int bit) throws IOException {
            List<Path> segments = segments();
            Path segment = segments.get(where % segments.size());
            byte[] bytes = Files.readAllBytes(segment);
            bytes[where % bytes.length] ^= (byte) (1 << (bit % 8));
            Files.write(segment, bytes);
        }

        void appendZeros(int count) throws IOException {
            List<Path> segments = segments();
            Files.write(segments.get(segments.size() - 1), new byte[count], StandardOpenOption.APPEND);
        }

        /** Another copy of the files. */
        Path copy() throws IOException {
            Path copy = root.resolve("copy" + copies++);
            try (Stream<Path> files = Files.walk(image)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(image.relativize(file).toString()));
                }
            }
            return copy;
        }

        void checkRefused() {
            checkRefused(image);
        }

        void checkRefused(Path files) {
            assertThatThrownBy(() -> PartitionStore.open(files, OPTIONS).close())
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("damaged store: ")
                    .hasMessageContaining("log")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }

        void checkReopened(int count) {
            checkReopened(image, count, OPTIONS);
        }

        /** The store is as after so many commands, and after a crash right then too. */
        void checkReopened(Path files, int count, StoreOptions options) {
            Model model = new Model(options.partitions());
            commands.subList(0, count).forEach(model::apply);
            PartitionStore store = PartitionStore.open(files, options);
            try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
                for (long invocation : RandomCommands.INVOCATIONS) {
                    InvocationView view = reader.read(invocation, true);
                    assertThat(Model.describe(view)).isEqualTo(model.view(invocation, true));
                    assertThat(Model.describe(reader.readRange(invocation, true)))
                            .isEqualTo(model.view(invocation, true));
                }
            } finally {
                store.close();
                assertThat(store.openHandles()).isZero();
            }
            for (int partition = 0; partition < options.partitions(); partition++) {
                assertThat(store.appliedLsn(partition)).isEqualTo(model.lsn(partition));
            }
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
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
