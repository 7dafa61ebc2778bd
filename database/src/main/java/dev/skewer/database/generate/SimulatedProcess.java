package dev.skewer.database.generate;

import dev.skewer.database.Session;
import dev.skewer.database.Transaction;
import dev.skewer.history.EventType;
import org.jspecify.annotations.Nullable;

/** A logical process: what it does at the moment, and when it goes on. */
final class SimulatedProcess implements Comparable<SimulatedProcess> {
    /** What it does when its time comes. */
    enum Phase {
        /** Looks for something to do. */
        NEXT,
        /** Begins its transaction, and does the first micro-operation. */
        BEGIN,
        /** Does the next micro-operation. */
        EXECUTE,
        /** Commits, or aborts. */
        END,
        /** Learns the outcome. */
        COMPLETE,
        /** Begins its transaction of a script. */
        BEGIN_SCRIPTED,
        /** Completes its transaction of a script. */
        COMPLETE_SCRIPTED
    }

    final int id;
    final Session session;
    final Transaction transaction = new Transaction();
    final MicroOperations operations = new MicroOperations();

    Phase phase = Phase.NEXT;

    /** When it goes on, in nanoseconds of the run. */
    long time;

    /** Tells apart what happens at the same time. */
    long turn;

    /** The micro-operation that comes next. */
    int step;

    /** How its transaction ends. */
    EventType outcome = EventType.OK;

    /** How many steps it does before the outcome is unknown to it; only of a transaction that ends so. */
    int stepsUntilUnknown;

    /** Whether the transaction commits, if the outcome is unknown. */
    boolean commits;

    /** Whether the client has given up, and only the database is still at it. */
    boolean isDetached;

    /** The script that it takes part in. */
    @Nullable ScriptRun script;

    /** Its lane in the script. */
    int lane;

    SimulatedProcess(int id, Session session) {
        this.id = id;
        this.session = session;
    }

    @Override
    public int compareTo(SimulatedProcess other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(turn, other.turn);
    }
}
