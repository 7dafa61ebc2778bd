package dev.skewer.history.chunk;

import dev.skewer.history.Symbols;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text in pieces, and finds their events, on threads of its own, ahead of the one thread that takes the pieces in
 * order. That thread lends a hand where it would have to wait.
 *
 * <p>A bounded number of pieces is on its way; they are used again and again, so the memory does not depend on the length of
 * the text. One thread at a time reads (and decompresses, where the text is compressed) while others parse.
 *
 * <p>All state is guarded by the object's monitor, which is taken a few times for each piece.
 */
final class ChunkPipeline implements Closeable {
    /** How long {@link #close} waits for a thread, which may be stuck in a read that nothing can interrupt. */
    private static final long PATIENCE_MILLIS = 200;

    private final InputStream in;
    private final String name;
    private final ChunkParser.ParserFactory parsers;
    private final ChunkCutter cutter;
    private final int threadCount;

    private final List<Thread> threads = new ArrayList<>();
    private final ArrayDeque<Chunk> free = new ArrayDeque<>();
    /** Pieces that were read and not taken, in order. */
    private final ArrayDeque<Chunk> ahead = new ArrayDeque<>();
    /** How many of these are still to be parsed, and by no thread yet. */
    private int waiting;

    private Symbols.Snapshot names;
    private boolean isReading;
    private boolean isExhausted;
    private boolean isClosed;
    private @Nullable Throwable bug;
    /** Of the thread that takes the pieces. */
    private @Nullable ChunkParser helper;

    /**
     * A pipeline that is still at rest.
     *
     * @param in the text; closed with the pipeline
     * @param name what to call it in messages
     * @param length the size of a piece in bytes
     * @param threadCount how many threads to start if the text is longer than one piece
     * @param names the names that the text begins with
     */
    ChunkPipeline(
            InputStream in,
            String name,
            ChunkParser.ParserFactory parsers,
            int length,
            int threadCount,
            Symbols.Snapshot names) {
        this.in = in;
        this.name = name;
        this.parsers = parsers;
        this.threadCount = threadCount;
        this.names = names;
        cutter = new ChunkCutter(in, length);
        // Each thread works on one and has one to go on with; some are ready, and one is being taken.
        for (int i = 0; i < 2 * threadCount + 3; i++) {
            free.add(new Chunk());
        }
    }

    /** Reads the first piece, on the calling thread and without looking for events; starts the threads if others follow. */
    Chunk first() {
        Chunk first = free.remove();
        cutter.fill(first);
        isExhausted = first.last;
        if (!isExhausted) {
            for (int i = 1; i <= threadCount; i++) {
                Thread thread = new Thread(this::work, "skewer-reader-" + i);
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
        }
        return first;
    }

    /**
     * Takes the next piece, with its events; the piece before must not have been the last.
     *
     * @throws ClosedByInterruptException if the calling thread is interrupted while it waits
     */
    Chunk take() throws IOException {
        for (; ; ) {
            Chunk toParse;
            synchronized (this) {
                Chunk next = awaitNext();
                if (next.state == Chunk.State.DONE) {
                    return ahead.remove();
                }
                toParse = firstWaiting();
                if (toParse == null) {
                    await();
                    continue;
                }
            }
            if (helper == null) {
                helper = new ChunkParser(parsers, name);
            }
            parse(helper, toParse);
        }
    }

    /**
     * Takes the next piece, whose events are not wanted; the piece before must not have been the last.
     *
     * @throws ClosedByInterruptException if the calling thread is interrupted while it waits
     */
    synchronized Chunk takeText() throws IOException {
        Chunk next = awaitNext();
        while (next.state == Chunk.State.IN_WORK) {
            await();
        }
        if (next.state == Chunk.State.READ) {
            waiting--;
        }
        return ahead.remove();
    }

    /** Gives a piece back that was taken. */
    synchronized void giveBack(Chunk chunk) {
        free.add(chunk);
        notifyAll();
    }

    /** Makes names known that the text has had. */
    synchronized void publish(Symbols.Snapshot more) {
        names = more;
    }

    private synchronized Symbols.Snapshot names() {
        return names;
    }

    private Chunk awaitNext() throws IOException {
        for (; ; ) {
            if (bug != null) {
                throw new IllegalStateException("a thread that reads " + name + " failed", bug);
            }
            Chunk next = ahead.peek();
            if (next != null) {
                return next;
            }
            if (isClosed) {
                throw new IOException("the history has been closed");
            }
            await();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Those who call this look again at what they wait for.
    private synchronized void await() throws IOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    /** Takes on the first piece that is still to be parsed; null if there is none. */
    private @Nullable Chunk firstWaiting() {
        if (waiting > 0) {
            for (Chunk chunk : ahead) {
                if (chunk.state == Chunk.State.READ) {
                    chunk.state = Chunk.State.IN_WORK;
                    waiting--;
                    return chunk;
                }
            }
        }
        return null;
    }

    private void parse(ChunkParser parser, Chunk chunk) {
        parser.parse(chunk, names());
        synchronized (this) {
            chunk.state = Chunk.State.DONE;
            notifyAll();
        }
    }

    private void work() {
        try {
            ChunkParser parser = new ChunkParser(parsers, name);
            for (Chunk chunk = nextToParse(); chunk != null; chunk = nextToParse()) {
                parse(parser, chunk);
            }
        } catch (InterruptedException e) {
            // The pipeline has been closed.
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                bug = e;
                notifyAll();
            }
        }
    }

    /** Reads until there is enough to parse for all, then takes on the first such piece; null at the end. */
    private @Nullable Chunk nextToParse() throws InterruptedException {
        for (; ; ) {
            Chunk toRead;
            synchronized (this) {
                for (; ; ) {
                    if (isClosed) {
                        return null;
                    }
                    if (!isReading && !isExhausted && waiting <= threadCount && !free.isEmpty()) {
                        isReading = true;
                        toRead = free.remove();
                        break;
                    }
                    Chunk toParse = firstWaiting();
                    if (toParse != null || isExhausted) {
                        return toParse;
                    }
                    wait();
                }
            }
            read(toRead);
        }
    }

    private void read(Chunk chunk) {
        cutter.fill(chunk);
        synchronized (this) {
            isReading = false;
            isExhausted = chunk.last;
            chunk.state = chunk.beginsAtCut ? Chunk.State.READ : Chunk.State.DONE;
            waiting += chunk.beginsAtCut ? 1 : 0;
            ahead.add(chunk);
            notifyAll();
        }
    }

    /** Stops the threads, and closes the text. */
    @Override
    public void close() throws IOException {
        stop();
        in.close();
    }

    /** Stops the threads: no piece can be taken any more. */
    void stop() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        boolean isInterrupted = Thread.interrupted();
        for (Thread thread : threads) {
            thread.interrupt();
        }
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        threads.clear();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
