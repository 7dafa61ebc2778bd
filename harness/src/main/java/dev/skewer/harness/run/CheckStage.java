package dev.skewer.harness.run;

import dev.skewer.harness.console.Progress;
import dev.skewer.results.Figures;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How far the check of a history has come. Written by the threads that read and check, one at a time; read by any. */
public final class CheckStage {
    private static final long UNKNOWN = -1;

    private final long begun = System.nanoTime();
    private volatile long totalBytes = UNKNOWN;
    private volatile long bytes;
    private volatile long operations;
    private volatile boolean isRead;

    /**
     * The same stream, while its bytes are counted.
     *
     * @param size how many bytes it has; negative if nobody knows
     */
    public InputStream counting(InputStream in, long size) {
        totalBytes = size;
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                count(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, length);
                count(Math.max(0, read));
                return read;
            }
        };
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time reads
    private void count(int more) {
        bytes += more;
    }

    /** So many operations were read so far. */
    void read(long count) {
        operations = count;
    }

    /** All is read; what follows is the check proper. */
    void readToTheEnd() {
        isRead = true;
    }

    /** Shows it. */
    public void show(Progress progress) {
        String time = Figures.count((System.nanoTime() - begun) / 1_000_000_000) + " s";
        long count = operations;
        String seen = Figures.count(count) + (count == 1 ? " operation" : " operations");
        long total = totalBytes;
        if (isRead) {
            progress.show(1, "checking " + seen + ", " + time);
        } else if (total > 0) {
            progress.show(
                    Math.min(1, (double) bytes / total),
                    "reading, " + Figures.bytes(bytes) + " of " + Figures.bytes(total) + ", " + seen + ", " + time);
        } else {
            progress.show(UNKNOWN, "reading, " + Figures.bytes(bytes) + ", " + seen + ", " + time);
        }
    }
}
