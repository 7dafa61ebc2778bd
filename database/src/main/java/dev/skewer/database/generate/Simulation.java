package dev.skewer.database.generate;

import dev.skewer.database.Database;
import dev.skewer.database.Transaction.Commit;
import dev.skewer.database.generate.SimulatedProcess.Phase;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.workloads.generator.Dice;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** One run of simulated processes on a database, in virtual time. */
final class Simulation {
    /** A step takes up to so many nanoseconds, half of them on average. */
    private static final int LONGEST_STEP = 100_000;

    private final HistorySpec spec;
    private final boolean hasTimestamps;
    private final Database database;
    private final KeyPool keys;
    private final EventComposer composer;
    private final Dice dice;

    /** Who goes on when. */
    private final PriorityQueue<SimulatedProcess> schedule = new PriorityQueue<>();

    private long turns;

    /** Anomalies that wait for processes, which takes precedence over all else that these could do. */
    private final Deque<ScriptRun> waiting = new ArrayDeque<>();

    /** How many transactions have begun, or will as part of an anomaly. */
    private long planned;

    private long ok;
    private long fail;
    private long info;
    private long conflicts;
    private final TreeMap<String, Long> injected = new TreeMap<>();

    Simulation(HistorySpec spec, boolean hasTimestamps, EventSink sink) {
        this.spec = spec;
        this.hasTimestamps = hasTimestamps;
        database = new Database(spec.level(), spec.defects(), spec.seed());
        keys = new KeyPool(spec.type(), spec.keys());
        composer = new EventComposer(spec.type(), sink);
        dice = spec.seed().split("processes").dice();
        spec.injections().keySet().forEach(name -> injected.put(name, 0L));
    }

    GenerationSummary run() throws IOException {
        for (int id = 0; id < spec.processes(); id++) {
            later(new SimulatedProcess(id, database.session()), Phase.NEXT, 0);
        }
        for (SimulatedProcess process = schedule.poll(); process != null; process = schedule.poll()) {
            advance(process);
        }
        return new GenerationSummary(ok + fail + info, ok, fail, info, conflicts, injected);
    }

    private void later(SimulatedProcess process, Phase phase, long now) {
        process.phase = phase;
        process.time = now + 1 + dice.below(LONGEST_STEP);
        process.turn = turns++;
        schedule.add(process);
    }

    private void advance(SimulatedProcess process) throws IOException {
        switch (process.phase) {
            case NEXT -> next(process);
            case BEGIN, EXECUTE, END -> step(process);
            case COMPLETE -> complete(process);
            case BEGIN_SCRIPTED -> beginScripted(process);
            case COMPLETE_SCRIPTED -> completeScripted(process);
        }
    }

    /** Takes part in an anomaly, begins a transaction of its own, or does no more. */
    private void next(SimulatedProcess process) throws IOException {
        if (!waiting.isEmpty()) {
            join(process);
        } else if (planned < spec.transactions()) {
            planned++;
            begin(process);
            inject();
        }
    }

    private void begin(SimulatedProcess process) throws IOException {
        MicroOperations operations = process.operations;
        operations.clear();
        boolean isReadOnly = dice.chance(spec.shape().readOnly());
        int length = dice.between(spec.shape().minLength(), spec.shape().maxLength());
        for (int i = 0; i < length; i++) {
            boolean isRead = isReadOnly || dice.chance(0.5);
            // Without any no chance is asked for, so that a seed gives what it gave before there were any.
            if (isRead
                    && spec.shape().predicateReads() > 0
                    && dice.chance(spec.shape().predicateReads())) {
                keys.addPredicateRead(dice, operations);
            } else {
                keys.add(dice, isRead, operations);
            }
        }
        double luck = dice.fraction();
        process.outcome =
                luck < spec.fail() ? EventType.FAIL : luck < spec.fail() + spec.info() ? EventType.INFO : EventType.OK;
        if (process.outcome == EventType.INFO) {
            process.stepsUntilUnknown = dice.between(1, length + 2);
            process.commits = dice.chance(0.5);
        }
        composer.emit(process.time, process.id, EventType.INVOKE, operations);
        later(process, Phase.BEGIN, process.time);
    }

