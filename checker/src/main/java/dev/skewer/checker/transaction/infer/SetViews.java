package dev.skewer.checker.transaction.infer;

/**
 * Which nodes of a graph stand for what reads of sets see, so that one description of dependencies serves several levels. Transactions
 * that add are the nodes of their own numbers.
 */
public interface SetViews {
    /** No node. */
    int NONE = -1;

    /** The node that comes after those that added what a read has. */
    int seeing(int microOp);

    /** The node that comes before those that added what a read lacks; {@link #NONE} if that says nothing. */
    int lacking(int microOp);

    /** The first number that is free for nodes that stand for nothing. */
    int firstFree();
}
