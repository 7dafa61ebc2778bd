package dev.skewer.checker.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Histories of a bank that many clients use at once: each asks, hears the answer some time after the bank gave it, and asks
 * again. Transfers for which there is not enough fail and are left out.
 *
 * @param operations how many
 * @param clients how many ask at once
 * @param accounts how many there are
 * @param balance what each holds at first
 * @param largest the most that a transfer moves
 * @param readsInTen how many of ten operations are reads of all balances
 * @param lostInTen how many of ten operations have an unknown outcome
 */
record BankHistories(
        int operations, int clients, int accounts, long balance, int largest, int readsInTen, int lostInTen) {
    private record Event(double invoked, double effect, double completed, Operation asked) {}

    /** A history. */
    record Sample(Calls calls, List<Operation> operations, Map<Object, Long> initial) {}

    Sample valid(long seed) {
        return sample(new Random(seed), false);
    }

    /** The same with money moved, in the answer of one read, from one account to another. */
    Sample damaged(long seed) {
        return sample(new Random(seed), true);
    }

    private Sample sample(Random random, boolean damage) {
        List<Event> events = events(random);
        events.sort(Comparator.comparingDouble(Event::effect));
        Map<Object, Long> initial = new HashMap<>();
        for (long account = 0; account < accounts; account++) {
            initial.put(account, balance);
        }
        Map<Object, Long> balances = new HashMap<>(initial);
        List<Event> answered = new ArrayList<>();
        for (Event event : events) {
            Operation op = answer(balances, event.asked, random.nextInt(10) < lostInTen, random.nextBoolean());
            if (op != null) {
                double completed = op.known() ? event.completed : Double.POSITIVE_INFINITY;
                answered.add(new Event(event.invoked, event.effect, completed, op));
            }
        }
        if (damage) {
            damage(answered, random);
        }
        return columns(answered, initial);
    }

    private List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        double[] free = new double[clients];
        for (int client = 0; client < clients; client++) {
            free[client] = random.nextDouble() / 10;
        }
        for (int i = 0; i < operations; i++) {
            int client = 0;
            for (int other = 1; other < clients; other++) {
                client = free[other] < free[client] ? other : client;
            }
            double invoked = free[client];
            double effect = invoked + random.nextDouble();
            double completed = effect + random.nextDouble();
            free[client] = completed + random.nextDouble() / 100;
            events.add(new Event(invoked, effect, completed, ask(random)));
        }
        return events;
    }

    private Operation ask(Random random) {
        if (random.nextInt(10) < readsInTen) {
            return new Operation("read", null, null, null, true);
        }
        long from = random.nextInt(accounts);
        long to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
        Map<Object, Object> order = Map.of(
                new Keyword("from"), from, new Keyword("to"), to, new Keyword("amount"), 1L + random.nextInt(largest));
        return new Operation("transfer", null, order, order, true);
    }

    private static @Nullable Operation answer(
            Map<Object, Long> balances, Operation asked, boolean lost, boolean effective) {
        if (asked.f().equals("read")) {
            return new Operation("read", null, null, lost ? null : Map.copyOf(balances), !lost);
        }
        if (lost && !effective) {
            return asked.relaxed();
        }
        Map<?, ?> order = (Map<?, ?>) asked.argument();
        long amount = (Long) Objects.requireNonNull(order.get(new Keyword("amount")));
        Object from = order.get(new Keyword("from"));
        if (balances.getOrDefault(from, 0L) < amount) {
            return null;
        }
        balances.merge(from, -amount, Long::sum);
        balances.merge(order.get(new Keyword("to")), amount, Long::sum);
        return lost ? asked.relaxed() : asked;
    }

    private void damage(List<Event> answered, Random random) {
        List<Integer> reads = new ArrayList<>();
        for (int i = 0; i < answered.size(); i++) {
            if (answered.get(i).asked.output() instanceof Map<?, ?>
                    && answered.get(i).asked.f().equals("read")) {
                reads.add(i);
            }
        }
        if (reads.isEmpty()) {
            return;
        }
        int victim = reads.get(random.nextInt(reads.size()));
        Event event = answered.get(victim);
        Map<Object, Long> seen = new HashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(event.asked.output())).forEach((a, b) -> seen.put(a, (Long) b));
        long from = random.nextInt(accounts);
        long to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
        long amount = Math.min(seen.getOrDefault(from, 0L), 1 + random.nextInt(largest));
        seen.merge(from, -amount, Long::sum);
        seen.merge(to, amount, Long::sum);
        answered.set(
                victim,
                new Event(event.invoked, event.effect, event.completed, new Operation("read", null, null, seen, true)));
    }

    private static Sample columns(List<Event> answered, Map<Object, Long> initial) {
        List<Event> byInvocation = new ArrayList<>(answered);
        byInvocation.sort(Comparator.comparingDouble(Event::invoked));
        double[] moments = new double[2 * answered.size()];
        for (int i = 0; i < answered.size(); i++) {
            moments[2 * i] = byInvocation.get(i).invoked;
            moments[2 * i + 1] = byInvocation.get(i).completed;
        }
        double[] sorted = moments.clone();
        Arrays.sort(sorted);
        int n = answered.size();
        int[] invoked = new int[n];
        int[] completed = new int[n];
        for (int i = 0; i < n; i++) {
            invoked[i] = Arrays.binarySearch(sorted, moments[2 * i]);
            completed[i] = moments[2 * i + 1] == Double.POSITIVE_INFINITY
                    ? Calls.NEVER
                    : Arrays.binarySearch(sorted, moments[2 * i + 1]);
        }
        return new Sample(
                new Calls(invoked, completed, new int[n], new int[n], new int[n]),
                byInvocation.stream().map(Event::asked).toList(),
                initial);
    }
}
