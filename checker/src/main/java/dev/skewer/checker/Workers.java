package dev.skewer.checker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one check: none beside the caller's where one is enough. They are gone when this is closed. An interrupt of
 * the caller is passed on to all of them, and kept.
 */
public final class Workers implements AutoCloseable {
    /** What the threads are called. */
    public static final String THREAD_NAME = "checker";

    private final int threads;
    private final List<Thread> started = new CopyOnWriteArrayList<>();
    private @Nullable ExecutorService pool;

    /** Workers on so many threads, which begin with the first work for more than one of them. */
    public Workers(int threads) {
        this.threads = threads;
    }

    /** How many threads work at the most. */
    public int threads() {
        return threads;
    }

    /**
     * Does tasks, numbered from zero, begun in that order, several at a time; returns when all are done. If some fail, no more are
     * begun, and the failure of the first in order is thrown: the same one however fast each thread is.
     */
    public void forEach(int tasks, IntConsumer task) {
        var work = new Work(tasks, task);
        int needed = Math.min(threads, tasks);
        ExecutorService running = needed <= 1 ? null : pool();
        if (running == null || running.isShutdown()) {
            work.run();
        } else {
            var done = new CountDownLatch(needed);
            for (int i = 0; i < needed; i++) {
                running.execute(() -> {
                    work.run();
                    done.countDown();
                });
            }
            await(done, running);
        }
        work.throwFailure();
    }

    private ExecutorService pool() {
        if (pool == null) {
            pool = Executors.newFixedThreadPool(threads, runnable -> {
                Thread thread = new Thread(runnable, THREAD_NAME);
                thread.setDaemon(true);
                started.add(thread);
                return thread;
            });
        }
        return pool;
    }

    private static void await(CountDownLatch done, ExecutorService running) {
        boolean isInterrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                isInterrupted = true;
                // Those that no thread has begun never count down.
                for (int never = running.shutdownNow().size(); never > 0; never--) {
                    done.countDown();
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
        boolean isInterrupted = false;
        for (Thread thread : started) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tasks that several threads take from. */
    private static final class Work implements Runnable {
        private final int tasks;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private int failed = Integer.MAX_VALUE;
        private @Nullable Throwable failure;

        Work(int tasks, IntConsumer task) {
            this.tasks = tasks;
            this.task = task;
        }

        @Override
        public void run() {
            for (int at = next.getAndIncrement(); at < tasks; at = next.getAndIncrement()) {
                try {
                    task.accept(at);
                } catch (RuntimeException | Error e) {
                    note(at, e);
                    return;
                }
            }
        }

        private synchronized void note(int at, Throwable thrown) {
            next.set(tasks);
            if (at < failed) {
                failed = at;
                failure = thrown;
            }
        }

        private synchronized void throwFailure() {
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure instanceof Error error) {
                throw error;
            }
        }
    }
}
