package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes a history by letting a few processes call a simulated store: each call takes effect at one moment between its
 * invocation and its completion, or after it, or never, when its completion does not tell.
 */
final class Simulation {
    /**
     * What came of it.
     *
     * @param ops a tidy history
     * @param versions the states of the store, oldest first
     */
    record Run(List<SmallOp> ops, List<State> versions) {}

    private final Random random;
    private final SimulatedStore store;
    private final boolean atomic;
    private final RandomCalls calls;
    private final int ops;
    private final Pending[] slots;
    /** Percent of steps that finish what is under way before anything new begins: how sequential the history is. */
    private final int haste;

    /** About how many crashes are as likely as not to come. */
    private final int pace;

    private final int percentInfo;
    private final int percentFail;
    /** How many operations at the end read what has become of it all. */
    private final int finalReads;

    /** Calls whose client no longer waits and that have not taken effect yet. */
    private final List<Pending> astray = new ArrayList<>();

    private final List<Pending> all = new ArrayList<>();
    /** The crash that is under way. */
    private @Nullable Pending crash;

    private int position;
    private int nextProcess;

    /** An operation while it is under way. */
    private static final class Pending {
        final int process;
        final int invoked;
        final Call call;
        End fate;
        boolean takesEffect;
        final Deque<Call> steps;
        final List<Result> results = new ArrayList<>();
        boolean executed;

        @Nullable Result result;

        int completed = SmallOp.NEVER;

        Pending(int process, int invoked, Call call, List<Call> steps, End fate, boolean takesEffect) {
            this.process = process;
            this.invoked = invoked;
            this.call = call;
            this.steps = new ArrayDeque<>(steps);
            this.fate = fate;
            this.takesEffect = takesEffect;
        }

        SmallOp toOp() {
            if (fate == End.OPEN || completed == SmallOp.NEVER) {
                return new SmallOp(process, invoked, SmallOp.NEVER, End.OPEN, call, null);
            }
            End end = fate == End.OK && result == null ? End.FAIL : fate;
            return new SmallOp(process, invoked, completed, end, call, end == End.OK ? result : null);
        }
    }

    private Simulation(
            Random random, SimulatedStore store, boolean atomic, RandomCalls calls, int ops, int processes, int doubt) {
        this.atomic = atomic;
        this.random = random;
        this.store = store;
        this.calls = calls;
        this.ops = ops;
        slots = new Pending[processes];
        pace = store instanceof CrashingStore crashing ? Math.max(4, 2 * crashing.crashesLeft()) : 4;
        haste = random.nextInt(3) * 35;
        percentInfo = random.nextInt(3) * doubt;
        percentFail = random.nextInt(3) * 5;
        finalReads = random.nextInt(3);
        nextProcess = processes;
    }

    /**
     * Runs one.
     *
     * @param atomic whether a call takes effect at one moment, and not part by part, each at a moment of its own
     * @param ops how many operations
     * @param processes how many at a time
     * @param doubt percent of operations of unknown outcome: none, so many or twice as many
     */
    static Run run(
            Random random, SimulatedStore store, boolean atomic, RandomCalls calls, int ops, int processes, int doubt) {
        return new Simulation(random, store, atomic, calls, ops, processes, doubt).run();
    }

    private Run run() {
        int[] process = new int[slots.length];
        for (int slot = 0; slot < slots.length; slot++) {
            process[slot] = slot;
        }
        while (all.size() < ops || anythingUnderWay()) {
            int slot = random.nextInt(slots.length);
            executeOneAstray();
            if (store instanceof CrashingStore crashing) {
                crash(crashing);
            }
            Pending pending = slots[slot];
            if (pending == null) {
                int wait = ops - all.size() <= finalReads ? 90 : haste;
                if (all.size() < ops && !(anythingUnderWay() && random.nextInt(100) < wait)) {
                    slots[slot] = invoke(process[slot]);
                }
            } else if (pending.takesEffect && !pending.executed && (pending.fate == End.OK || random.nextBoolean())) {
                execute(pending);
            } else if (random.nextInt(3) > 0) {
                complete(pending);
                slots[slot] = null;
                if (pending.fate == End.INFO || pending.fate == End.OPEN) {
                    process[slot] = nextProcess++;
                }
            }
        }
        return new Run(SmallHistory.tidy(all.stream().map(Pending::toOp).toList()), List.copyOf(store.versions));
    }

    private boolean anythingUnderWay() {
        for (Pending pending : slots) {
            if (pending != null) {
                return true;
            }
        }
        return false;
    }

    private Pending invoke(int process) {
        int left = ops - all.size() - 1;
        int dice = left < finalReads ? 50 : random.nextInt(100);
        End fate = dice < percentInfo ? random.nextInt(4) == 0 ? End.OPEN : End.INFO : End.OK;
        if (dice >= 100 - percentFail) {
            fate = End.FAIL;
        }
        boolean takesEffect = switch (fate) {
            case OK -> true;
            case FAIL -> store instanceof DefectiveStore defective && defective.appliesFailed();
            case INFO, OPEN -> random.nextInt(3) > 0;
        };
        Call call = left < finalReads ? calls.last(left) : calls.next(store.state());
        Pending pending =
                new Pending(process, position++, call, atomic ? List.of(call) : Parts.of(call), fate, takesEffect);
        all.add(pending);
        return pending;
    }

    /** Begins a crash, has it happen, or ends it. */
    private void crash(CrashingStore crashing) {
        if (crash == null) {
            if (crashing.crashesLeft() > 0 && random.nextInt(Math.max(12, ops / pace)) == 0) {
                crash = new Pending(1_000_000 + position, position++, crashing.next(), List.of(), End.INFO, true);
                all.add(0, crash);
            }
        } else if (crash.executed) {
            if (random.nextInt(3) == 0) {
                crash.completed = position++;
                crash = null;
            }
        } else if (random.nextInt(3) == 0) {
            Call.Crash call = (Call.Crash) crash.call;
            crashing.crash(call);
            crash.executed = true;
            boolean isSilent = crashing.undoesOnlyWhatIsUntold(call.powerLoss());
            for (Pending pending : slots) {
                if (pending != null && (isSilent || random.nextBoolean())) {
                    // Its client never hears of it.
                    pending.fate = End.INFO;
                    pending.takesEffect &= random.nextBoolean();
                }
            }
        }
    }

    private void execute(Pending pending) {
        Result result = store.execute(pending.steps.remove());
        if (result == null) {
            pending.executed = true;
        } else {
            pending.results.add(result);
            if (pending.steps.isEmpty()) {
                pending.executed = true;
                pending.result = Parts.join(pending.call, pending.results);
            }
        }
    }

    private void complete(Pending pending) {
        if (pending.fate != End.OPEN) {
            pending.completed = position++;
        }
        if (pending.fate == End.OK && !pending.call.isRead() && store instanceof CrashingStore crashing) {
            crashing.told();
        }
        if (pending.takesEffect && !pending.executed) {
            astray.add(pending);
        }
    }

    private void executeOneAstray() {
        if (!astray.isEmpty() && random.nextInt(6) == 0) {
            Pending pending = astray.get(random.nextInt(astray.size()));
            execute(pending);
            if (pending.executed) {
                astray.remove(pending);
            }
        }
    }
}
