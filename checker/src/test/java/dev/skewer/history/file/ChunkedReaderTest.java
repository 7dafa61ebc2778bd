package dev.skewer.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.examples.RandomHistories;
import dev.skewer.history.examples.Recorded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However a text is cut into pieces, and however many threads read them: the events, their places, their symbols and what is
 * said to be wrong are those of one parser that goes through the text.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ChunkedReaderTest {
    private static final int[] LENGTHS = {1, 2, 3, 5, 8, 13, 30, 64, 100, 250, 1_000};

    /** All that a reader tells of an event. */
    private record Seen(Recorded event, String file, long line, long column, int f, int process, List<Long> value) {
        static Seen of(Event event) {
            return new Seen(
                    Recorded.of(event),
                    event.file,
                    event.line,
                    event.column,
                    event.f,
                    event.process,
                    Arrays.stream(event.value.toArray()).boxed().toList());
        }
    }

    /** All that came of reading. */
    private record Outcome(
            List<Seen> events, List<String> names, @Nullable String error, boolean isTruncated) {
        static Outcome of(InputStream in, Format format, int length, int threads) {
            List<Seen> events = new ArrayList<>();
            List<String> names = new ArrayList<>();
            String error = null;
            boolean isTruncated = false;
            try (EventReader reader = Histories.read(in, "h", format, length, threads)) {
                Event event = new Event(reader.symbols());
                try {
                    while (reader.next(event)) {
                        events.add(Seen.of(event));
                        // As a checker does, which looks for names of its own once it sees the first event.
                        reader.symbols().intern("a name of the checker's own");
                    }
                } catch (HistoryException e) {
                    error = e.getMessage();
                    isTruncated = e.isTruncated();
                }
                for (int symbol = 0; symbol < reader.symbols().size() && error == null; symbol++) {
                    names.add(reader.symbols().name(symbol));
                }
            } catch (HistoryException e) {
                error = "at once: " + e.getMessage();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Outcome(events, names, error, isTruncated);
        }

        static Outcome of(byte[] text, Format format, int length, int threads) {
            return of(new ByteArrayInputStream(text), format, length, threads);
        }
    }

    private enum Notation {
        EDN(Format.EDN),
        JSON(Format.JSON);

        private final Format format;

        Notation(Format format) {
            this.format = format;
        }
    }

    private static void compare(byte[] text, Format format, int length, int threads) {
        Outcome expected = Outcome.of(text, format, length, 0);
        Outcome actual = Outcome.of(text, format, length, threads);
        String what = "pieces of %d bytes, %d threads: %s"
                .formatted(length, threads, text.length < 2_000 ? new String(text, StandardCharsets.UTF_8) : "(long)");
        assertThat(actual.error()).as(what).isEqualTo(expected.error());
        assertThat(actual.isTruncated()).as(what).isEqualTo(expected.isTruncated());
        int common = Math.min(actual.events().size(), expected.events().size());
        for (int i = 0; i < common; i++) {
            assertThat(actual.events().get(i))
                    .as(what)
                    .isEqualTo(expected.events().get(i));
        }
        assertThat(actual.events()).as(what).hasSameSizeAs(expected.events());
        assertThat(actual.names()).as(what).isEqualTo(expected.names());
    }

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (int i = 0; i < 100 && !readers().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertThat(readers()).isEmpty();
    }

    private static List<String> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("skewer-reader"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aTextCutAnywhereAndEndingAnywhereIsReadAsAWhole(Notation notation) {
        Random random = new Random(7);
        for (int i = 0; i < 3; i++) {
            byte[] text = RandomHistories.text(random, notation == Notation.JSON, 2 + random.nextInt(4));
            for (int end = 0; end <= text.length; end++) {
                compare(Arrays.copyOf(text, end), notation.format, LENGTHS[end % LENGTHS.length], 1 + end % 3);
            }
            for (int length = 1; length <= Math.min(300, text.length); length++) {
                compare(text, notation.format, length, 2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedTextGivesTheSameComplaint(Notation notation) {
        fuzz(notation, 1, 1_000);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void damagedTextsGiveTheSameComplaintForLong(Notation notation) {
        for (long seed = 2; seed < 32; seed++) {
            fuzz(notation, seed, 20_000);
        }
    }

    private static void fuzz(Notation notation, long seed, int rounds) {
        Random random = new Random(seed);
        for (int i = 0; i < rounds; i++) {
            byte[] text = RandomHistories.text(random, notation == Notation.JSON, random.nextInt(12));
            if (i % 4 > 0) {
                text = RandomHistories.damaged(text, random);
            }
            try {
                compare(
                        text,
                        notation.format,
                        random.nextBoolean() ? LENGTHS[random.nextInt(LENGTHS.length)] : 1 + random.nextInt(400),
                        1 + random.nextInt(3));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeTextIsReadInPieces(Notation notation) {
        Random random = new Random(3);
        byte[] text = RandomHistories.text(random, notation == Notation.JSON, 20_000);
        for (int length : new int[] {1_000, 50_000, 1 << 17}) {
            compare(text, notation.format, length, 3);
        }
        byte[] broken = text.clone();
        broken[text.length - text.length / 5] = 0;
        compare(broken, notation.format, 5_000, 3);
    }

    @Test
    void aTokenMayBeLongerThanManyPieces() {
        String event = "{:process 0 :type :ok :f :read :value nil}\n";
        String huge = "{:process 0 :type :ok :f :read :value \"" + "x{\n{".repeat(100_000) + "\"}\n";
        String text = event.repeat(50) + huge + event.repeat(5_000) + huge + event.repeat(50);
        for (int threads = 1; threads < 4; threads++) {
            compare(text.getBytes(StandardCharsets.UTF_8), Format.EDN, 1_000, threads);
        }
    }

    @Test
    void aTextWithoutLineEndsIsReadToo() {
        String event = "{:process 0 :type :ok :f :read :value [\"a\" :b 1]} ";
        String text = "[" + event.repeat(5_000) + "]";
        compare(text.getBytes(StandardCharsets.UTF_8), Format.EDN, 1_000, 2);
        compare((text + "x").getBytes(StandardCharsets.UTF_8), Format.EDN, 1_000, 2);
    }

    @Test
    void aLineEndInsideAStringOrACommentIsNoCut() {
        String text = """
                {:process 0 :type :ok :f :a :value "
                {:process 0 :type :ok :f :b :value 1}
                "}
                #_
                {:process 0 :type :ok :f :c :value 1}
                {:process 0 :type :ok :f :d :value
                {:e
                #inst "2020"}}
                ; {:process 0 :type :ok :f :g :value 1}
                #a
                {:process 0 :type :ok :f :h :value 1}
                """;
        for (int length = 1; length < text.length(); length++) {
            compare(text.getBytes(StandardCharsets.UTF_8), Format.EDN, length, 2);
        }
        assertThat(Outcome.of(text.getBytes(StandardCharsets.UTF_8), Format.EDN, 10, 1)
                        .events())
                .extracting(seen -> seen.event().f())
                .containsExactly("a", "d", "h");
    }

    @Test
    void damageInACompressedStreamComesBehindTheEventsBeforeIt() throws IOException {
        byte[] text = RandomHistories.text(new Random(5), false, 3_000);
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text);
        }
        for (int cut : new int[] {10, 1_000, 20_000, compressed.size() - 1}) {
            compare(Arrays.copyOf(compressed.toByteArray(), cut), Format.EDN, 1_000, 2);
        }
    }

    @Test
    void aStreamThatFailsDoesSoBehindTheEventsBeforeIt() {
        String event = "{:process 0 :type :ok :f :read :value nil}\n";
        for (int threads = 0; threads < 3; threads++) {
            InputStream failing = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the disk is gone");
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    return read();
                }
            };
            InputStream in = new SequenceInputStream(
                    new ByteArrayInputStream(event.repeat(1_000).getBytes(StandardCharsets.UTF_8)), failing);
            List<Recorded> events = new ArrayList<>();
            int count = threads;
            assertThatThrownBy(() -> {
                        try (EventReader reader = Histories.read(in, "h", Format.EDN, 500, count)) {
                            Event read = new Event(reader.symbols());
                            while (reader.next(read)) {
                                events.add(Recorded.of(read));
                            }
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is gone");
            assertThat(events).hasSize(1_000);
        }
    }

    @Test
    void anInterruptEndsTheWaitForASlowStream() throws Exception {
        String event = "{:process 0 :type :ok :f :read :value nil}\n";
        try (var slow = new PipedOutputStream();
                var in = new PipedInputStream(slow, 1 << 16)) {
            slow.write(event.repeat(1_000).getBytes(StandardCharsets.UTF_8));
            slow.flush();
            List<Throwable> thrown = new ArrayList<>();
            Thread reading = new Thread(() -> {
                try (EventReader reader = Histories.read(in, "h", Format.EDN, 1_000, 1)) {
                    Event read = new Event(reader.symbols());
                    boolean more = true;
                    while (more) {
                        more = reader.next(read);
                    }
                } catch (IOException e) {
                    thrown.add(e);
                    thrown.add(new IllegalStateException(
                            "interrupted: " + Thread.currentThread().isInterrupted()));
                }
            });
            reading.start();
            while (reading.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            reading.interrupt();
            reading.join(Duration.ofSeconds(10).toMillis());
            assertThat(reading.isAlive()).isFalse();
            assertThat(thrown.get(0)).isInstanceOf(ClosedByInterruptException.class);
            assertThat(thrown.get(1)).hasMessage("interrupted: true");
        }
    }

    @Test
    void aReaderClosedEarlyLeavesNoThread() throws IOException {
        byte[] text =
                "{:process 0 :type :ok :f :read :value nil}\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        for (int events = 0; events < 3_000; events += 500) {
            try (EventReader reader = Histories.read(new ByteArrayInputStream(text), "h", Format.EDN, 1_000, 3)) {
                Event event = new Event(reader.symbols());
                for (int i = 0; i < events; i++) {
                    assertThat(reader.next(event)).isTrue();
                }
            }
        }
    }
}
