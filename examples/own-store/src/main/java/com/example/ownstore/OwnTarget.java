package com.example.ownstore;

import dev.skewer.workloads.target.*;
import java.time.Duration;
import org.h2.engine.IsolationLevel;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.tx.TransactionStore;

/** A store that is open. */
final class OwnTarget implements Target {
    private final MVStore store;
    final TransactionStore transactions;
    final IsolationLevel isolation;
    OwnTarget(TargetSettings settings) {
        settings.directory().toFile().mkdirs();
        store = MVStore.open(settings.directory().resolve("own.store").toString());
        transactions = new TransactionStore(store);
        transactions.init();
        isolation = settings.isolation().equals("snapshot") ? IsolationLevel.SNAPSHOT : IsolationLevel.READ_COMMITTED;
    }

    public <C extends Connection> C connect(Class<C> protocol) { return protocol.cast(new OwnConnection(this)); }
    public boolean awaitReady(Duration limit) { return true; } // it never restarts
    public boolean quiesce(Duration limit) { return true; } // a call that has returned has taken effect
    public void close() { store.close(); }
}
