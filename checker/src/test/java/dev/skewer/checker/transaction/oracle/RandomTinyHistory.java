package dev.skewer.checker.transaction.oracle;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random history of a few transactions, as a store of some isolation would have answered, with wrong answers now and then: values
 * of other transactions, of such as failed, of the same one earlier and later, of nobody, and nil.
 */
public final class RandomTinyHistory {
    /** What the store lets a transaction see; the first two mostly answer what a good one would. */
    private enum Store {
        NEWEST,
        SNAPSHOT,
        SOME_PREFIX,
        SOME_TRANSACTIONS,
        EACH_READ_ANEW,
        ANYTHING
    }

    private final Random random;
    private final DataType type;
    private final Store store;
    /** Whether transactions mostly write one object, or read all: what shows that two see others in different orders. */
    private final boolean isSplit;

    private final int keys;
    private final int microOps;
    private final double wrongAnswers;
    private final double repeatedValues;
    /** So many values are written to one object at most. */
    private final int mostValues;

    private final int failures;
    private final double predicateReads;
    private final double conditionalWrites;

    private final List<Transaction> done = new ArrayList<>();
    /** Those that took effect, in that order. */
    private final List<List<MicroOp>> effects = new ArrayList<>();

    private int lastValue;
    private int rank;

    private RandomTinyHistory(
            DataType type, Random random, double predicateReads, double conditionalWrites, boolean repeatsValues) {
        this.type = type;
        this.random = random;
        isSplit = random.nextInt(3) == 0;
        store = isSplit ? Store.SOME_TRANSACTIONS : Store.values()[random.nextInt(Store.values().length)];
        keys = 1 + random.nextInt(4);
        microOps = 1 + random.nextInt(5);
        wrongAnswers = isSplit || random.nextInt(3) == 0 ? 0 : random.nextInt(3) == 0 ? 0.3 : 0.1;
        double seldom = random.nextInt(6) == 0 ? 0.3 : 0;
        repeatedValues = repeatsValues ? 0.3 + 0.7 * random.nextDouble() : seldom;
        mostValues = repeatsValues ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
        failures = random.nextInt(3);
        this.predicateReads = predicateReads;
        this.conditionalWrites = conditionalWrites;
    }

    /** One that has been invoked, and what it will see. */
    private record Running(int process, int invoked, int snapshot, List<MicroOp> microOps) {}

    /**
     * A random history: at most six transactions that take effect or may, and as many as failed.
     *
     * @param type what the keys stand for
     * @param seed the same seed gives the same history
     */
    public static TinyHistory of(DataType type, long seed) {
        return of(type, seed, 0, 0, false);
    }

    private static TinyHistory of(
            DataType type, long seed, double predicateReads, double conditionalWrites, boolean repeatsValues) {
        var random = new Random(seed * 0x9E3779B97F4A7C15L);
        return new RandomTinyHistory(type, random, predicateReads, conditionalWrites, repeatsValues).run();
    }

    /** The same, where some reads are predicate reads of several objects. */
    public static TinyHistory withPredicateReads(DataType type, long seed) {
        return of(type, seed, 0.6, 0, false);
    }

    /** The same, of registers, where some writes are conditional. */
    public static TinyHistory withConditionalWrites(long seed) {
        return of(DataType.REGISTER, seed, 0, 0.5, false);
    }

    /** The same, in which most values are written more than once. */
    public static TinyHistory withRepeatedValues(DataType type, long seed) {
        return of(type, seed, 0, 0, true);
    }

    private TinyHistory run() {
        int count = Math.max(2 + random.nextInt(5), 2 + random.nextInt(5));
        int processes = 1 + random.nextInt(4);
        Running[] running = new Running[processes];
        int[] process = IntStream.range(0, processes).toArray();
        int nextProcess = processes;
        int begun = 0;
        while (begun < count || !isIdle(running)) {
            int p = random.nextInt(processes);
            Running now = running[p];
            if (now != null) {
                running[p] = null;
                if (complete(now) == Outcome.INFO) {
                    process[p] = nextProcess++;
                }
            } else if (begun < count) {
                running[p] = new Running(process[p], rank++, effects.size(), planned());
                begun++;
            }
        }
        done.sort(Comparator.comparingInt(Transaction::invoked));
        return new TinyHistory(type, done);
    }

    private static boolean isIdle(Running[] running) {
        for (Running r : running) {
            if (r != null) {
                return false;
            }
        }
        return true;
    }

    /** A plan, some of whose reads are of all that a predicate asks for. */
    private List<MicroOp> planned() {
        List<MicroOp> plan = plan();
        if (predicateReads == 0) {
            return plan;
        }
        List<MicroOp> widened = new ArrayList<>();
        int number = 0;
        for (MicroOp m : plan) {
            if (!m.reads() || random.nextDouble() >= predicateReads) {
                widened.add(m);
                continue;
            }
            number++;
            List<Integer> asked =
                    new ArrayList<>(IntStream.range(0, keys).boxed().toList());
            Collections.shuffle(asked, random);
            for (int key : asked.subList(0, 1 + random.nextInt(keys))) {
                widened.add(MicroOp.predicateRead(number, key, List.of()));
            }
        }
        return widened;
    }

