package dev.skewer.store.partition;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A small checker for what {@link RandomLoad} recorded: for each anomaly a condition that is sufficient for it, easy to
 * be sure of, and that a sound store cannot meet. The real checker lives elsewhere and does not depend on the store.
 */
final class Findings {
    private record Place(long invocation, int epoch, int index, long acknowledged, int command) {}

    private record Trim(int epoch, int length, long acknowledged) {}

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<Long, List<Place>> appends = new HashMap<>();
    private final Map<Long, List<Trim>> trims = new HashMap<>();
    private final Map<Integer, List<String>> together = new HashMap<>();
    private final Set<String> rejected = new HashSet<>();

    private Findings() {}

    /** How many of each anomaly there are; {@code finals} are reads after everything. */
    static Map<String, Integer> of(List<RandomLoad.Op> ops, List<RandomLoad.Op> finals) {
        Findings findings = new Findings();
        for (int i = 0; i < ops.size(); i++) {
            findings.learn(i, ops.get(i));
        }
        findings.positions();
        findings.reads(ops);
        for (RandomLoad.Op read : finals) {
            findings.finalRead((long) read.call(), (InvocationView) read.result());
        }
        return findings.counts;
    }

    private void found(String anomaly) {
        counts.merge(anomaly, 1, Integer::sum);
    }

    private void learn(int number, RandomLoad.Op op) {
        if (op.call() instanceof Command command) {
            List<Long> invocations = new ArrayList<>();
            List<String> entries = new ArrayList<>();
            if (command instanceof Command.Append append) {
                invocations.add(append.invocation());
                entries.add(Commands.text(append.entry()));
            } else if (command instanceof Command.SetState set) {
                invocations.add(set.invocation());
                entries.add(Commands.text(set.entry()));
            } else if (command instanceof Command.AppendAll all) {
                for (Command.Append append : all.appends()) {
                    invocations.add(append.invocation());
                    entries.add(Commands.text(append.entry()));
                }
                together.put(number, entries);
            }
            if (op.result() instanceof Outcome.Rejected) {
                rejected.addAll(entries);
            } else if (op.result() instanceof Outcome.Appended appended) {
                for (int i = 0; i < entries.size(); i++) {
                    Outcome.Position position = appended.positions().get(i);
                    Place place = new Place(invocations.get(i), position.epoch(), position.index(), op.end(), number);
                    places.put(entries.get(i), place);
                    appends.computeIfAbsent(place.invocation, key -> new ArrayList<>())
                            .add(place);
                }
            } else if (op.result() instanceof Outcome.Trimmed trimmed) {
                trims.computeIfAbsent(((Command.Trim) command).invocation(), key -> new ArrayList<>())
                        .add(new Trim(
                                trimmed.metadata().epoch(), trimmed.metadata().length(), op.end()));
            }
        }
    }

    private void positions() {
        for (List<Place> places : appends.values()) {
            Set<Long> seen = new HashSet<>();
            for (Place place : places) {
                if (!seen.add(((long) place.epoch << 32) | place.index)) {
                    found("position-reuse");
                }
            }
        }
    }

    private void reads(List<RandomLoad.Op> ops) {
        Map<Long, Metadata> last = new HashMap<>();
        int client = -1;
        for (RandomLoad.Op op : ops) {
            if (op.client() != client) {
                client = op.client();
                last.clear();
            }
            if (op.result() instanceof InvocationView view) {
                one(op, (long) op.call(), view, last);
            } else if (op.result() instanceof RandomLoad.Scan scan) {
                for (int i = 0; i < scan.invocations().size(); i++) {
                    one(op, scan.invocations().get(i), scan.views().get(i), last);
                }
                intermediate(scan);
            }
        }
    }

    private void one(RandomLoad.Op op, long invocation, InvocationView view, Map<Long, Metadata> last) {
        if (!whole(view)) {
            found("read-skew");
        }
        Set<String> seen = new HashSet<>();
        for (byte[] bytes : view.journal().entries()) {
            String entry = Commands.text(bytes);
            if (!seen.add(entry)) {
                found("duplicate-entry");
            }
            if (rejected.contains(entry)) {
                found("aborted-read");
            }
            Place place = places.get(entry);
            if (place != null && trimmedBefore(place, op.start())) {
                found("resurrected-entry");
            }
        }
        Metadata metadata = view.metadata();
        if (metadata == null) {
            return;
        }
        for (Place place : appends.getOrDefault(invocation, List.of())) {
            if (place.acknowledged < op.start() && before(metadata, place.epoch, place.index + 1)) {
                found("stale-read");
                break;
            }
        }
        Metadata previous = last.put(invocation, metadata);
        if (previous != null && before(metadata, previous.epoch(), previous.length())) {
            found("non-monotonic-read");
        }
    }

    private static boolean before(Metadata metadata, int epoch, int length) {
        return metadata.epoch() < epoch || (metadata.epoch() == epoch && metadata.length() < length);
    }

    private boolean trimmedBefore(Place place, long time) {
        for (Trim trim : trims.getOrDefault(place.invocation, List.of())) {
            if (trim.acknowledged < time && trim.epoch > place.epoch && trim.length <= place.index) {
                return true;
            }
        }
        return false;
    }

    /** Whether the journal is exactly what the metadata promises, by indexes. */
    static boolean whole(InvocationView view) {
        Metadata metadata = view.metadata();
        int[] indexes = view.journal().indexes();
        if (metadata == null) {
            return indexes.length == 0;
        }
        if (indexes.length != metadata.length() - metadata.first()) {
            return false;
        }
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] != metadata.first() + i) {
                return false;
            }
        }
        return true;
    }

    /** Sees one element of an appendAll, and an invocation in a version before another element. */
    private void intermediate(RandomLoad.Scan scan) {
        Map<Long, Metadata> metadata = new HashMap<>();
        for (int i = 0; i < scan.invocations().size(); i++) {
            Metadata seen = scan.views().get(i).metadata();
            if (seen != null) {
                metadata.put(scan.invocations().get(i), seen);
            }
        }
        for (InvocationView view : scan.views()) {
            for (byte[] entry : view.journal().entries()) {
                Place place = places.get(Commands.text(entry));
                if (place == null) {
                    continue;
                }
                for (String other : together.getOrDefault(place.command, List.of())) {
                    Place missing = places.get(other);
                    Metadata seen = missing == null ? null : metadata.get(missing.invocation);
                    if (missing != null && seen != null && before(seen, missing.epoch, missing.index + 1)) {
                        found("intermediate-read");
                        return;
                    }
                }
            }
        }
    }

    private void finalRead(long invocation, InvocationView view) {
        if (!whole(view)) {
            found("gap");
        }
        Set<String> present = new HashSet<>();
        for (byte[] entry : view.journal().entries()) {
            present.add(Commands.text(entry));
        }
        places.forEach((entry, place) -> {
            Metadata metadata = view.metadata();
            if (place.invocation == invocation
                    && metadata != null
                    && place.index >= metadata.first()
                    && !trimmedBefore(place, Long.MAX_VALUE)
                    && !present.contains(entry)) {
                found("lost-append");
            }
        });
    }
}
