package com.example.ownstore;

import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.target.*;
import java.util.*;

/** Says what there is to test. */
public final class OwnTargets implements TargetProvider {
    public List<TargetType> targets() {
        return List.of(TargetType.named("own-store", OwnTarget::new)
                .described("Journals in MVStore, a key-value store.", "Three maps; each write is a transaction.")
                .isolations(List.of("snapshot", "read-committed"), "snapshot")
                .protocols(Set.of(JournalConnection.class))
                .build());
    }
}
