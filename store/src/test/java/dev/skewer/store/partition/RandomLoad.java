package dev.skewer.store.partition;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Clients that do everything at once to a few hot invocations, and write down what they saw. */
final class RandomLoad {
    static final int CLIENTS = 8;
    static final int INVOCATIONS = 32;
    private static final int LONGEST_JOURNAL = 24;

    /** One call: a command with its outcome, or a read with what it saw. */
    record Op(int client, long start, long end, Object call, Object result) {}

    /** A read of several. */
    record Scan(List<Long> invocations, List<InvocationView> views) {}

    private final PartitionStore store;
    private final ReadIsolation isolation;
    private final long seed;
    private final AtomicLongArray live = new AtomicLongArray(INVOCATIONS);
    private final AtomicLong nextInvocation = new AtomicLong();
    private final AtomicLong nextEntry = new AtomicLong();

    RandomLoad(PartitionStore store, ReadIsolation isolation, long seed) {
        this.store = store;
        this.isolation = isolation;
        this.seed = seed;
        for (int i = 0; i < INVOCATIONS; i++) {
            live.set(i, nextInvocation.incrementAndGet());
        }
    }

    /** Runs all clients for so long, then reads everything once more in peace; the ops of each client in order. */
    List<Op> run(long millis) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<List<Op>>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(pool.submit(() -> client(number, deadline)));
            }
            List<Op> ops = new ArrayList<>();
            for (Future<List<Op>> client : clients) {
                ops.addAll(client.get());
            }
            return ops;
        } finally {
            pool.shutdownNow();
        }
    }

    /** A view of each live invocation, at the load's isolation. */
    List<Op> finalReads() {
        List<Op> ops = new ArrayList<>();
        try (PartitionReader reader = store.reader(isolation)) {
            for (int i = 0; i < INVOCATIONS; i++) {
                long invocation = live.get(i);
                long start = System.nanoTime();
                InvocationView view = reader.read(invocation, true);
                ops.add(new Op(CLIENTS, start, System.nanoTime(), invocation, view));
            }
        }
        return ops;
    }

    private List<Op> client(int number, long deadline) {
        Random random = new Random(seed * 31 + number);
        List<Op> ops = new ArrayList<>();
        int[] lengths = new int[INVOCATIONS];
        try (PartitionReader reader = store.reader(isolation)) {
            while (System.nanoTime() < deadline) {
                int slot = (int) (INVOCATIONS * Math.pow(random.nextDouble(), 2));
                long invocation = live.get(slot);
                int dice = lengths[slot] > LONGEST_JOURNAL ? 58 : random.nextInt(100);
                Object call;
                Object result;
                long start;
                if (dice < 70) {
                    Command command = command(random, dice, slot, invocation, lengths[slot]);
                    start = System.nanoTime();
                    call = command;
                    result = store.execute(command);
                    note(result, slot, lengths);
                } else if (dice < 95) {
                    boolean state = dice < 74;
                    start = System.nanoTime();
                    call = invocation;
                    InvocationView view =
                            dice < 86 ? reader.read(invocation, state) : reader.readRange(invocation, state);
                    result = view;
                    lengths[slot] =
                            view.metadata() == null ? 0 : view.metadata().length();
                } else {
                    long[] several = {live.get(random.nextInt(6)), live.get(random.nextInt(6)), invocation};
                    start = System.nanoTime();
                    call = several;
                    result = new Scan(List.of(several[0], several[1], several[2]), reader.scan(several));
                }
                ops.add(new Op(number, start, System.nanoTime(), call, result));
            }
        }
        return ops;
    }

    private Command command(Random random, int dice, int slot, long invocation, int length) {
        if (dice < 34) {
            return Commands.append(invocation, entry());
        } else if (dice < 40) {
            return Commands.setState(invocation, "k" + random.nextInt(3), entry());
        } else if (dice < 52) {
            return Commands.appendAll(
                    Commands.append(live.get(random.nextInt(6)), entry()),
                    Commands.append(live.get(random.nextInt(6)), entry()),
                    Commands.append(invocation, entry()));
        } else if (dice < 64) {
            return new Command.Trim(invocation, Math.max(0, length - 1 - random.nextInt(4)));
        } else if (dice < 69) {
            return new Command.Compact(invocation, Math.max(0, length - random.nextInt(6)));
        }
        live.set(slot, nextInvocation.incrementAndGet());
        return new Command.Purge(invocation);
    }

    private static void note(Object outcome, int slot, int[] lengths) {
        if (outcome instanceof Outcome.Appended appended) {
            lengths[slot] =
                    appended.positions().get(appended.positions().size() - 1).index() + 1;
        } else if (outcome instanceof Outcome.Trimmed trimmed) {
            lengths[slot] = trimmed.metadata().length();
        } else if (outcome instanceof Outcome.Purged) {
            lengths[slot] = 0;
        }
    }

    private String entry() {
        return Long.toString(nextEntry.incrementAndGet());
    }
}
