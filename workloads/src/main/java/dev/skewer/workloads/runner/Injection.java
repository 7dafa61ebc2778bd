package dev.skewer.workloads.runner;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.target.TargetLostException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one fault happen, and heals it each time. Each cycle leaves two events of process {@code :nemesis} and type {@code :info},
 * {@code {:phase :start …}} before it begins and {@code {:phase :heal}} when all is well again. One thread at a time.
 */
final class Injection {
    /** Longer than other faults that are on now go on for, and than a node takes to start. */
    private static final long PATIENCE_NANOS = 15_000_000_000L;

    private static final long PAUSE_NANOS = 50_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(Injection.class);

    private final String name;
    private final Fault fault;
    private final Lane lane;
    private final Names names;
    private final FaultBoard board;
    private final Problems problems;
    private final StopSignal run;
    private final StopSignal faultsOver;
    private final Tape value = new Tape();

    /**
     * The injection of one fault.
     *
     * @param run stopped if the target does not survive
     * @param faultsOver ends a cycle that is under way
     */
    Injection(
            String name,
            Fault fault,
            Lane lane,
            Names names,
            FaultBoard board,
            Problems problems,
            StopSignal run,
            StopSignal faultsOver) {
        this.name = name;
        this.fault = fault;
        this.lane = lane;
        this.names = names;
        this.board = board;
        this.problems = problems;
        this.run = run;
        this.faultsOver = faultsOver;
        board.expect(name);
    }

    /**
     * One cycle; returns whether another one makes sense.
     *
     * @param onStarted told when the fault has started, or failed to
     */
    boolean cycle(Fault.Cycle cycle, Runnable onStarted) throws InterruptedException {
        long begun = record("start", cycle.details(), cycle.nodes(), null);
        board.started(name, begun);
        String failure = null;
        try {
            failure = failure("", begun, () -> fault.start(cycle));
            onStarted.run();
            if (failure == null) {
                faultsOver.await(cycle.active().toNanos());
            }
        } finally {
            String unhealed = failure("it could not be healed: ", begun, fault::heal);
            failure = failure == null ? unhealed : failure;
            board.healed(name, record("heal", Map.of(), cycle.nodes(), failure));
        }
        return failure == null;
    }

    /**
     * Does something to the target; says what went wrong, and ends the run then. A target that does not come back is asked again for a
     * while if another fault was on, which may have brought it down in that very moment.
     *
     * @param begun when the cycle began
     */
    private @Nullable String failure(String what, long begun, Runnable action) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try {
            for (Runnable attempt = action; ; attempt = fault::heal) {
                try {
                    attempt.run();
                    return null;
                } catch (TargetLostException e) {
                    if (!board.isAnotherSince(name, begun) || System.nanoTime() - deadline > 0) {
                        throw e;
                    }
                    LOG.info("fault {}, again: {}", name, e.getMessage());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (TargetLostException e) {
            String failure = what + e.getMessage();
            problems.add("unavailable: fault " + name + ": " + failure);
            run.give(Ending.UNAVAILABLE);
            return failure;
        } catch (Throwable e) {
            String failure = what + e;
            problems.add("fault " + name + ": " + failure);
            run.give(Ending.PROBLEM);
            return failure;
        }
    }

    private long record(String phase, Map<String, Long> details, List<Integer> nodes, @Nullable String error) {
        value.clear();
        int map = value.begin(Token.MAP);
        value.addKeyword(names.of("phase"));
        value.addKeyword(names.of(phase));
        new TreeMap<>(details).forEach((key, number) -> {
            value.addKeyword(names.of(key));
            value.addInt(number);
        });
        if (!nodes.isEmpty()) {
            value.addKeyword(names.of("nodes"));
            int vector = value.begin(Token.VECTOR);
            nodes.forEach(value::addInt);
            value.end(vector);
        }
        value.end(map);
        int said = error == null ? Lane.NO_ERROR : names.bounded(error);
        return lane.record(Event.NEMESIS, EventType.INFO, names.of(name), value, said);
    }
}
