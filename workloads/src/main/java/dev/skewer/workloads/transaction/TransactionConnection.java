package dev.skewer.workloads.transaction;

import dev.skewer.workloads.target.Connection;
import java.util.List;

/**
 * The protocol of transactional workloads: what a target does that keeps lists and registers under integer keys, and reads and
 * writes several of them in one transaction at the level under test.
 *
 * <p>Lists and registers are apart: the list of a key and the register of the same key are two objects. Both begin absent. A
 * transaction is not known before it is called, so a target opens what it needs when it is first written.
 *
 * <p>A transaction is given whole, for some stores take it so (a script, a queue of commands) and those with sessions execute it
 * statement by statement. What a target aborts, because of a conflict or for any other reason, is a
 * {@link dev.skewer.workloads.target.NoEffectException}, and is not tried again by the target: an aborted transaction is part of the
 * history, as others must not see it. A commit without an answer is a {@link dev.skewer.workloads.target.OutcomeUnknownException}.
 */
public interface TransactionConnection extends Connection {
    /**
     * Carries out a transaction and commits it: the micro-operations in their order, each seeing those before it.
     *
     * @param operations at least one; the reads of it have read nothing yet
     * @return the same micro-operations in the same order, each read with what it read
     * @throws dev.skewer.workloads.target.NoEffectException if it was aborted: no other transaction must ever see its writes
     * @throws dev.skewer.workloads.target.OutcomeUnknownException if it is not known whether it was committed, or will be
     */
    List<MicroOperation> transact(List<MicroOperation> operations);

    /**
     * Carries out a transaction as {@link #transact} does, and says which timestamps it has, where the target gives it any.
     *
     * @param operations at least one; the reads of it have read nothing yet
     */
    default TransactionAnswer answer(List<MicroOperation> operations) {
        return new TransactionAnswer(transact(operations), null);
    }
}
