package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.JournalModel.Invocation;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that crashes, as a whole or one node of it, and comes back in a state that it had, or in one that it never had. */
final class CrashingStore extends SimulatedStore {
    /** What a crash does to the invocations that it hits. */
    enum Loss {
        /** Nothing is lost. */
        NOTHING,
        /** All go back to one earlier moment. */
        ONE_MOMENT,
        /** Only what no client has been told of is undone, as of one moment. */
        UNTOLD,
        /** Each goes back to an earlier moment of its own. */
        ANY_MOMENT,
        /** Each comes back put together from several moments. */
        TORN
    }

    private final Random random;
    private final Loss byKill;
    private final Loss byPowerLoss;
    private final int nodes;
    private int crashesLeft;
    /** By node: the states to which it may still go back, oldest first, the present one last. */
    private final List<List<State>> since = new ArrayList<>();
    /** By node: of those, the first to which a kill may go back. */
    private final int[] killFloor;

    /**
     * A store that is about to crash.
     *
     * @param byKill what the end of the process does
     * @param byPowerLoss what the end of the machine does
     * @param nodes how many crash on their own; each has the invocations of its number modulo this
     * @param crashes how many crashes there are
     */
    CrashingStore(Loss byKill, Loss byPowerLoss, Random random, int nodes, int crashes) {
        this.byKill = byKill;
        this.byPowerLoss = byPowerLoss;
        this.random = random;
        this.nodes = nodes;
        crashesLeft = crashes;
        killFloor = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            since.add(new ArrayList<>(List.of(State.EMPTY)));
        }
    }

    /** How many crashes are to come. */
    int crashesLeft() {
        return crashesLeft;
    }

    /** Whether a crash may undo what a client is told of later. */
    boolean undoesOnlyWhatIsUntold(boolean powerLoss) {
        return (powerLoss ? byPowerLoss : byKill) == Loss.UNTOLD;
    }

    @Override
    @Nullable Result execute(Call call) {
        Result result = super.execute(call);
        since.forEach(states -> states.add(state()));
        return result;
    }

    /** A client is told that something took effect, and so of all that came before it. */
    void told() {
        // Where that makes no difference nothing is remembered.
        boolean isKept = byKill == Loss.UNTOLD || byPowerLoss == Loss.UNTOLD;
        for (int node = 0; isKept && node < nodes; node++) {
            List<State> states = since.get(node);
            states.subList(0, states.size() - 1).clear();
            killFloor[node] = 0;
        }
    }

    /** The crash that is to come next. */
    Call.Crash next() {
        crashesLeft--;
        boolean powerLoss = random.nextBoolean();
        return nodes == 1 || random.nextInt(4) == 0
                ? new Call.Crash(powerLoss, Call.Crash.ALL, nodes == 1 ? 0 : nodes)
                : new Call.Crash(powerLoss, random.nextInt(nodes), nodes);
    }

    /** Crashes. */
    void crash(Call.Crash crash) {
        Map<Integer, Invocation> left = new HashMap<>(state().invocations());
        for (int node = 0; node < nodes; node++) {
            if (crash.node() == Call.Crash.ALL || crash.node() == node) {
                crash(node, crash.powerLoss(), left);
            }
        }
        become(new State(left));
        for (int node = 0; node < nodes; node++) {
            since.get(node).set(since.get(node).size() - 1, state());
        }
    }

    private void crash(int node, boolean powerLoss, Map<Integer, Invocation> left) {
        Loss loss = powerLoss ? byPowerLoss : byKill;
        List<State> states = since.get(node);
        int floor = powerLoss ? 0 : killFloor[node];
        int cut = some(states, floor);
        for (int id : state().invocations().keySet()) {
            if (id % nodes != node) {
                continue;
            }
            Invocation invocation = switch (loss) {
                case NOTHING -> state().get(id);
                case ONE_MOMENT, UNTOLD -> states.get(cut).get(id);
                case ANY_MOMENT -> states.get(some(states, floor)).get(id);
                case TORN ->
                    torn(
                            states.get(some(states, floor)).get(id),
                            states.get(some(states, floor)).get(id),
                            states.get(some(states, floor)).get(id));
            };
            left.remove(id);
            if (invocation != null) {
                left.put(id, invocation);
            }
        }
        if (loss == Loss.ONE_MOMENT || loss == Loss.UNTOLD) {
            states.subList(cut + 1, states.size()).clear();
        }
        killFloor[node] = states.size() - 1;
        if (powerLoss) {
            states.subList(0, states.size() - 1).clear();
            killFloor[node] = 0;
        }
    }

    /** Rather a late one than an early one. */
    private int some(List<State> states, int floor) {
        int range = states.size() - floor;
        int back = random.nextInt(random.nextBoolean() ? Math.min(3, range) : range);
        return states.size() - 1 - back;
    }

    private @Nullable Invocation torn(@Nullable Invocation a, @Nullable Invocation b, @Nullable Invocation c) {
        if (a == null || b == null || c == null || a.purged() || b.purged() || c.purged()) {
            return a;
        }
        List<Integer> entries = new ArrayList<>(b.entries());
        if (entries.size() > 1 && random.nextInt(3) == 0) {
            entries.remove(random.nextInt(entries.size()));
        }
        return new Invocation(false, a.epoch(), b.first(), entries, new TreeMap<>(c.state()));
    }
}
