package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Reads, writes and compare-and-sets on a register; the state is its value. */
record RegisterType(int initialValue, boolean withCas) implements ObjectType {
    @Override
    public Object initial() {
        return initialValue;
    }

    @Override
    public List<?> after(Object state, int code, int a, int b, boolean known) {
        int from = a == NONE ? initialValue : a;
        return switch (code) {
            case UniqueRegister.READ -> !known || state.equals(from) ? List.of(state) : List.of();
            case UniqueRegister.WRITE -> List.of(a);
            default -> state.equals(from) ? List.of(b) : List.of();
        };
    }

    @Override
    public List<SmallCall> sequence(Random random, int size) {
        List<SmallCall> calls = new ArrayList<>();
        List<Integer> fresh = RandomHistories.shuffledIds(random, size);
        fresh.remove((Integer) initialValue);
        double lost = random.nextBoolean() ? 0 : random.nextDouble() / 2;
        int casInTen = withCas ? random.nextInt(8) : 0;
        int value = initialValue;
        while (calls.size() < size && !fresh.isEmpty()) {
            boolean unknown = random.nextDouble() < lost;
            boolean effect = !unknown || random.nextBoolean();
            if (random.nextInt(10) < 4) {
                calls.add(call(unknown, UniqueRegister.READ, value, NONE));
                continue;
            }
            int next = random.nextInt(12) == 0 ? value : fresh.remove(0);
            if (random.nextInt(10) < casInTen) {
                int from = effect || random.nextBoolean() ? value : random.nextInt(size);
                calls.add(call(unknown, UniqueRegister.CAS, from, next));
            } else {
                calls.add(call(unknown, UniqueRegister.WRITE, next, NONE));
            }
            value = effect ? next : value;
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
        int writes = 1 + random.nextInt(size);
        List<Integer> fresh = RandomHistories.shuffledIds(random, writes);
        for (int i = 0; i < size; i++) {
            boolean unknown = random.nextInt(6) == 0;
            int seen = random.nextInt(5) == 0 ? initialValue : random.nextInt(writes);
            int code = fresh.isEmpty() ? UniqueRegister.READ : random.nextInt(withCas ? 3 : 2);
            int a = code == UniqueRegister.WRITE ? fresh.remove(0) : seen;
            int b = code == UniqueRegister.CAS ? fresh.remove(0) : NONE;
            calls.add(anywhere.apply(call(unknown, code, a, b)));
        }
        return calls;
    }

    @Override
    public SmallCall damaged(Random random, SmallCall call) {
        int value = random.nextInt(4);
        return call.code() == UniqueRegister.CAS && random.nextBoolean()
                ? call.with(call.a(), value)
                : call.with(value, call.b());
    }

    @Override
    public SmallCall unanswered(SmallCall call) {
        return new SmallCall(call.begin(), Double.POSITIVE_INFINITY, call.code(), call.a(), call.b());
    }

    @Override
    public Decision decide(Calls calls) {
        return UniqueRegister.decide(calls, initialValue);
    }

    @Override
    public Calls core(Calls calls, int[] contradiction) {
        return Comparison.relaxed(calls, contradiction);
    }
}
