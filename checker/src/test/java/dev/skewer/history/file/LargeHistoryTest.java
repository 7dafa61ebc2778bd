package dev.skewer.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a gigabyte, made as they are read, in a heap that could not hold them. */
@Tag("slow")
class LargeHistoryTest {
    private static final long GIGABYTE = 1L << 30;

    private static long events(InputStream in, Format format) throws IOException {
        long count = 0;
        try (EventReader reader = Histories.read(in, "h", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                count++;
            }
        }
        return count;
    }

    @Test
    void aLineOfAGigabyteIsReadEventByEvent() throws IOException {
        String event = "{:type :ok, :f :read, :process 0, :value {:id 3 :journal [[0 17] [1 18]]}} ";
        long times = GIGABYTE / event.length();
        assertThat(events(new RepeatingInput("[", event, times, "]"), Format.AUTO))
                .isEqualTo(times);
        assertThatThrownBy(() -> events(new RepeatingInput("[", event, times, "oops"), Format.AUTO))
                .hasMessageStartingWith("h:1:" + (2 + times * event.length()) + ": o begins no event");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{:value \" | x | a string, name or number of more than 64 MiB begins here",
                "{: | k | a string, name or number of more than 64 MiB begins here",
                "{:value  | 7 | a string, name or number of more than 64 MiB begins here",
                "{:value [ | ' 123' | one value takes more than 16777216 longs (128 MiB)",
                "{:value #_[ | ' 123' | one value takes more than 16777216 longs (128 MiB)",
                "{:other [ | ' \"abc\"' | one value takes more than 16777216 longs (128 MiB)",
            })
    void anEventOfAGigabyteIsRefused(String before, String repeated, String message) {
        assertThatThrownBy(() ->
                        events(new RepeatingInput(before, repeated, GIGABYTE / repeated.length(), "}"), Format.EDN))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("h:1:")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"value\":\" | x | a string, name or number of more than 64 MiB begins here",
                "{\"value\":[0 | ',123' | one value takes more than 16777216 longs (128 MiB)",
                "{\"value\":1 | 7 | a string, name or number of more than 64 MiB begins here",
            })
    void aJsonEventOfAGigabyteIsRefused(String before, String repeated, String message) {
        assertThatThrownBy(() ->
                        events(new RepeatingInput(before, repeated, GIGABYTE / repeated.length(), "}"), Format.AUTO))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("h:1:")
                .hasMessageContaining(message);
    }

    @Test
    void namesThatFillTheMemoryAreAClearError() {
        // Every event has a new string of ten million bytes.
        InputStream in = new InputStream() {
            private long event;
            private byte[] bytes = new byte[0];
            private int at;

            @Override
            public int read() {
                throw new AssertionError("readers read many bytes at a time");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (at == bytes.length) {
                    String text = "{:type :ok :f :r :process 0 :value \"" + event++ + "x".repeat(10_000_000) + "\"}\n";
                    bytes = text.getBytes(StandardCharsets.UTF_8);
                    at = 0;
                }
                int count = Math.min(length, bytes.length - at);
                System.arraycopy(bytes, at, into, from, count);
                at += count;
                return count;
            }
        };
        assertThatThrownBy(() -> events(in, Format.AUTO))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("no memory is left for")
                .hasMessageContaining("-Xmx");
    }

    /** A beginning, something many times over, and an end. */
    private static final class RepeatingInput extends InputStream {
        private final byte[] before;
        private final byte[] repeated;
        private final byte[] after;
        private final long repeatedEnd;
        private final long end;
        private long at;

        RepeatingInput(String before, String repeated, long times, String after) {
            this.before = before.getBytes(StandardCharsets.UTF_8);
            this.repeated = repeated.repeat(1000).getBytes(StandardCharsets.UTF_8);
            this.after = after.getBytes(StandardCharsets.UTF_8);
            this.repeatedEnd = this.before.length + times * repeated.length();
            this.end = repeatedEnd + this.after.length;
        }

        @Override
        public int read() {
            throw new AssertionError("readers read many bytes at a time");
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at == end) {
                return -1;
            }
            byte[] source;
            int offset;
            long left;
            if (at < before.length) {
                source = before;
                offset = (int) at;
                left = before.length - at;
            } else if (at < repeatedEnd) {
                source = repeated;
                offset = (int) ((at - before.length) % repeated.length);
                left = Math.min(repeatedEnd - at, repeated.length - offset);
            } else {
                source = after;
                offset = (int) (at - repeatedEnd);
                left = end - at;
            }
            int count = (int) Math.min(length, left);
            System.arraycopy(source, offset, into, from, count);
            at += count;
            return count;
        }
    }
}
