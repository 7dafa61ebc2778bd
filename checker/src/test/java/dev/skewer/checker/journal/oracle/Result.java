package dev.skewer.checker.journal.oracle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code ok} operation returned. A number that is null was left out, as by a store that has no epochs or no
 * compaction, and is not compared.
 */
sealed interface Result {
    /** Where the entries of an append, append-all or set-state went, in the order of the call. */
    record Positions(List<Position> positions) implements Result {
        public Positions {
            positions = List.copyOf(positions);
        }
    }

    /** Where one entry went. */
    record Position(@Nullable Integer epoch, @Nullable Integer index) {}

    /** The state after a trim. */
    record Trimmed(@Nullable Integer epoch, @Nullable Integer length) implements Result {}

    /** The state after a compaction: the first index, and the version that it found. */
    record Compacted(
            @Nullable Integer first,
            @Nullable Integer epoch,
            @Nullable Integer length) implements Result {
        /** Of a store that does not say which version it found. */
        Compacted(@Nullable Integer first) {
            this(first, null, null);
        }
    }

    /** A purge happened. */
    record Purged() implements Result {}

    /** What a read (one view) or a scan (one view an id, in order) saw. */
    record Views(List<View> views) implements Result {
        public Views {
            views = List.copyOf(views);
        }
    }

    /**
     * What was seen of one invocation.
     *
     * @param hasMetadata whether metadata was read at all
     * @param metadata the metadata; null where there was none (or where it was not read)
     * @param journal the entries in the order returned; null where the journal was not read
     * @param state the state; null where it was not read
     * @param epoch the epoch of a journal read alone; null where it is not told
     */
    record View(
            int id,
            boolean hasMetadata,
            @Nullable Metadata metadata,
            @Nullable List<Cell> journal,
            @Nullable Map<String, Integer> state,
            @Nullable Integer epoch) {
        View(
                int id,
                boolean hasMetadata,
                @Nullable Metadata metadata,
                @Nullable List<Cell> journal,
                @Nullable Map<String, Integer> state) {
            this(id, hasMetadata, metadata, journal, state, null);
        }

        public View {
            journal = journal == null ? null : List.copyOf(journal);
            state = state == null ? null : new TreeMap<>(state);
        }

        View withMetadata(@Nullable Metadata other) {
            return new View(id, hasMetadata, other, journal, state, epoch);
        }

        View withJournal(@Nullable List<Cell> other) {
            return new View(id, hasMetadata, metadata, other, state, epoch);
        }

        View withEpoch(@Nullable Integer other) {
            return new View(id, hasMetadata, metadata, journal, state, other);
        }

        View withState(@Nullable Map<String, Integer> other) {
            return new View(id, hasMetadata, metadata, journal, other, epoch);
        }
    }

    /** The metadata of a live invocation. */
    record Metadata(
            @Nullable Integer epoch,
            @Nullable Integer first,
            @Nullable Integer length) {}

    /** One entry of a journal as read. */
    record Cell(int index, int entry) {}

    /**
     * Whether this recorded result can stand for what the model says.
     *
     * @param actual the model's result of the same call, with nothing left out
     */
    default boolean agreesWith(Result actual) {
        if (this instanceof Positions mine && actual instanceof Positions its) {
            if (mine.positions.size() != its.positions.size()) {
                return false;
            }
            for (int i = 0; i < mine.positions.size(); i++) {
                Position position = mine.positions.get(i);
                if (!agree(position.epoch, its.positions.get(i).epoch)
                        || !agree(position.index, its.positions.get(i).index)) {
                    return false;
                }
            }
            return true;
        } else if (this instanceof Trimmed mine && actual instanceof Trimmed its) {
            return agree(mine.epoch, its.epoch) && agree(mine.length, its.length);
        } else if (this instanceof Compacted mine && actual instanceof Compacted its) {
            return agree(mine.first, its.first) && agree(mine.epoch, its.epoch) && agree(mine.length, its.length);
        } else if (this instanceof Purged && actual instanceof Purged) {
            return true;
        } else if (this instanceof Views mine && actual instanceof Views its) {
            if (mine.views.size() != its.views.size()) {
                return false;
            }
            for (int i = 0; i < mine.views.size(); i++) {
                if (!agree(mine.views.get(i), its.views.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    private static boolean agree(View mine, View its) {
        return mine.id == its.id
                && (!mine.hasMetadata || agree(mine.metadata, its.metadata))
                && (mine.journal == null || mine.journal.equals(its.journal))
                && (mine.state == null || mine.state.equals(its.state))
                && agree(mine.epoch, its.epoch);
    }

    private static boolean agree(@Nullable Metadata mine, @Nullable Metadata its) {
        if (mine == null || its == null) {
            return mine == null && its == null;
        }
        return agree(mine.epoch, its.epoch) && agree(mine.first, its.first) && agree(mine.length, its.length);
    }

    private static boolean agree(@Nullable Integer mine, @Nullable Integer its) {
        return mine == null || mine.equals(its);
    }
}