    private List<MicroOp> plan() {
        List<MicroOp> plan = new ArrayList<>();
        if (isSplit && random.nextInt(3) > 0) {
            if (random.nextBoolean()) {
                IntStream.range(0, keys).forEach(key -> plan.add(MicroOp.read(key, List.of())));
            } else {
                if (random.nextBoolean()) {
                    plan.add(MicroOp.read(random.nextInt(keys), List.of()));
                }
                plan.add(MicroOp.write(random.nextInt(keys), ++lastValue));
            }
            return plan;
        }
        int count = Math.max(1 + random.nextInt(microOps), 1 + random.nextInt(microOps));
        for (int i = 0; i < count; i++) {
            int key = random.nextInt(keys);
            if (random.nextBoolean()) {
                boolean repeats = lastValue > 0 && random.nextDouble() < repeatedValues;
                plan.add(MicroOp.write(
                        key, repeats ? 1 + random.nextInt(Math.min(lastValue, mostValues)) : ++lastValue));
            } else {
                plan.add(MicroOp.read(key, List.of()));
            }
        }
        return plan;
    }

    private Outcome complete(Running r) {
        Outcome outcome = outcome();
        List<MicroOp> answered = outcome == Outcome.OK ? answer(r) : r.microOps;
        boolean tookEffect = outcome == Outcome.OK || (outcome == Outcome.INFO && random.nextBoolean());
        if (tookEffect) {
            effects.add(answered);
        }
        int completed = outcome == Outcome.INFO ? Integer.MAX_VALUE : rank++;
        done.add(new Transaction(r.process, outcome, r.invoked, completed, answered));
        return outcome;
    }

    private Outcome outcome() {
        int at = random.nextInt(10);
        return at >= failures ? Outcome.OK : at == 0 ? Outcome.INFO : Outcome.FAIL;
    }

    private List<MicroOp> answer(Running r) {
        List<List<MicroOp>> seen = seen(r);
        List<MicroOp> answered = new ArrayList<>();
        for (int i = 0; i < r.microOps.size(); i++) {
            MicroOp m = r.microOps.get(i);
            List<MicroOp> own = List.copyOf(answered);
            if (!m.reads() && conditionalWrites > 0 && random.nextDouble() < conditionalWrites) {
                List<List<MicroOp>> all = new ArrayList<>(seen);
                all.add(own);
                answered.addAll(conditional(m, state(m.key(), all)));
            } else if (!m.reads()) {
                answered.add(m);
            } else if (random.nextDouble() < wrongAnswers || store == Store.ANYTHING) {
                answered.add(m.saw(anything(m.key(), r.microOps)));
            } else {
                List<List<MicroOp>> before =
                        store == Store.EACH_READ_ANEW ? effects.subList(0, random.nextInt(effects.size() + 1)) : seen;
                List<List<MicroOp>> all = new ArrayList<>(before);
                all.add(own);
                answered.add(m.saw(state(m.key(), all)));
            }
        }
        return answered;
    }

    /** A conditional write in the place of a write. */
    private List<MicroOp> conditional(MicroOp write, List<Integer> state) {
        List<Integer> expected = random.nextInt(3) > 0 ? state : anything(write.key(), List.of());
        boolean isDone = expected.equals(state) != (random.nextDouble() < wrongAnswers);
        return isDone
                ? MicroOp.done(write.key(), expected, write.written())
                : List.of(MicroOp.refused(write.key(), expected, write.written()));
    }

    private List<List<MicroOp>> seen(Running r) {
        return switch (store) {
            case NEWEST, EACH_READ_ANEW, ANYTHING -> effects;
            case SNAPSHOT -> effects.subList(0, r.snapshot);
            case SOME_PREFIX -> effects.subList(0, random.nextInt(effects.size() + 1));
            case SOME_TRANSACTIONS ->
                effects.stream().filter(e -> random.nextInt(4) > 0).toList();
        };
    }

    private List<Integer> state(int key, List<List<MicroOp>> transactions) {
        List<Integer> state = new ArrayList<>();
        for (List<MicroOp> each : transactions) {
            for (MicroOp m : each) {
                if (!m.reads() && m.key() == key) {
                    if (type == DataType.REGISTER) {
                        state.clear();
                    }
                    state.add(m.written());
                }
            }
        }
        return type == DataType.SET ? state.stream().distinct().sorted().toList() : state;
    }

    /** What a read might have returned that made a mistake. */
    private List<Integer> anything(int key, List<MicroOp> own) {
        List<Integer> written = new ArrayList<>();
        for (Transaction t : done) {
            t.microOps().stream().filter(m -> !m.reads() && m.key() == key).forEach(m -> written.add(m.written()));
        }
        own.stream().filter(m -> !m.reads() && m.key() == key).forEach(m -> written.add(m.written()));
        if (random.nextInt(20) == 0) {
            written.add(99);
        }
        if (type == DataType.SET) {
            return written.stream()
                    .distinct()
                    .sorted()
                    .filter(element -> random.nextInt(3) > 0)
                    .toList();
        }
        if (type == DataType.LIST) {
            List<Integer> some = new ArrayList<>(written.subList(0, random.nextInt(written.size() + 1)));
            if (random.nextInt(4) == 0) {
                Collections.shuffle(some, random);
            }
            return some;
        }
        return written.isEmpty() || random.nextInt(4) == 0
                ? List.of()
                : List.of(written.get(random.nextInt(written.size())));
    }
}
