package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A set of small numbers to which is added; the state has a bit for each, and b of a read is a state. */
record SetType() implements ObjectType {
    private static final int VALUES = 4;
    /** By set: its elements. */
    private static final int[][] ELEMENTS = IntStream.range(0, 1 << VALUES)
            .mapToObj(set ->
                    IntStream.range(0, VALUES).filter(value -> has(set, value)).toArray())
            .toArray(int[][]::new);

    private static boolean has(int set, int value) {
        return (set & 1 << value) != 0;
    }

    @Override
    public Object initial() {
        return 0;
    }

    @Override
    public List<?> after(Object state, int code, int a, int b, boolean known) {
        int set = (Integer) state;
        boolean fits = switch (code) {
            case GrowingSet.ADD -> true;
            case GrowingSet.CONTAINS -> has(set, a) == (b == 1);
            default -> set == b;
        };
        int next = code == GrowingSet.ADD ? set | 1 << a : set;
        return fits || !known ? List.of(next) : List.of();
    }

    @Override
    public List<SmallCall> sequence(Random random, int size) {
        List<SmallCall> calls = new ArrayList<>();
        double lost = random.nextBoolean() ? 0 : random.nextDouble() / 2;
        int readsInTen = random.nextInt(6);
        int set = 0;
        while (calls.size() < size) {
            boolean unknown = random.nextDouble() < lost;
            int value = random.nextInt(VALUES);
            if (random.nextInt(10) < readsInTen) {
                calls.add(call(unknown, GrowingSet.READ, NONE, set));
            } else if (random.nextInt(3) == 0) {
                calls.add(call(unknown, GrowingSet.CONTAINS, value, has(set, value) ? 1 : 0));
            } else {
                calls.add(call(unknown, GrowingSet.ADD, value, NONE));
                set |= !unknown || random.nextBoolean() ? 1 << value : 0;
            }
        }
        return calls;
    }

    private static SmallCall call(boolean unknown, int code, int a, int b) {
        return unknown ? SmallCall.unknown(code, a, b) : SmallCall.of(code, a, b);
    }

    @Override
    public List<SmallCall> anything(Random random, int size) {
        List<SmallCall> calls = new ArrayList<>();
        UnaryOperator<SmallCall> anywhere = RandomHistories.anywhere(random);
        int chain = random.nextInt(1 << VALUES);
        while (calls.size() < size) {
            boolean unknown = random.nextInt(6) == 0;
            int value = random.nextInt(VALUES);
            SmallCall call = switch (random.nextInt(3)) {
                case 0 -> call(unknown, GrowingSet.ADD, value, NONE);
                case 1 -> call(unknown, GrowingSet.CONTAINS, value, random.nextInt(2));
                default -> call(unknown, GrowingSet.READ, NONE, chain & ((1 << random.nextInt(VALUES + 1)) - 1));
            };
            calls.add(anywhere.apply(call));
        }
        return calls;
    }

    @Override
    public SmallCall damaged(Random random, SmallCall call) {
        return switch (call.code()) {
            case GrowingSet.ADD -> call.with(random.nextInt(VALUES), NONE);
            case GrowingSet.CONTAINS -> call.with(call.a(), 1 - call.b());
            default -> call.with(NONE, call.b() ^ 1 << random.nextInt(VALUES));
        };
    }

    @Override
    public SmallCall unanswered(SmallCall call) {
        return new SmallCall(call.begin(), Double.POSITIVE_INFINITY, call.code(), call.a(), call.b());
    }

    @Override
    public Decision decide(Calls calls) {
        return GrowingSet.decide(calls, ELEMENTS);
    }

    @Override
    public Calls core(Calls calls, int[] contradiction) {
        return Comparison.relaxed(calls, contradiction);
    }
}
