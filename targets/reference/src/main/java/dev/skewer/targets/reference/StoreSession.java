package dev.skewer.targets.reference;

import dev.skewer.store.Command;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.StoreException;

/** One client's way to the reference store. Used by one thread. */
public interface StoreSession extends AutoCloseable {
    /**
     * Carries out a command and waits for its outcome.
     *
     * @throws StoreException that says what is known of it
     */
    Outcome execute(Command command);

    /** Has a command carried out that nobody waits for, if the store is there to do it. */
    void executeSoon(Command command);

    /**
     * What reads an invocation, and all that share its node.
     *
     * @throws StoreException if the store is not there
     */
    PartitionReader reader(long invocation);

    @Override
    void close();
}
