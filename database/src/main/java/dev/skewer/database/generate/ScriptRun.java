package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import dev.skewer.database.generate.AnomalyScript.MicroOperation;
import dev.skewer.database.generate.AnomalyScript.ScriptedTransaction;
import java.util.ArrayList;
import java.util.List;

/** One instance of an anomaly under way: the processes that take part, its keys, and the stage that it is in. */
final class ScriptRun {
    final AnomalyScript script;
    private final DataType type;
    private final Key[] keys = new Key[4];
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private int stage;
    /** How many transactions have yet to begin, or then to complete, in this stage. */
    private int outstanding;

    ScriptRun(AnomalyScript script, DataType type, KeyPool pool) {
        this.script = script;
        this.type = type;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = pool.fresh();
        }
    }

    /**
     * Takes a process that has nothing else to do.
     *
     * @return whether there are enough now
     */
    boolean join(SimulatedProcess process) {
        process.script = this;
        process.lane = processes.size();
        processes.add(process);
        return processes.size() == script.lanes();
    }

    /** Who takes part. */
    List<SimulatedProcess> processes() {
        return processes;
    }

    /**
     * Goes on to the next stage.
     *
     * @return who begins a transaction; all of them before anybody completes one; nobody if the script is at its end
     */
    List<SimulatedProcess> nextStage() {
        stage++;
        List<SimulatedProcess> beginning = script.transactions().stream()
                .filter(each -> each.from() == stage)
                .map(each -> processes.get(each.lane()))
                .toList();
        outstanding = beginning.size();
        return beginning;
    }

    /**
     * Notes that a transaction has begun.
     *
     * @return who completes a transaction now; nobody if others have yet to begin
     */
    List<SimulatedProcess> begun() {
        if (--outstanding > 0) {
            return List.of();
        }
        List<SimulatedProcess> ending = script.transactions().stream()
                .filter(each -> each.to() == stage)
                .map(each -> processes.get(each.lane()))
                .toList();
        outstanding = ending.size();
        return ending;
    }

    /**
     * Notes that a transaction has completed.
     *
     * @return whether the stage is at its end
     */
    boolean completed() {
        return --outstanding == 0;
    }

    /** Whether this was the last stage. */
    boolean isOver() {
        return stage == script.stages();
    }

    /** Whether the transaction of a process aborts. */
    boolean isFailed(SimulatedProcess process) {
        return transaction(process).isFailed();
    }

    /** Gives a process the micro-operations of its transaction. */
    void prepare(SimulatedProcess process) {
        MicroOperations operations = process.operations;
        operations.clear();
        for (MicroOperation each : transaction(process).microOperations()) {
            List<Key> asked = each.keys().stream().map(key -> keys[key]).toList();
            switch (each.kind()) {
                case WRITE -> operations.addWrite(asked.get(0), each.values().get(0));
                case READ -> operations.addSeen(asked.get(0), seen(each));
                case PREDICATE_READ -> operations.addSeenNothing(asked);
            }
        }
    }

    /** What a read gives back: of a register the last version. */
    private long[] seen(MicroOperation read) {
        long[] all = read.values().stream().mapToLong(Long::longValue).toArray();
        return type == DataType.RW_REGISTER && all.length > 1 ? new long[] {all[all.length - 1]} : all;
    }

    private ScriptedTransaction transaction(SimulatedProcess process) {
        return script.transactions().stream()
                .filter(each -> each.lane() == process.lane && each.from() <= stage && stage <= each.to())
                .findFirst()
                .orElseThrow();
    }
}
