package dev.skewer.workloads.runner;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.TargetLostException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Injects one fault again and again until told to stop, and heals it each time, at the latest then. Each cycle leaves two
 * events of process {@code :nemesis} and type {@code :info}, {@code {:phase :start …}} before it begins and
 * {@code {:phase :heal}} when all is well again.
 */
final class Nemesis implements Runnable {
    private final String name;
    private final Fault fault;
    private final Seed seed;
    private final Lane lane;
    private final Names names;
    private final FaultBoard board;
    private final Problems problems;
    private final StopSignal run;
    private final StopSignal faultsOver;
    private final Tape value = new Tape();

    /**
     * A nemesis for one fault.
     *
     * @param run stopped if the target does not survive
     * @param faultsOver ends this
     */
    Nemesis(
            String name,
            Fault fault,
            Seed seed,
            Lane lane,
            Names names,
            FaultBoard board,
            Problems problems,
            StopSignal run,
            StopSignal faultsOver) {
        this.name = name;
        this.fault = fault;
        this.seed = seed;
        this.lane = lane;
        this.names = names;
        this.board = board;
        this.problems = problems;
        this.run = run;
        this.faultsOver = faultsOver;
        board.expect(name);
    }

    @Override
    public void run() {
        try {
            for (long number = 0; ; number++) {
                Fault.Cycle cycle = fault.plan(seed.split(number).dice());
                if (faultsOver.await(cycle.idle().toNanos()) || !inject(cycle)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            problems.add("fault " + name + " broke down: " + e);
            run.give(Ending.PROBLEM);
        }
    }

    /** One cycle; returns whether another one makes sense. */
    private boolean inject(Fault.Cycle cycle) throws InterruptedException {
        record("start", cycle.details(), cycle.nodes(), null);
        board.started(name, cycle.active());
        String error = null;
        boolean lost = false;
        try {
            fault.start(cycle);
            faultsOver.await(cycle.active().toNanos());
        } catch (TargetLostException e) {
            error = String.valueOf(e.getMessage());
            lost = true;
        } catch (RuntimeException | Error e) {
            error = e.toString();
        } finally {
            fault.heal();
            board.healed(name);
            record("heal", Map.of(), cycle.nodes(), error);
        }
        if (error != null) {
            problems.add("fault " + name + ": " + error);
            run.give(Ending.PROBLEM);
        }
        return !lost && error == null;
    }

    private void record(String phase, Map<String, Long> details, List<Integer> nodes, @Nullable String error) {
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
        lane.record(Event.NEMESIS, EventType.INFO, names.of(name), value, said);
    }
}
