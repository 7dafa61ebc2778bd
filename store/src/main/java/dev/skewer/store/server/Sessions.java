package dev.skewer.store.server;

import dev.skewer.store.StoreException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.thrift.TProcessor;
import org.apache.thrift.TProcessorFactory;
import org.apache.thrift.transport.TTransport;

/** The connections that a server has not found to be ended. */
final class Sessions extends TProcessorFactory {
    private final Leadership leadership;
    private final CallRules rules;
    private final Consumer<StoreException> onBroken;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();

    /**
     * None yet.
     *
     * @param onBroken told when the store will never write again, or cannot be opened, after the client was told
     */
    Sessions(Leadership leadership, CallRules rules, Consumer<StoreException> onBroken) {
        super(null);
        this.leadership = leadership;
        this.rules = rules;
        this.onBroken = onBroken;
    }

    @Override
    public TProcessor getProcessor(TTransport connection) {
        Session session = new Session(leadership, rules, this, connection, onBroken);
        open.add(session);
        return session;
    }

    int count() {
        return open.size();
    }

    void forget(Session session) {
        open.remove(session);
    }

    /** Ends all but one: what they are carrying out they carry out to its end, and what has not arrived yet never will. */
    void endOthers(Session last) {
        open.stream().filter(session -> session != last).forEach(Session::disconnect);
    }
}
