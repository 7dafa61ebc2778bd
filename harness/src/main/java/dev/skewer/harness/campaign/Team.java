package dev.skewer.harness.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Threads that work at once, each with a process that runs cells for it. */
final class Team {
    private static final long LOOK_MILLIS = 200;

    private final List<WorkerCellRunner> runners = new ArrayList<>();
    private @Nullable Throwable trouble;

    /**
     * A team.
     *
     * @param size how many
     * @param maker makes what each has of its own
     */
    Team(int size, Supplier<WorkerCellRunner> maker) {
        for (int i = 0; i < size; i++) {
            runners.add(maker.get());
        }
    }

    /**
     * Works until all are done.
     *
     * @param work what each does
     * @param look called several times a second meanwhile, on this thread
     * @param isStopped asked as often, whether what runs is to be stopped
     */
    void work(Consumer<CellRunner> work, Runnable look, BooleanSupplier isStopped) {
        var threads = new ArrayList<Thread>();
        for (WorkerCellRunner runner : runners) {
            Thread thread = new Thread(() -> work(runner, work), "skewer-job-" + threads.size());
            threads.add(thread);
            thread.start();
        }
        boolean isInterrupted = false;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
            look.run();
            if (isInterrupted || isStopped.getAsBoolean()) {
                runners.forEach(WorkerCellRunner::stop);
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable found = trouble();
        if (found != null) {
            throw new IllegalStateException("a job of the campaign broke down: " + found, found);
        }
    }

    private void work(WorkerCellRunner runner, Consumer<CellRunner> work) {
        try (runner) {
            work.accept(runner);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                trouble = trouble == null ? e : trouble;
            }
        }
    }

    private synchronized @Nullable Throwable trouble() {
        return trouble;
    }
}
