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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws calls that are likely to matter: few invocations, trims and compactions around the present length, and a mix
 * that differs from history to history, so that some are all trims and others all scans.
 */
final class RandomCalls {
    private final Random random;
    private final int ids;
    private final Map<Kind, Integer> weights = new EnumMap<>(Kind.class);
    private int nextEntry = 10;

    private enum Kind {
        APPEND(28),
        APPEND_ALL(10),
        SET_STATE(8),
        TRIM(16),
        COMPACT(9),
        PURGE(4),
        READ(25),
        SCAN(7);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    /**
     * A source of calls with a mix of its own.
     *
     * @param ids how many invocations there are, numbered from 1
     * @param compacts whether the store can compact
     */
    RandomCalls(Random random, int ids, boolean compacts) {
        this.random = random;
        this.ids = ids;
        for (Kind kind : Kind.values()) {
            // An append now and then is always needed; anything else may be absent or abound.
            int factor = kind == Kind.APPEND ? 1 : random.nextInt(4);
            weights.put(kind, kind == Kind.COMPACT && !compacts ? 0 : kind.weight * factor);
        }
    }

    /**
     * The next call.
     *
     * @param state what the store holds now, or might; makes the call likely to meet it
     */
    Call next(State state) {
        int id = 1 + random.nextInt(ids);
        Invocation live = state.live(id);
        int first = live == null ? 0 : live.first();
        int length = live == null ? random.nextInt(3) : live.length();
        return switch (kind()) {
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
        int count = 2 + (random.nextInt(4) == 0 ? 1 : 0);
        while (appends.size() < count) {
            int next = random.nextInt(5) == 0 ? 1 + random.nextInt(ids) : 1 + (id + appends.size() - 1) % ids;
            appends.add(new Append(next, nextEntry++));
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
            case 2, 3 -> new Read(id, Part.BOTH, false, true);
            case 4 -> new Read(id, Part.BOTH, true, random.nextInt(3) == 0);
            default -> new Read(id, Part.BOTH, false, false);
        };
    }

    private Scan scan() {
        List<Integer> all = new ArrayList<>();
        for (int id = 1; id <= ids; id++) {
            if (ids <= 2 || random.nextInt(4) > 0) {
                all.add(id);
            }
        }
        if (all.isEmpty()) {
            all.add(1);
        }
        return new Scan(all);
    }
}
