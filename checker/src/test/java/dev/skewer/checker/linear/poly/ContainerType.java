package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Puts and takes on something that holds values; the state is the list of what is in, oldest first.
 *
 * @param losesAnswers whether every other answer to a take is lost, and no other, so that much may have been taken out
 */
record ContainerType(Discipline discipline, boolean losesAnswers, Function<Calls, Decision> algorithm)
        implements ObjectType {
    /** The order in which values come out. */
    enum Discipline {
        FIRST_IN_FIRST_OUT,
        LAST_IN_FIRST_OUT,
        SMALLEST_FIRST,
        ANY
    }

    /** By value: its rank; two have the same. */
    static final int[] RANKS = {5, -2, 7, 7, 0, 1, Integer.MAX_VALUE, 4, Integer.MIN_VALUE, 9};

    @Override
    public String toString() {
        return discipline + (losesAnswers ? ", loses answers" : "");
    }

    @Override
    public Object initial() {
        return List.of();
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<?> after(Object state, int code, int a, int b, boolean known) {
        List<Integer> content = (List<Integer>) state;
        if (code == Stays.INSERT) {
            List<Integer> next = new ArrayList<>(content);
            next.add(a);
            if (discipline == Discipline.ANY) {
                Collections.sort(next);
            }
            return List.of(next);
        }
        if (content.isEmpty()) {
            return !known || a == NONE ? List.of(state) : List.of();
        }
        List<Object> next = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            if (canLeave(content, i) && (!known || content.get(i) == a)) {
                List<Integer> rest = new ArrayList<>(content);
                rest.remove(i);
                next.add(rest);
            }
        }
        return next;
    }

    private boolean canLeave(List<Integer> content, int i) {
        return switch (discipline) {
            case FIRST_IN_FIRST_OUT -> i == 0;
            case LAST_IN_FIRST_OUT -> i == content.size() - 1;
            case SMALLEST_FIRST -> content.stream().allMatch(other -> RANKS[other] >= RANKS[content.get(i)]);
            case ANY -> true;
        };
    }

    @Override
    public List<SmallCall> sequence(Random random, int size) {
        List<SmallCall> calls = new ArrayList<>();
        List<Integer> fresh = RandomHistories.shuffledIds(random, size);
        List<Integer> content = new ArrayList<>();
        double lost = random.nextBoolean() ? 0 : random.nextDouble() / 2;
        double insertions = 0.4 + random.nextDouble() / 3;
        while (calls.size() < size) {
            boolean isInsertion = random.nextDouble() < insertions;
            boolean unknown = losesAnswers ? !isInsertion && random.nextBoolean() : random.nextDouble() < lost;
            boolean effect = !unknown || random.nextBoolean();
            if (isInsertion) {
                int value = fresh.remove(0);
                calls.add(call(unknown, Stays.INSERT, value));
                if (effect) {
                    content.add(value);
                }
            } else {
                int out = NONE;
                if (effect && !content.isEmpty()) {
                    int i = random.nextInt(content.size());
                    while (!canLeave(content, i)) {
                        i = (i + 1) % content.size();
                    }
                    out = content.remove(i);
                }
                calls.add(call(unknown, Stays.REMOVE, unknown ? NONE : out));
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
        int lostInTwenty = random.nextInt(4);
        for (int value = 0; calls.size() < size; value++) {
            SmallCall in =
                    anywhere.apply(call(!losesAnswers && random.nextInt(20) < lostInTwenty, Stays.INSERT, value));
            calls.add(in);
            if (calls.size() < size && random.nextInt(5) > 0) {
                boolean unknown = losesAnswers ? random.nextBoolean() : random.nextInt(20) < lostInTwenty;
                SmallCall out = call(unknown, Stays.REMOVE, unknown ? NONE : value);
                do {
                    out = anywhere.apply(out);
                } while (out.end() < in.begin() && random.nextInt(20) > 0);
                calls.add(out);
            }
            if (calls.size() < size && random.nextInt(5) == 0) {
                calls.add(anywhere.apply(call(false, Stays.REMOVE, NONE)));
            }
        }
        return calls;
    }

    @Override
    public SmallCall damaged(Random random, SmallCall call) {
        if (call.isUnknown() && call.code() == Stays.REMOVE) {
            return call;
        }
        int value = random.nextInt(5);
        return call.with(call.code() == Stays.REMOVE && random.nextInt(3) == 0 ? NONE : value, NONE);
    }

    @Override
    public SmallCall unanswered(SmallCall call) {
        int a = call.code() == Stays.INSERT ? call.a() : NONE;
        return new SmallCall(call.begin(), Double.POSITIVE_INFINITY, call.code(), a, NONE);
    }

    @Override
    public Decision decide(Calls calls) {
        return algorithm.apply(calls);
    }

    /** Without the values that are not named, and without the empty answers that are not. */
    @Override
    public Calls core(Calls calls, int[] contradiction) {
        Set<Integer> values = new HashSet<>();
        Set<Integer> named = new HashSet<>();
        for (int call : contradiction) {
            named.add(call);
            values.add(calls.a[call]);
        }
        return calls.only(IntStream.range(0, calls.size)
                .filter(call -> calls.a[call] == NONE
                        ? calls.isUnknown(call) || named.contains(call)
                        : values.contains(calls.a[call]))
                .toArray());
    }

    /** A value is named with all of its calls. */
    @Override
    public int[] without(Calls calls, int[] contradiction, int call) {
        return Arrays.stream(contradiction)
                .filter(other -> calls.a[call] == NONE ? other != call : calls.a[other] != calls.a[call])
                .toArray();
    }
}
