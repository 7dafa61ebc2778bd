package dev.skewer.workloads.runner;

import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.generator.Step;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.TargetLostException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A thread that plays a {@link Slot}, over a connection of its own. An operation that ends as {@code info} ends its process, and
 * the next one goes on in the slot.
 *
 * <p><b>The deadline of a call.</b> {@link Workers} may take the slot away from a worker whose call takes too long, and gives it
 * to another one. Who has the slot is settled by a compare-and-set on {@link #call}: the worker sets it to the time at which its
 * call began, and back to {@link #NO_CALL} when the call has returned; {@link #expire} sets it to {@link #ABANDONED}. The one that
 * succeeds goes on with the slot, and the other one never touches it again. So a call that returns too late leaves no trace in
 * the history, whatever it brings.
 */
final class Worker<O> implements Runnable {
    /** How long to wait for the target between two looks at whether the run is to end. */
    private static final Duration READY_WAIT = Duration.ofMillis(50);
    /** How late an operation may be before the schedule is moved instead of caught up with. */
    private static final long MAX_LATENESS_NANOS = 100_000_000;
    /** More operations that fail one after the other than there are where all is well. */
    private static final int FAILURES_IN_A_ROW = 10;

    private static final long SHORTEST_REST_NANOS = 100_000;
    private static final long LONGEST_REST_NANOS = 50_000_000;

    private static final long NO_CALL = 0;
    private static final long ABANDONED = -1;
    /** What {@link #function} is while no operation is open. */
    private static final int NONE = -1;

    private static final VarHandle CALL;

    static {
        try {
            CALL = MethodHandles.lookup().findVarHandle(Worker.class, "call", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Tape NO_TIMESTAMPS = new Tape();

    private final Slot<O> slot;
    private final WorkerContext<O> context;
    private final Runnable onEnd;
    private final Tape invocation = new Tape();
    private final Completion completion = new Completion();
    /** Null until it is connected. */
    private @Nullable Client<O> client;
    /** The {@code :f} of the operation that is open. */
    private int function = NONE;

    /** Whether nothing follows but the close of the connection. */
    private boolean isEnding;

    /** When the call under way began, in nanoseconds since the run began and at least 1; or {@link #NO_CALL}, {@link #ABANDONED}. */
    @SuppressWarnings("UnusedVariable") // through CALL
    private long call;

    /**
     * A worker that has not begun.
     *
     * @param onEnd told, once, when the slot has ended, unless the slot was taken away before
     */
    Worker(Slot<O> slot, WorkerContext<O> context, Runnable onEnd) {
        this.slot = slot;
        this.context = context;
        this.onEnd = onEnd;
    }

    Slot<O> slot() {
        return slot;
    }

    /** Whether the slot has nothing left to do; to be asked after {@link #expire}. */
    boolean isEnding() {
        return isEnding;
    }

    @Override
    public void run() {
        try {
            if (connect()) {
                play();
            }
        } catch (InterruptedException e) {
            context.stop().give(Ending.INTERRUPTED);
        } catch (NoEffectException | OutcomeUnknownException e) {
            context.problems().add("unavailable: no connection: " + e.getMessage());
            context.stop().give(Ending.UNAVAILABLE);
        } catch (TargetLostException e) {
            context.problems().add("unavailable: " + e.getMessage());
            context.stop().give(Ending.UNAVAILABLE);
        } catch (Throwable e) {
            context.problems().add("process " + slot.process() + " broke down: " + e);
            context.stop().give(Ending.PROBLEM);
        } finally {
            end();
        }
    }

    private boolean connect() {
        begin(context.clock().now());
        try {
            client = context.session().client(slot.number);
        } catch (Throwable e) {
            if (isBack()) {
                throw e;
            }
            return false;
        }
        return isBack();
    }

    /** Lets go of the connection, which may take long too, and of the slot, if it is still this worker's. */
    private void end() {
        boolean isAbandoned = (long) CALL.getAcquire(this) == ABANDONED;
        if (!isAbandoned) {
            isEnding = true;
            begin(context.clock().now());
        }
        try {
            if (client != null) {
                client.close();
            }
        } catch (Throwable e) {
            if (!isAbandoned) {
                context.problems().add("a connection did not close well: " + e);
            }
        }
        if (!isAbandoned && isBack()) {
            onEnd.run();
        }
    }

    private void play() throws InterruptedException {
        while (!context.stop().isGiven()) {
            Step<O> step = slot.stream.next(context.clock().now());
            if (step instanceof Step.Emit<O> emit) {
                if (rest() && pauseUntil(emit.due()) && untilReady() && !perform(emit.operation())) {
                    return;
                }
            } else if (step instanceof Step.Await<O>) {
                context.rounds().await(context.stop());
            } else {
                return;
            }
        }
    }

    /**
     * Waits a little where one operation after the other fails, each time for longer: what is down refuses operations by the
     * thousand, and its history is of no use to anyone. Returns whether to go on.
     */
    private boolean rest() throws InterruptedException {
        int tooMany = slot.failuresInARow - FAILURES_IN_A_ROW;
        if (tooMany <= 0) {
            return true;
        }
        long rest = tooMany > 10 ? LONGEST_REST_NANOS : SHORTEST_REST_NANOS << (tooMany - 1);
        return !context.stop().await(Math.min(rest, LONGEST_REST_NANOS));
    }

    /** Waits for the time, or for longer after a jam; returns whether to go on. */
    private boolean pauseUntil(long due) throws InterruptedException {
        if (due == 0) {
            return true;
        }
        long early = due + slot.slip - context.clock().now();
        if (early < -MAX_LATENESS_NANOS) {
            slot.slip -= early + MAX_LATENESS_NANOS;
        }
        return early <= 0 || !context.stop().await(early);
    }

    /** Waits while the target restarts and while the recorder is behind; returns whether to go on. */
    private boolean untilReady() throws InterruptedException {
        while (!context.target().awaitReady(READY_WAIT)) {
            if (context.stop().isGiven()) {
                return false;
            }
        }
        slot.lane.awaitRoom(context.stop());
        return !context.stop().isGiven();
    }

    /** Carries out one operation; returns whether the slot is still this worker's. */
    private boolean perform(O operation) {
        Client<O> own = client;
        if (own == null) {
            throw new IllegalStateException("not connected");
        }
        invocation.clear();
        function = own.prepare(operation, invocation);
        context.begun().increment();
        begin(slot.lane.record(slot.process(), EventType.INVOKE, function, invocation, Lane.NO_ERROR));
        completion.clear();
        String breakdown = null;
        try {
            own.call(completion);
        } catch (Throwable e) {
            // Whatever it was (a client in another language may throw what Java would have to declare), it came after
            // the
            // invocation: the operation may have taken effect.
            breakdown = e.toString();
            completion.clear();
            completion.info(breakdown);
        }
        if (!isBack()) {
            return false;
        }
        if (breakdown != null) {
            context.problems().add("a client broke down: " + breakdown);
        }
        complete(
                completion.type(),
                completion.value().isNil() ? invocation : completion.value(),
                completion.timestamps(),
                completion.error());
        return true;
    }

    private void complete(EventType type, Tape value, Tape timestamps, @Nullable String error) {
        int reason = error == null ? Lane.NO_ERROR : context.names().bounded(error);
        slot.lane.record(slot.process(), type, function, value, timestamps, reason);
        function = NONE;
        slot.failuresInARow = type == EventType.OK ? 0 : slot.failuresInARow + 1;
        if (type == EventType.INFO) {
            slot.nextProcess();
        }
    }

    // ── the deadline ────────────────────────────────────────────────────────────────────────────────────────────

    /** A call begins at a time. What was written before is there for who finds that it takes too long. */
    private void begin(long time) {
        CALL.setRelease(this, Math.max(1, time));
    }

    /** The call has returned; whether in time, so that the slot is still this worker's. */
    private boolean isBack() {
        long began = (long) CALL.getAcquire(this);
        return began != ABANDONED && CALL.compareAndSet(this, began, NO_CALL);
    }

    /**
     * Takes the slot away if a call has been under way for too long, and ends its operation as {@code info}. To be called by one
     * thread, which then is the only one that may use the slot.
     *
     * @return whether it did
     */
    boolean expire(Duration limit) {
        long began = (long) CALL.getAcquire(this);
        if (began <= NO_CALL
                || context.clock().now() - began < limit.toNanos()
                || !CALL.compareAndSet(this, began, ABANDONED)) {
            return false;
        }
        if (function != NONE) {
            if (client != null) {
                client.abandoned();
            }
            complete(EventType.INFO, invocation, NO_TIMESTAMPS, "no answer within " + limit.toMillis() + " ms");
        }
        return true;
    }
}
