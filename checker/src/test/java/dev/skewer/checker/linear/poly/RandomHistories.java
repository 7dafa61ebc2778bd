package dev.skewer.checker.linear.poly;

import dev.skewer.checker.linear.Calls;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Random histories of a few calls: a third correct, a third damaged, a third without any sense behind them. */
final class RandomHistories {
    private static final int MOST_CALLS = 9;

    private RandomHistories() {}

    static Calls of(ObjectType type, long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int size = 1 + random.nextInt(MOST_CALLS);
        int sort = random.nextInt(3);
        List<SmallCall> calls = sort == 2
                ? type.anything(random, size)
                : around(type.sequence(random, size), random, 0.2 + 4 * random.nextDouble());
        if (sort == 1) {
            damage(type, calls, random);
        }
        return SmallCall.columns(calls, random, random.nextBoolean() ? 1 : 100);
    }

    /** Gives each call an interval around the moment at which it took effect. */
    private static List<SmallCall> around(List<SmallCall> sequence, Random random, double width) {
        List<SmallCall> calls = new ArrayList<>();
        for (int i = 0; i < sequence.size(); i++) {
            SmallCall call = sequence.get(i);
            double earlier = width * random.nextDouble() * (call.isUnknown() && random.nextBoolean() ? 3 : 1);
            calls.add(call.at(i - earlier, i + width * random.nextDouble()));
        }
        return calls;
    }

    /** Intervals for calls without sense: anywhere between 0 and about 1, all of about the same length. */
    static UnaryOperator<SmallCall> anywhere(Random random) {
        double length = 1 / (1.0 + random.nextInt(6));
        return call -> {
            double begin = random.nextDouble();
            return call.at(begin, begin + length * random.nextDouble());
        };
    }

    private static void damage(ObjectType type, List<SmallCall> calls, Random random) {
        for (int n = 1 + random.nextInt(2); n > 0 && !calls.isEmpty(); n--) {
            int i = random.nextInt(calls.size());
            int j = random.nextInt(calls.size());
            SmallCall one = calls.get(i);
            SmallCall other = calls.get(j);
            switch (random.nextInt(6)) {
                case 0 -> calls.set(i, type.damaged(random, one));
                case 1 -> {
                    if (one.code() == other.code() && !one.isUnknown() && !other.isUnknown()) {
                        calls.set(i, one.with(other.a(), other.b()));
                        calls.set(j, other.with(one.a(), one.b()));
                    }
                }
                case 2 -> {
                    double begin = random.nextDouble() * calls.size();
                    calls.set(i, one.at(begin, begin + random.nextDouble()));
                }
                case 3 -> {
                    double begin = other.begin() + random.nextDouble() / 100;
                    calls.set(i, begin < one.end() ? one.at(begin, one.end()) : one);
                }
                case 4 -> calls.set(i, type.unanswered(one));
                default -> calls.remove(i);
            }
        }
    }

    /** Shuffles values so that the order of ids says nothing. */
    static List<Integer> shuffledIds(Random random, int count) {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(i);
        }
        Collections.shuffle(ids, random);
        return ids;
    }
}