    private void step(SimulatedProcess process) throws IOException {
        if (process.outcome == EventType.INFO && !process.isDetached && --process.stepsUntilUnknown == 0) {
            detach(process);
        }
        switch (process.phase) {
            case BEGIN -> {
                process.session.begin(process.transaction);
                if (!process.operations.own(process.transaction)) {
                    later(process, Phase.BEGIN, process.time);
                    return;
                }
                process.step = 0;
                execute(process);
            }
            case EXECUTE -> execute(process);
            default -> end(process);
        }
    }

    private void execute(SimulatedProcess process) {
        process.step = process.operations.execute(process.step, process.transaction);
        later(process, process.step < process.operations.size() ? Phase.EXECUTE : Phase.END, process.time);
    }

    private void end(SimulatedProcess process) {
        boolean aborts = process.outcome == EventType.FAIL || (process.outcome == EventType.INFO && !process.commits);
        if (aborts) {
            process.transaction.abort();
        } else {
            Commit commit = process.transaction.commit();
            while (commit == Commit.CONFLICT) {
                conflicts++;
                again(process);
                commit = process.transaction.commit();
            }
            if (commit == Commit.PARTLY) {
                later(process, Phase.END, process.time);
                return;
            }
        }
        if (!process.isDetached) {
            later(process, Phase.COMPLETE, process.time);
        }
    }

    /** Does the whole transaction again, at one moment. */
    private static void again(SimulatedProcess process) {
        process.session.beginAgain(process.transaction);
        process.operations.forget();
        int at = 0;
        while (at < process.operations.size()) {
            at = process.operations.execute(at, process.transaction);
        }
    }

    private void complete(SimulatedProcess process) throws IOException {
        if (process.outcome == EventType.INFO) {
            detach(process);
            return;
        }
        if (process.outcome == EventType.OK) {
            ok++;
        } else {
            fail++;
        }
        if (hasTimestamps && process.outcome == EventType.OK) {
            composer.emit(process.time, process.id, process.operations, process.transaction);
        } else {
            composer.emit(process.time, process.id, process.outcome, process.operations);
        }
        later(process, Phase.NEXT, process.time);
    }

    /** The client gives up: the transaction may go on, but the process does not, and another takes its place. */
    private void detach(SimulatedProcess process) throws IOException {
        info++;
        process.isDetached = true;
        composer.emit(process.time, process.id, EventType.INFO, process.operations);
        later(new SimulatedProcess(process.id + spec.processes(), database.session()), Phase.NEXT, process.time);
    }

    /** Begins instances of anomalies by chance, as long as there are transactions left for them. */
    private void inject() throws IOException {
        for (Map.Entry<String, Double> each : spec.injections().entrySet()) {
            AnomalyScript script = AnomalyScripts.named(each.getKey()).orElseThrow();
            int size = script.transactions().size();
            if (dice.chance(each.getValue()) && planned + size <= spec.transactions()) {
                planned += size;
                injected.merge(script.name(), 1L, Long::sum);
                waiting.add(new ScriptRun(script, spec.type(), keys));
            }
        }
    }

    /** Takes part in the anomaly that waits longest; the last one to come lets it begin. */
    private void join(SimulatedProcess process) {
        ScriptRun run = waiting.element();
        if (run.join(process)) {
            waiting.remove();
            nextStage(run, process.time);
        }
    }

    private void nextStage(ScriptRun run, long now) {
        for (SimulatedProcess process : run.nextStage()) {
            later(process, Phase.BEGIN_SCRIPTED, now);
        }
    }

    private void beginScripted(SimulatedProcess process) throws IOException {
        ScriptRun run = script(process);
        run.prepare(process);
        composer.emit(process.time, process.id, EventType.INVOKE, process.operations);
        for (SimulatedProcess each : run.begun()) {
            later(each, Phase.COMPLETE_SCRIPTED, process.time);
        }
    }

    private void completeScripted(SimulatedProcess process) throws IOException {
        ScriptRun run = script(process);
        EventType outcome = run.isFailed(process) ? EventType.FAIL : EventType.OK;
        if (outcome == EventType.OK) {
            ok++;
        } else {
            fail++;
        }
        composer.emit(process.time, process.id, outcome, process.operations);
        if (!run.completed()) {
            return;
        }
        if (!run.isOver()) {
            nextStage(run, process.time);
            return;
        }
        for (SimulatedProcess each : run.processes()) {
            each.script = null;
            later(each, Phase.NEXT, process.time);
        }
    }

    private static ScriptRun script(SimulatedProcess process) {
        return Objects.requireNonNull(process.script, "a process that plays its part in no anomaly");
    }
}
