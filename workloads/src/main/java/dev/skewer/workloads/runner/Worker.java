package dev.skewer.workloads.runner;

import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.generator.SlotStream;
import dev.skewer.workloads.generator.Step;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetLostException;
import java.time.Duration;

/**
 * One slot: a thread that plays one logical process after another. An operation that ends as {@code info} ends its
 * process; the next one has the same slot, the same stream of operations and the id {@code process + slots} (Jepsen's
 * rule).
 */
final class Worker<O> implements Runnable {
    /** How long to wait for the target between two looks at whether the run is to end. */
    private static final Duration READY_WAIT = Duration.ofMillis(50);
    /** How late an operation may be before the schedule is moved instead of caught up with. */
    private static final long MAX_LATENESS_NANOS = 100_000_000;

    private final int slots;
    private final SlotStream<O> stream;
    private final Client<O> client;
    private final Target target;
    private final Lane lane;
    private final Rounds rounds;
    private final RunClock clock;
    private final Names names;
    private final Problems problems;
    private final StopSignal stop;
    private final Tape invocation = new Tape();
    private final Completion completion = new Completion();
    private volatile int process;
    private long slip;

    Worker(
            int process,
            int slots,
            SlotStream<O> stream,
            Client<O> client,
            Target target,
            Lane lane,
            Rounds rounds,
            RunClock clock,
            Names names,
            Problems problems,
            StopSignal stop) {
        this.process = process;
        this.slots = slots;
        this.stream = stream;
        this.client = client;
        this.target = target;
        this.lane = lane;
        this.rounds = rounds;
        this.clock = clock;
        this.names = names;
        this.problems = problems;
        this.stop = stop;
    }

    /** The process that it plays now, or played last. */
    int process() {
        return process;
    }

    @Override
    public void run() {
        try {
            play();
        } catch (InterruptedException e) {
            stop.give(Ending.INTERRUPTED);
        } catch (TargetLostException e) {
            problems.add(String.valueOf(e.getMessage()));
            stop.give(Ending.PROBLEM);
        } catch (RuntimeException | Error e) {
            problems.add("process " + process + " broke down: " + e);
            stop.give(Ending.PROBLEM);
        } finally {
            rounds.leave();
            client.close();
        }
    }

    private void play() throws InterruptedException {
        while (!stop.isGiven()) {
            Step<O> step = stream.next(clock.now());
            if (step instanceof Step.Emit<O> emit) {
                if (pauseUntil(emit.due()) && untilReady()) {
                    perform(emit.operation());
                }
            } else if (step instanceof Step.Await<O>) {
                rounds.await(stop);
            } else {
                return;
            }
        }
    }

    /** Waits for the time, or for longer after a jam; returns whether to go on. */
    private boolean pauseUntil(long due) throws InterruptedException {
        if (due == 0) {
            return true;
        }
        long early = due + slip - clock.now();
        if (early < -MAX_LATENESS_NANOS) {
            slip -= early + MAX_LATENESS_NANOS;
        }
        return early <= 0 || !stop.await(early);
    }

    /** Waits while the target restarts and while the recorder is behind; returns whether to go on. */
    private boolean untilReady() throws InterruptedException {
        while (!target.awaitReady(READY_WAIT)) {
            if (stop.isGiven()) {
                return false;
            }
        }
        lane.awaitRoom(stop);
        return !stop.isGiven();
    }

    private void perform(O operation) {
        invocation.clear();
        int f = client.prepare(operation, invocation);
        lane.record(process, EventType.INVOKE, f, invocation, Lane.NO_ERROR);
        completion.clear();
        try {
            client.call(completion);
        } catch (RuntimeException | Error e) {
            // Whatever it was, it came after the invocation: the operation may have taken effect.
            completion.clear();
            completion.info(e.toString());
            problems.add("a client broke down: " + e);
        }
        String error = completion.error();
        lane.record(
                process,
                completion.type(),
                f,
                completion.value().isNil() ? invocation : completion.value(),
                error == null ? Lane.NO_ERROR : names.bounded(error));
        if (completion.type() == EventType.INFO) {
            int ended = process;
            process = ended + slots;
        }
    }
}
