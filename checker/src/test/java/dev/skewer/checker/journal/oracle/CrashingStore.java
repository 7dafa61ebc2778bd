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

/** A store that crashes and comes back in a state that it had, or in one that it never had. */
final class CrashingStore extends SimulatedStore {
    /** What a crash does. */
    enum Loss {
        /** Nothing is lost. */
        NOTHING,
        /** All invocations go back to one earlier moment. */
        ONE_MOMENT,
        /** Each invocation goes back to an earlier moment of its own. */
        ANY_MOMENT,
        /** Each invocation comes back put together from several moments. */
        TORN
    }

    private final Loss loss;
    private final Random random;
    private int crashesLeft;
    /** The states since the last crash. */
    private final List<State> since = new ArrayList<>(List.of(State.EMPTY));

    /**
     * A store that is about to crash.
     *
     * @param loss what each crash does
     * @param crashes how many there are
     */
    CrashingStore(Loss loss, Random random, int crashes) {
        this.loss = loss;
        this.random = random;
        crashesLeft = crashes;
    }

    boolean crashesLeft() {
        return crashesLeft > 0;
    }

    @Override
    @Nullable Result execute(Call call) {
        Result result = super.execute(call);
        since.add(state());
        return result;
    }

    /** Crashes, whatever dies. */
    void crash(boolean powerLoss) {
        crashesLeft--;
        State cut = some();
        Map<Integer, Invocation> left = new HashMap<>();
        for (int id : state().invocations().keySet()) {
            Invocation invocation = switch (loss) {
                case NOTHING -> state().get(id);
                case ONE_MOMENT -> cut.get(id);
                case ANY_MOMENT -> some().get(id);
                case TORN -> torn(some().get(id), some().get(id), some().get(id));
            };
            if (invocation != null) {
                left.put(id, invocation);
            }
        }
        since.clear();
        become(new State(left));
        since.add(state());
    }

    private State some() {
        // Rather a late one than an early one.
        int back = random.nextInt(random.nextBoolean() ? Math.min(3, since.size()) : since.size());
        return since.get(since.size() - 1 - back);
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
