package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Additions of one to a counter, and reads; the state is the count. */
record CounterType() implements ObjectType {
    @Override
    public Object initial() {
        return 0;
    }

    @Override
    public List<?> after(Object state, int code, int a, int b, boolean known) {
        if (code == UnitCounter.ADD) {
            return List.of((Integer) state + 1);
        }
        return !known || state.equals(a) ? List.of(state) : List.of();
    }

    @Override
    public List<SmallCall> sequence(Random random, int size) {
        List<SmallCall> calls = new ArrayList<>();
        double lost = random.nextBoolean() ? 0 : random.nextDouble() / 2;
        int addsInTen = 2 + random.nextInt(7);
        int count = 0;
        while (calls.size() < size) {
            boolean unknown = random.nextDouble() < lost;
            if (random.nextInt(10) < addsInTen) {
                calls.add(call(unknown, UnitCounter.ADD, NONE));
                count += !unknown || random.nextBoolean() ? 1 : 0;
            } else {
                calls.add(call(unknown, UnitCounter.READ, count));
            }
        }
        return calls;
    }

    private static SmallCall call(boolean unknown, int code, int a) {
        return unknown ? SmallCall.unknown(code, a, NONE) : SmallCall.of(code, a, NONE);
    }

    @Override
    public List<SmallCall> anything(Random random, int size) {
        List<SmallCall> calls = new ArrayList<>();
        UnaryOperator<SmallCall> anywhere = RandomHistories.anywhere(random);
        int most = 1 + random.nextInt(4);
        while (calls.size() < size) {
            boolean adds = random.nextBoolean();
            int seen = adds ? NONE : random.nextInt(most + 1);
            int code = adds ? UnitCounter.ADD : UnitCounter.READ;
            calls.add(anywhere.apply(call(random.nextInt(6) == 0, code, seen)));
        }
        return calls;
    }

    @Override
    public SmallCall damaged(Random random, SmallCall call) {
        return call.code() == UnitCounter.READ ? call.with(random.nextInt(6) - 1, NONE) : call;
    }

    @Override
    public SmallCall unanswered(SmallCall call) {
        return new SmallCall(call.begin(), Double.POSITIVE_INFINITY, call.code(), call.a(), NONE);
    }

    @Override
    public Decision decide(Calls calls) {
        return UnitCounter.decide(calls);
    }

    @Override
    public Calls core(Calls calls, int[] contradiction) {
        return Comparison.relaxed(calls, contradiction);
    }
}
