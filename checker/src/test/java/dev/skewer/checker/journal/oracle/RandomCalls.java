package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Compact;
import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Purge;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Call.SetState;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.JournalModel.Invocation;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws calls that are likely to matter: few invocations, trims and compactions around the present length, and a mix
 * that differs from history to history, so that some are all trims and others all scans.
 */
final class RandomCalls {
    private final Random random;
    private final int ids;
    /** By slot the invocation that is used at present. */
    private final int[] present;
    /** Whether an invocation that was purged makes room for a new one. */
    private final boolean renews;

    /** Each write stays on one of so many nodes. */
    private int nodes = 1;

    private int nextId;
    /** How many of 8 paired reads take the state. */
    private final int stateReads;

    private final Map<Kind, Integer> weights = new EnumMap<>(Kind.class);
    private int nextEntry = 10;

    /** What a call does, as far as the mix is concerned. */
    enum Kind {
        APPEND(28, 0),
        APPEND_ALL(10, 0),
        SET_STATE(8, 0),
        TRIM(18, 7),
        COMPACT(9, 7),
        PURGE(3, 7),
        READ(25, 6),
        SCAN(7, 5);

        private final int weight;
        /** How many of 8 calls to what is not there become an append instead. */
        private final int appendsInstead;

        Kind(int weight, int appendsInstead) {
            this.weight = weight;
            this.appendsInstead = appendsInstead;
        }
    }

    /**
     * A source of calls with a mix of its own.
     *
     * @param ids how many invocations there are, numbered from 1
     * @param compacts whether the store can compact
     * @param favoured calls that must be frequent
     * @param others whether there are others than those and appends
     */
    RandomCalls(Random random, int ids, boolean compacts, Set<Kind> favoured, boolean others) {
        this(random, ids, false, compacts, favoured, others);
    }

    /**
     * A source of calls with a mix of its own.
     *
     * @param ids how many invocations are used at a time
     * @param renews whether an invocation that was purged makes room for a new one
     */
    RandomCalls(Random random, int ids, boolean renews, boolean compacts, Set<Kind> favoured, boolean others) {
        this.random = random;
        this.ids = ids;
        this.renews = renews;
        present = IntStream.rangeClosed(1, ids).toArray();
        nextId = ids + 1;
        stateReads = favoured.contains(Kind.SET_STATE) ? 5 : 2;
        for (Kind kind : Kind.values()) {
            // An append now and then is always needed; anything else may be absent or abound.
            int factor = kind == Kind.APPEND ? 1 : favoured.contains(kind) ? 3 : others ? random.nextInt(4) : 0;
            weights.put(kind, kind == Kind.COMPACT && !compacts ? 0 : kind.weight * factor);
        }
    }

    /** The same, if no write concerns two of so many nodes. */
    RandomCalls onNodes(int count) {
        nodes = count;
        return this;
    }

    /**
     * The next call.
     *
     * @param state what the store holds now, or might; makes the call likely to meet it
     */
    Call next(State state) {
        for (int slot = 0; renews && slot < ids; slot++) {
            if (state.isPurged(present[slot]) && random.nextInt(8) == 0) {
                present[slot] = nextId++;
            }
        }
        Kind kind = kind();
        int id = id(kind, state);
        Invocation live = state.live(id);
        if (live == null && random.nextInt(8) < kind.appendsInstead) {
            kind = Kind.APPEND;
        }
        int first = live == null ? 0 : live.first();
        int length = live == null ? random.nextInt(3) : live.length();
        return switch (kind) {
            case APPEND -> new Append(id, nextEntry++);
            case APPEND_ALL -> appendAll(id);
            case SET_STATE -> new SetState(id, random.nextInt(3) == 0 ? "y" : "x", nextEntry++);
            case TRIM -> new Trim(id, trimLength(first, length));
            case COMPACT -> new Compact(id, compactFirst(first, length));
            case PURGE -> new Purge(id);
            case READ -> read(id);
            case SCAN -> scan();
        };
    }

    /** Mostly one that is there, and for an append one that is not purged. */
    private int id(Kind kind, State state) {
        int id = some();
        for (int tries = 0; tries < 3; tries++) {
            boolean wasted = kind.appendsInstead > 0 ? state.live(id) == null : state.isPurged(id);
            if (!wasted) {
                return id;
            }
            id = some();
        }
        return id;
    }

    private int some() {
        return present[random.nextInt(ids)];
    }

    /** A read or scan that sees everything, for the end of a history. */
    Call last(int i) {
        return ids > 1 && i == 0 ? new Scan(Arrays.stream(present).boxed().toList()) : read(present[i % ids]);
    }

    private Kind kind() {
        int at = random.nextInt(
                weights.values().stream().mapToInt(Integer::intValue).sum());
        for (Map.Entry<Kind, Integer> entry : weights.entrySet()) {
            at -= entry.getValue();
            if (at < 0) {
                return entry.getKey();
            }
        }
        throw new AssertionError();
    }

    /** Two or three entries, usually to different invocations, sometimes two to one. */
    private AppendAll appendAll(int id) {
        List<Append> appends = new ArrayList<>();
        appends.add(new Append(id, nextEntry++));
        int slot = 0;
        while (present[slot] != id) {
            slot++;
        }
        int count = 2 + (random.nextInt(4) == 0 ? 1 : 0);
        while (appends.size() < count) {
            int next = random.nextInt(5) == 0 ? some() : present[(slot + appends.size()) % ids];
            appends.add(new Append(next % nodes == id % nodes ? next : id, nextEntry++));
        }
        return new AppendAll(appends);
    }

    /** Mostly drops something; sometimes below first, sometimes nothing. */
    private int trimLength(int first, int length) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(first + 1);
            case 1 -> length + random.nextInt(2);
            case 2, 3 -> Math.max(0, length - 1);
            default -> first + random.nextInt(length - first + 1);
        };
    }

    /** Mostly drops something; sometimes beyond length, sometimes nothing. */
    private int compactFirst(int first, int length) {
        return switch (random.nextInt(6)) {
            case 0 -> length + 1 + random.nextInt(2);
            case 1 -> random.nextInt(first + 1);
            default -> first + random.nextInt(length - first + 1);
        };
    }

    private Read read(int id) {
        return switch (random.nextInt(8)) {
            case 0 -> new Read(id, Part.METADATA, false, false);
            case 1 -> new Read(id, Part.JOURNAL, false, false);
            default -> new Read(id, Part.BOTH, random.nextInt(4) == 0, random.nextInt(8) < stateReads);
        };
    }

    private Scan scan() {
        List<Integer> all = new ArrayList<>();
        for (int id : present) {
            if (ids <= 2 || random.nextInt(4) > 0) {
                all.add(id);
            }
        }
        if (all.isEmpty()) {
            all.add(present[0]);
        }
        return new Scan(all);
    }
}
