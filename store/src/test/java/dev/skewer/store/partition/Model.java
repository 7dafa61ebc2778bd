package dev.skewer.store.partition;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The meaning of the commands, in memory and one after the other, written without looking at the store. */
final class Model {
    private static final class Invocation {
        boolean purged;
        int epoch;
        int first;
        final List<String> all = new ArrayList<>();
        final TreeMap<String, String> state = new TreeMap<>();
    }

    private final Map<Long, Invocation> invocations = new HashMap<>();
    private final long[] lsns;

    Model(int partitions) {
        lsns = new long[partitions];
    }

    long lsn(int partition) {
        return lsns[partition];
    }

    private int partition(long invocation) {
        return Math.floorMod(invocation, lsns.length);
    }

    /** Applies {@code command}. */
    Outcome apply(Command command) {
        if (command instanceof Command.Append append) {
            return appendAll(List.of(append));
        } else if (command instanceof Command.AppendAll all) {
            return appendAll(all.appends());
        } else if (command instanceof Command.SetState set) {
            Outcome outcome = appendAll(List.of(new Command.Append(set.invocation(), set.entry())));
            if (outcome instanceof Outcome.Appended) {
                present(set.invocation()).state.put(set.key(), Commands.text(set.entry()));
            }
            return outcome;
        } else if (command instanceof Command.Create create) {
            if (invocations.containsKey(create.invocation())) {
                return rejected();
            }
            invocations.put(create.invocation(), new Invocation());
            return new Outcome.Created(++lsns[partition(create.invocation())]);
        } else if (command instanceof Command.Trim trim) {
            Invocation invocation = existing(trim.invocation());
            return invocation == null ? rejected() : trim(trim, invocation);
        } else if (command instanceof Command.Compact compact) {
            Invocation invocation = existing(compact.invocation());
            return invocation == null ? rejected() : compact(compact, invocation);
        }
        long id = ((Command.Purge) command).invocation();
        Invocation invocation = existing(id);
        if (invocation == null) {
            return rejected();
        }
        invocation.purged = true;
        return new Outcome.Purged(++lsns[partition(id)], metadata(invocation));
    }

    private Outcome trim(Command.Trim trim, Invocation invocation) {
        if (trim.length() < invocation.all.size()) {
            int length = Math.max(trim.length(), invocation.first);
            invocation.all.subList(length, invocation.all.size()).clear();
            invocation.epoch++;
            lsns[partition(trim.invocation())]++;
        }
        return new Outcome.Trimmed(lsns[partition(trim.invocation())], metadata(invocation));
    }

    private Outcome compact(Command.Compact compact, Invocation invocation) {
        int first = Math.min(compact.first(), invocation.all.size());
        if (first > invocation.first) {
            invocation.first = first;
            lsns[partition(compact.invocation())]++;
        }
        return new Outcome.Compacted(lsns[partition(compact.invocation())], metadata(invocation));
    }

    private Outcome appendAll(List<Command.Append> appends) {
        Map<Long, Integer> lengths = new HashMap<>();
        for (Command.Append append : appends) {
            Invocation invocation = invocations.get(append.invocation());
            int length = lengths.getOrDefault(append.invocation(), invocation == null ? 0 : invocation.all.size());
            boolean refused = (invocation != null && invocation.purged)
                    || (append.ifLength() >= 0 && append.ifLength() != length);
            if (refused) {
                return rejected();
            }
            lengths.put(append.invocation(), length + 1);
        }
        List<Outcome.Position> positions = new ArrayList<>();
        for (Command.Append append : appends) {
            Invocation invocation = present(append.invocation());
            positions.add(new Outcome.Position(invocation.epoch, invocation.all.size()));
            invocation.all.add(Commands.text(append.entry()));
        }
        appends.stream()
                .map(append -> partition(append.invocation()))
                .distinct()
                .forEach(p -> lsns[p]++);
        return new Outcome.Appended(lsns[partition(appends.get(0).invocation())], positions);
    }

    private Invocation present(long id) {
        return invocations.computeIfAbsent(id, key -> new Invocation());
    }

    private @Nullable Invocation existing(long id) {
        Invocation invocation = invocations.get(id);
        return invocation == null || invocation.purged ? null : invocation;
    }

    private static Metadata metadata(Invocation invocation) {
        return new Metadata(invocation.epoch, invocation.first, invocation.all.size());
    }

    private static Outcome rejected() {
        return new Outcome.Rejected("");
    }

    /** What a read of {@code id} sees, in the form of {@link #describe}. */
    String view(long id, boolean withState) {
        Invocation invocation = existing(id);
        if (invocation == null) {
            return "null []" + (withState ? " {}" : "");
        }
        List<String> entries = new ArrayList<>();
        for (int i = invocation.first; i < invocation.all.size(); i++) {
            entries.add(i + ":" + invocation.all.get(i));
        }
        return metadata(invocation) + " [" + String.join(" ", entries) + "]"
                + (withState ? " " + invocation.state : "");
    }

    /** A view as text. */
    static String describe(InvocationView view) {
        SortedMap<String, byte[]> state = view.state();
        return view.metadata() + " " + view.journal()
                + (state == null
                        ? ""
                        : " "
                                + state.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                entry -> Commands.text(entry.getValue()),
                                                (a, b) -> a,
                                                TreeMap::new)));
    }

    /** Whether {@code outcome} is the one that the model expects; the reasons of rejections are for people. */
    static boolean agree(Outcome expected, Outcome outcome) {
        return expected instanceof Outcome.Rejected ? outcome instanceof Outcome.Rejected : expected.equals(outcome);
    }

    @Override
    public String toString() {
        return invocations.keySet() + " " + Arrays.toString(lsns);
    }
}
