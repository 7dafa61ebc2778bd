package dev.skewer.results.measure;

import dev.skewer.results.summary.Activity;
import dev.skewer.results.summary.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts what ended when, lane by lane. A process that begins takes the lane that another left by an operation of unknown outcome, which as
 * a rule is that of the thread that it goes on for; or a new one, as long as there are not too many; or else the one for all others.
 */
final class ActivityRecorder {
    /** As many as fit on a page, besides that for all others. */
    static final int MAX_LANES = 48;

    private final List<Lane> lanes = new ArrayList<>();
    /** The process that has a lane to itself, by lane; meaningless where it left. */
    private final int[] owner = new int[MAX_LANES];
    /** Of all processes that have none to themselves. */
    private final Lane others = new Lane("");

    private boolean hasOthers;
    /** Which lanes were left, a bit each. */
    private long left;

    private static final class Lane {
        private final String first;
        private final int[] ok = new int[Buckets.COUNT];
        private final int[] fail = new int[Buckets.COUNT];
        private final int[] info = new int[Buckets.COUNT];
        private long processes;

        Lane(String first) {
            this.first = first;
        }

        int[] of(Outcome outcome) {
            return switch (outcome) {
                case OK -> ok;
                case FAIL -> fail;
                case INFO, OPEN -> info;
            };
        }
    }

    /** Tells the name of a process; asked only for the first of a lane. */
    interface Naming {
        String name();
    }

    /** The lane of a process that begins an operation. */
    int laneOf(int process, Naming naming) {
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (owner[lane] == process && (left & 1L << lane) == 0) {
                return lane;
            }
        }
        int lane;
        if (left != 0) {
            lane = Long.numberOfTrailingZeros(left);
            left &= left - 1;
            owner[lane] = process;
        } else if (lanes.size() < MAX_LANES) {
            lane = lanes.size();
            lanes.add(new Lane(naming.name()));
            owner[lane] = process;
        } else {
            hasOthers = true;
            return MAX_LANES;
        }
        lanes.get(lane).processes++;
        return lane;
    }

    /** An operation of a process in a lane ended. */
    void accept(int lane, int process, int bucket, Outcome outcome) {
        (lane == MAX_LANES ? others : lanes.get(lane)).of(outcome)[bucket]++;
        if (outcome == Outcome.INFO && lane < MAX_LANES && owner[lane] == process) {
            left |= 1L << lane;
        }
    }

    /** Merges neighbours. */
    void merge() {
        for (Lane lane : all()) {
            for (int[] counts : new int[][] {lane.ok, lane.fail, lane.info}) {
                for (int i = 0; i < Buckets.COUNT; i++) {
                    counts[i] = 2 * i + 1 < Buckets.COUNT ? counts[2 * i] + counts[2 * i + 1] : 0;
                }
            }
        }
    }

    /** What was counted so far. */
    Activity activity(long width) {
        return new Activity(
                width,
                all().stream()
                        .map(lane -> new Activity.Lane(
                                lane.first, lane.processes, counts(lane.ok), counts(lane.fail), counts(lane.info)))
                        .toList());
    }

    private List<Lane> all() {
        return Stream.concat(lanes.stream(), hasOthers ? Stream.of(others) : Stream.empty())
                .toList();
    }

    /** Up to the last that is not zero. */
    private static List<Long> counts(int[] buckets) {
        int end = buckets.length;
        while (end > 0 && buckets[end - 1] == 0) {
            end--;
        }
        var counts = new ArrayList<Long>();
        for (int i = 0; i < end; i++) {
            counts.add((long) buckets[i]);
        }
        return counts;
    }
}
