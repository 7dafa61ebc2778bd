package dev.skewer.targets.reference;

import dev.skewer.workloads.counter.CounterConnection;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.set.SetConnection;
import dev.skewer.workloads.target.Connection;
import java.util.Set;

/**
 * The protocols that the reference store speaks. Registers, sets and counters are journals too: a register is the newest entry, which a
 * compare-and-set appends on condition of the length; a set is the entries; a counter is the length.
 */
public final class StoreProtocols {
    /** All of them. */
    public static final Set<Class<? extends Connection>> ALL =
            Set.of(JournalConnection.class, RegisterConnection.class, SetConnection.class, CounterConnection.class);

    private StoreProtocols() {}

    /**
     * A connection.
     *
     * @param protocol one of {@link #ALL}
     * @param session what it speaks through; closed with it
     */
    public static <C extends Connection> C connection(Class<C> protocol, StoreSession session) {
        var journals = new StoreJournalConnection(session);
        Connection speaking = journals;
        if (protocol.equals(RegisterConnection.class)) {
            speaking = new StoreRegisterConnection(journals);
        } else if (protocol.equals(SetConnection.class)) {
            speaking = new StoreSetConnection(journals);
        } else if (protocol.equals(CounterConnection.class)) {
            speaking = new StoreCounterConnection(journals);
        }
        return protocol.cast(speaking);
    }
}
