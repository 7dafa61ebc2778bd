package dev.skewer.targets.node.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread that waits for many channels and for points in time. What is registered with it, and what is set to happen later, is
 * touched by this thread alone; other threads {@link #call} it.
 */
final class EventLoop implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    /** What is registered with the loop. */
    @FunctionalInterface
    interface Handler {
        /** The channel is ready for some of what it is interested in. Must not throw for what a peer did. */
        void ready(SelectionKey key);
    }

    private record Timer(long due, Runnable action) {}

    private final Selector selector;
    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>((one, other) -> Long.signum(one.due() - other.due()));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Thread thread;
    private volatile boolean isClosed;
    /** What broke this class's own code; null as long as nothing did. */
    private volatile @Nullable RuntimeException failure;

    EventLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    // ── from any thread ─────────────────────────────────────────────────────────────────────────────────────────

    /**
     * Has something done by the loop's thread, and waits for it. After {@link #close} it is done by the caller: then there is no
     * other thread.
     */
    <T> T call(Supplier<T> work) {
        var answer = new CompletableFuture<T>();
        calls.add(() -> {
            try {
                answer.complete(work.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        selector.wakeup();
        if (isClosed) {
            joined();
            drain();
        }
        try {
            T told = answer.join();
            RuntimeException broken = failure;
            if (broken != null) {
                throw new IllegalStateException("the proxy broke down: " + broken, broken);
            }
            return told;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    /** {@link #call} without an answer. */
    void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** Ends the thread; what is registered has to be closed before. Again is harmless. */
    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        joined();
    }

    private void joined() {
        boolean wasInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ── from the loop's thread ──────────────────────────────────────────────────────────────────────────────────

    /** Empty, for what is read and passed on at once; one at a time. */
    ByteBuffer buffer() {
        return buffer.clear();
    }

    SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, handler);
    }

    /** The key of a channel; null if it is not registered. */
    @Nullable SelectionKey keyOf(SelectableChannel channel) {
        return channel.keyFor(selector);
    }

    /** Has something done at a time, in terms of {@link System#nanoTime}. */
    void at(long due, Runnable action) {
        timers.add(new Timer(due, action));
    }

    /**
     * Makes the selector give up channels that were closed, without which their sockets stay open. Not to be called by a
     * {@link Handler}.
     */
    void forgetClosed() {
        try {
            selector.selectNow(this::ready);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                await();
                guarded(this::drain);
                fire();
            }
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } finally {
            // Who asks from now on finds it closed; who asked before waits for an answer.
            isClosed = true;
            guarded(this::drain);
            closeSelector();
        }
    }

    private void await() throws IOException {
        Timer next = timers.peek();
        if (!calls.isEmpty()) {
            selector.selectNow(this::ready);
        } else if (next == null) {
            selector.select(this::ready);
        } else {
            long left = next.due() - System.nanoTime();
            if (left <= 0) {
                selector.selectNow(this::ready);
            } else {
                // A selector knows milliseconds only: what is due in between is late by less than one.
                selector.select(this::ready, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
        }
    }

    private void ready(SelectionKey key) {
        guarded(() -> ((Handler) key.attachment()).ready(key));
    }

    private void fire() {
        for (Timer next = timers.peek(); next != null && next.due() - System.nanoTime() <= 0; next = timers.peek()) {
            timers.remove();
            guarded(next.action());
        }
    }

    private void drain() {
        for (Runnable next = calls.poll(); next != null; next = calls.poll()) {
            next.run();
        }
    }

    /** A mistake in here must be told, not end the thread that others wait for. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        }
    }
}
