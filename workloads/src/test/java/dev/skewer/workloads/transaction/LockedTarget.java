package dev.skewer.workloads.transaction;

import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetType;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists and registers in memory, one transaction at a time; now and then one is aborted, or its answer is lost. */
public final class LockedTarget implements Target {
    /** For specs and runs. */
    public static final TargetType TYPE = TargetType.named("locked", settings -> new LockedTarget())
            .isolations(List.of("locked", "loose"), "locked")
            .consistency((isolation, options) ->
                    isolation.equals("locked") ? Optional.of("strict-serializable") : Optional.empty())
            .protocols(Set.of(TransactionConnection.class))
            .build();

    private static final int ABORTED = 29;
    private static final int UNANSWERED = 97;

    private final Map<Long, List<Long>> lists = new HashMap<>();
    private final Map<Long, Long> registers = new HashMap<>();
    private int calls;

    private LockedTarget() {}

    private synchronized List<MicroOperation> transact(List<MicroOperation> operations) {
        calls++;
        if (calls % ABORTED == 0) {
            throw new NoEffectException("aborted");
        }
        var done = new ArrayList<MicroOperation>();
        for (MicroOperation operation : operations) {
            done.add(carriedOut(operation));
        }
        if (calls % UNANSWERED == 0) {
            throw new OutcomeUnknownException("no answer");
        }
        return done;
    }

    private MicroOperation carriedOut(MicroOperation operation) {
        if (operation instanceof Append append) {
            lists.computeIfAbsent(append.key(), key -> new ArrayList<>()).add(append.element());
        } else if (operation instanceof Write write) {
            registers.put(write.key(), write.value());
        } else if (operation instanceof ReadList read) {
            return new ReadList(read.key(), lists.get(read.key()));
        } else if (operation instanceof ReadRegister read) {
            return new ReadRegister(read.key(), registers.get(read.key()));
        } else if (operation instanceof PredicateRead read) {
            Map<Long, Long> found = new HashMap<>(registers);
            found.keySet().retainAll(read.keys());
            return new PredicateRead(read.keys(), found);
        }
        return operation;
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        return protocol.cast(new TransactionConnection() {
            @Override
            public List<MicroOperation> transact(List<MicroOperation> operations) {
                return LockedTarget.this.transact(operations);
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public boolean awaitReady(Duration limit) {
        return true;
    }

    @Override
    public boolean quiesce(Duration limit) {
        return true;
    }

    @Override
    public void close() {}
}
