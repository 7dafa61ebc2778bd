package dev.skewer.workloads.runner;

import dev.skewer.workloads.RunOutcome.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The workers of a run, one a slot, and the deadline of their calls. A worker whose call takes longer loses its slot to a fresh
 * one, with a thread and a connection of its own, and its thread is left to itself: an interrupt could harm what is tested, as it
 * closes files that others use. When every slot has been lost twice in this way and no thread has come back (with few slots: when
 * {@value #SEVERAL} threads have not), the target is not available, and the run ends. A target that merely pauses for longer than
 * the deadline is not given up.
 *
 * <p>Used by one thread.
 */
final class Workers<O> {
    private static final int SEVERAL = 3;
    /** How often deadlines are looked at. */
    private static final Duration POLL = Duration.ofMillis(20);
    /** How long a call may go on that is under way when the run is told to stop. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(8);

    private record Playing<O>(Worker<O> worker, Thread thread) {}

    private final WorkerContext<O> context;
    private final Duration timeout;
    private final List<Playing<O>> playing = new ArrayList<>();
    private final List<Thread> abandoned = new ArrayList<>();
    private final CountDownLatch ended;

    /**
     * Workers that have not started.
     *
     * @param timeout how long a call may take
     */
    Workers(List<Slot<O>> slots, WorkerContext<O> context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
        this.ended = new CountDownLatch(slots.size());
        slots.forEach(slot -> playing.add(on(slot)));
    }

    private Playing<O> on(Slot<O> slot) {
        Worker<O> worker = new Worker<>(slot, context, this::slotEnded);
        return new Playing<>(worker, Threads.daemon("worker-" + slot.number, worker));
    }

    private void slotEnded() {
        context.rounds().leave();
        ended.countDown();
    }

    void start() {
        playing.forEach(one -> one.thread.start());
    }

    /**
     * Waits until all slots have ended, and sees to it that they do.
     *
     * @param whileWaiting called several times a second
     * @throws InterruptedException if this thread is interrupted; call again
     */
    void awaitEnd(Runnable whileWaiting) throws InterruptedException {
        while (!ended.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            whileWaiting.run();
            Duration limit = context.stop().isGiven() && timeout.compareTo(LAST_PATIENCE) > 0 ? LAST_PATIENCE : timeout;
            expire(limit).forEach(this::replace);
        }
    }

    /** Takes slots away from late workers; returns which. */
    private List<Integer> expire(Duration limit) {
        var late = new ArrayList<Integer>();
        for (int i = 0; i < playing.size(); i++) {
            if (playing.get(i).worker.expire(limit)) {
                abandoned.add(playing.get(i).thread);
                late.add(i);
            }
        }
        return late;
    }

    private void replace(int at) {
        if (stuck().size() >= Math.max(SEVERAL, 2 * playing.size())) {
            context.stop().give(Ending.UNAVAILABLE);
        }
        if (context.stop().isGiven() || playing.get(at).worker.isEnding()) {
            slotEnded();
            return;
        }
        Playing<O> fresh = on(playing.get(at).worker.slot());
        playing.set(at, fresh);
        fresh.thread.start();
    }

    /**
     * Gives late calls as much time again to come back.
     *
     * @throws InterruptedException if this thread is interrupted; they have had time enough then
     */
    void awaitLate() throws InterruptedException {
        Duration limit = timeout.compareTo(LAST_PATIENCE) > 0 ? LAST_PATIENCE : timeout;
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread thread : stuck()) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
    }

    /** Threads whose call did not come back in time, nor since. */
    List<Thread> stuck() {
        abandoned.removeIf(thread -> !thread.isAlive());
        return List.copyOf(abandoned);
    }
}
