package dev.skewer.checker.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Random small histories of one object: a simulated object answers calls at random moments within them, so that the history
 * is linearizable; then, half of the time, some answers or outcomes are changed, so that it may not be.
 */
final class RandomCalls {
    final Calls calls;
    final List<Operation> operations;

    private RandomCalls(Calls calls, List<Operation> operations) {
        this.calls = calls;
        this.operations = operations;
    }

    /** What clients can ask, and what the object answers. */
    interface Client<S> {
        /** A random call: its name and argument; the output is not looked at. */
        Operation ask(Random random);

        /** What an object in a state answers, or null if it refuses. */
        @Nullable Operation answer(S state, Operation asked);

        /** A wrong answer, or perhaps the right one. */
        Operation damage(Operation answered, Random random);
    }

    static <S> RandomCalls of(Model<S> model, Client<S> client, Random random, int most) {
        int n = 1 + random.nextInt(most);
        // Each call: invocation, effect and completion, each at a random moment, in this order.
        double[] moments = new double[3 * n];
        double span = 1 + random.nextDouble() * 4;
        for (int i = 0; i < n; i++) {
            double start = i + random.nextDouble();
            double[] later = {start, start + random.nextDouble() * span, start + random.nextDouble() * span};
            Arrays.sort(later);
            System.arraycopy(later, 0, moments, 3 * i, 3);
        }
        Integer[] byEffect = indexes(n, i -> moments[3 * i + 1]);
        Operation[] done = new Operation[n];
        boolean[] unknown = new boolean[n];
        S state = model.initial();
        for (int i : byEffect) {
            Operation asked = client.ask(random);
            Operation answered = client.answer(state, asked);
            unknown[i] = random.nextInt(5) == 0;
            if (answered == null) {
                // It did nothing, and nobody knows.
                unknown[i] = true;
                done[i] = asked;
                continue;
            }
            done[i] = answered;
            if (!unknown[i] || random.nextBoolean()) {
                S next = model.step(state, answered);
                state = next == null ? state : next;
            }
        }
        if (random.nextBoolean()) {
            int victim = random.nextInt(n);
            done[victim] = client.damage(done[victim], random);
        }
        return build(moments, done, unknown);
    }

    private static RandomCalls build(double[] moments, Operation[] done, boolean[] unknown) {
        int n = done.length;
        Integer[] byEvent = indexes(2 * n, e -> moments[3 * (e / 2) + (e % 2 == 0 ? 0 : 2)]);
        int[] rank = new int[2 * n];
        for (int r = 0; r < 2 * n; r++) {
            rank[byEvent[r]] = r;
        }
        Integer[] byInvocation = indexes(n, i -> (double) rank[2 * i]);
        int[] invoked = new int[n];
        int[] completed = new int[n];
        List<Operation> operations = new ArrayList<>();
        for (int c = 0; c < n; c++) {
            int i = byInvocation[c];
            invoked[c] = rank[2 * i];
            completed[c] = unknown[i] ? Calls.NEVER : rank[2 * i + 1];
            Operation op = done[i];
            operations.add(unknown[i] ? new Operation(op.f(), op.key(), op.input(), null, false) : op);
        }
        return new RandomCalls(new Calls(invoked, completed, new int[n], new int[n], new int[n]), operations);
    }

    private static Integer[] indexes(int n, Function<Integer, Double> by) {
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        Arrays.sort(order, java.util.Comparator.comparing(by));
        return order;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < calls.size; c++) {
            text.append(calls.invoked[c])
                    .append("…")
                    .append(calls.isUnknown(c) ? "?" : calls.completed[c])
                    .append(' ')
                    .append(operations.get(c).text())
                    .append('\n');
        }
        return text.toString();
    }
}
