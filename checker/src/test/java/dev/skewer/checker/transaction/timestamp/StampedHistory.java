package dev.skewer.checker.transaction.timestamp;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.history.TransactionHistoryBuilder;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A tiny history with the timestamps that its store claims: mostly right ones of a store that mostly keeps to them.
 *
 * @param history the transactions
 * @param stamps by transaction, as they stand in the history; empty if it has none
 */
record StampedHistory(TinyHistory history, List<List<Integer>> stamps) {
    StampedHistory {
        stamps = List.copyOf(stamps);
    }

    /** The events as a file has them. */
    String edn() {
        List<Transaction> all = history.transactions();
        List<Integer> completed = new ArrayList<>();
        for (int t = 0; t < all.size(); t++) {
            if (all.get(t).completed() != Integer.MAX_VALUE) {
                completed.add(t);
            }
        }
        completed.sort(Comparator.comparingInt(t -> all.get(t).completed()));
        var text = new StringBuilder();
        int next = 0;
        for (String line : history.edn().lines().toList()) {
            List<Integer> stamp = line.contains(":type :invoke") ? List.of() : stamps.get(completed.get(next++));
            text.append(stamp.isEmpty() ? line : line.substring(0, line.length() - 1) + ", :ts " + vector(stamp) + "}")
                    .append('\n');
        }
        return text.toString();
    }

    private static String vector(List<Integer> stamp) {
        return stamp.toString().replace(",", "");
    }

    /** The same as a checker has it. */
    TransactionHistory columns() {
        var builder = new TransactionHistoryBuilder(history.type(), "tiny", true);
        byte[] text = edn().getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = Histories.read(new ByteArrayInputStream(text), "tiny", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                builder.accept(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder.build();
    }

    /** A random one: at most six transactions of three processes on two objects. */
    static StampedHistory of(DataType type, boolean isSerializable, long seed) {
        return new Store(type, isSerializable, new Random(seed * 0x9E3779B97F4A7C15L)).run();
    }

    /** A store that goes step by step, with a clock that moves with each commit. */
    private static final class Store {
        private static final int PROCESSES = 3;

        private final DataType type;
        private final boolean isSerializable;
        private final Random random;
        private final double mistakes;
        private final double unknown;
        private final List<Running> running = new ArrayList<>();
        private final List<Transaction> done = new ArrayList<>();
        private final List<Committed> committed = new ArrayList<>();
        private final List<List<Integer>> stamps = new ArrayList<>();
        private int clock;
        private int rank;
        private int lastValue;

        private record Running(int process, int number, int invoked, int start, List<MicroOp> plan) {}

        private record Committed(int at, List<MicroOp> microOps) {}

        Store(DataType type, boolean isSerializable, Random random) {
            this.type = type;
            this.isSerializable = isSerializable;
            this.random = random;
            mistakes = random.nextBoolean() ? 0 : 0.15;
            unknown = random.nextBoolean() ? 0 : 0.3;
        }

        StampedHistory run() {
            int count = 2 + random.nextInt(5);
            int begun = 0;
            List<Integer> process = new ArrayList<>(List.of(0, 1, 2));
            int nextProcess = PROCESSES;
            while (begun < count || !running.isEmpty()) {
                int slot = random.nextInt(PROCESSES);
                int number = process.get(slot);
                Running now = running.stream()
                        .filter(r -> r.process == number)
                        .findFirst()
                        .orElse(null);
                if (now != null) {
                    running.remove(now);
                    if (complete(now) == Outcome.INFO) {
                        process.set(slot, nextProcess++);
                    }
                } else if (begun < count) {
                    running.add(new Running(number, begun++, rank++, clock, plan()));
                    stamps.add(List.of());
                }
            }
            done.sort(Comparator.comparingInt(Transaction::invoked));
            return new StampedHistory(new TinyHistory(type, done), stamps);
        }

        private boolean chance(double share) {
            return random.nextDouble() < share;
        }

        private List<MicroOp> plan() {
            List<MicroOp> plan = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                int key = random.nextInt(2);
                plan.add(random.nextBoolean() ? MicroOp.write(key, ++lastValue) : MicroOp.read(key, List.of()));
            }
            return plan;
        }

        private Outcome complete(Running r) {
            Outcome outcome = chance(unknown) ? Outcome.INFO : chance(0.1) ? Outcome.FAIL : Outcome.OK;
            boolean writes = r.plan.stream().anyMatch(m -> !m.reads());
            boolean isHarmless = isSerializable || !conflicts(r) || chance(mistakes);
            boolean commits = outcome == Outcome.OK || (outcome == Outcome.INFO && random.nextBoolean());
            if (!isHarmless && outcome == Outcome.OK) {
                outcome = Outcome.FAIL;
                commits = false;
            }
            int moment = isSerializable && writes ? clock : r.start;
            List<MicroOp> answered = outcome == Outcome.OK ? answered(r, moment) : r.plan;
            if (commits && writes) {
                clock += chance(mistakes) ? 0 : 1;
                committed.add(new Committed(clock, r.plan));
            }
            if (outcome == Outcome.OK) {
                stamps.set(r.number, stamp(r.start, writes));
            }
            done.add(new Transaction(
                    r.process, outcome, r.invoked, outcome == Outcome.INFO ? Integer.MAX_VALUE : rank++, answered));
            return outcome;
        }

        private boolean conflicts(Running r) {
            return committed.stream()
                    .filter(c -> c.at > r.start)
                    .flatMap(c -> c.microOps.stream())
                    .anyMatch(m -> !m.reads() && r.plan.stream().anyMatch(o -> !o.reads() && o.key() == m.key()));
        }

        private List<Integer> stamp(int start, boolean writes) {
            int told = chance(mistakes) ? start + random.nextInt(3) - 1 : start;
            if (chance(mistakes / 2)) {
                return List.of();
            }
            return writes && !chance(mistakes / 3) ? List.of(told, clock) : List.of(told);
        }

        private List<MicroOp> answered(Running r, int moment) {
            List<MicroOp> answered = new ArrayList<>();
            for (int i = 0; i < r.plan.size(); i++) {
                MicroOp m = r.plan.get(i);
                int at = chance(mistakes) ? random.nextInt(clock + 1) : moment;
                answered.add(m.reads() ? MicroOp.read(m.key(), state(m.key(), at, r.plan.subList(0, i))) : m);
            }
            return answered;
        }

        private List<Integer> state(int key, int moment, List<MicroOp> own) {
            List<MicroOp> all = new ArrayList<>();
            committed.stream().filter(c -> c.at <= moment).forEach(c -> all.addAll(c.microOps));
            all.addAll(own);
            List<Integer> state = new ArrayList<>();
            all.stream().filter(m -> !m.reads() && m.key() == key).forEach(m -> {
                if (type == DataType.REGISTER) {
                    state.clear();
                }
                state.add(m.written());
            });
            return state;
        }
    }
}
