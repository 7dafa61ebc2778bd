package dev.skewer.harness.interleaving;

import dev.skewer.checker.Verdict;
import dev.skewer.store.YieldPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interleaving that was carried out.
 *
 * @param moves what was done, in order
 * @param verdict of the checker on what was recorded
 */
public record Execution(List<Move> moves, Verdict verdict) {
    /** Copies the list. */
    public Execution {
        moves = List.copyOf(moves);
    }

    /**
     * A process goes on, from where its operation stood to where it stops.
     *
     * @param process which
     * @param operation the number of its operation in the list
     * @param from where it stood; null where the operation begins
     * @param to where it stops; null where the operation ends
     * @param choices the processes that could have gone on in its place, and itself
     * @param interrupted the process that was in the middle of an operation and could have gone on with it; -1 if none was
     * @param expected the process that would have gone on if nothing had been changed
     */
    public record Move(
            int process,
            int operation,
            @Nullable YieldPoint from,
            @Nullable YieldPoint to,
            List<Integer> choices,
            int interrupted,
            int expected) {
        /** Copies the list. */
        public Move {
            choices = List.copyOf(choices);
        }

        /** Whether choosing a process here takes another off in the middle of an operation. */
        boolean wouldPreempt(int chosen) {
            return interrupted >= 0 && chosen != interrupted;
        }
    }

    /** The processes in the order in which they went on. */
    public List<Integer> schedule() {
        return moves.stream().map(Move::process).toList();
    }

    /** How often a process was taken off in the middle of an operation while it could have gone on. */
    public int preemptions() {
        return (int)
                moves.stream().filter(move -> move.wouldPreempt(move.process())).count();
    }
}
