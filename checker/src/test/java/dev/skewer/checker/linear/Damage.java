package dev.skewer.checker.linear;

import dev.skewer.checker.linear.models.Literals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Long histories of many clients that use one object, in which one thing goes wrong: an answer is another one, an effect is
 * lost though it was acknowledged (a lost update, a value that comes out twice), an answer is of an earlier state, or an
 * effect comes after the answer. One in so many outcomes may be unknown.
 */
final class Damage {
    /** What goes wrong, if anything. */
    enum Sort {
        NONE,
        OTHER_ANSWER,
        LOST_EFFECT,
        STALE_ANSWER,
        LATE_EFFECT
    }

    /** A call: its times, and what became of it. */
    private static final class Event {
        final double effect;
        double invoked;
        double completed;

        @Nullable Operation done;

        boolean unknown;

        Event(double invoked, double effect, double completed) {
            this.invoked = invoked;
            this.effect = effect;
            this.completed = completed;
        }
    }

    private Damage() {}

    /**
     * A history, as lines for {@link Loading}.
     *
     * @param operations how many calls, some of which fail and are left out
     * @param lostInHundred how many of hundred calls have an unknown outcome
     */
    static String[] history(Workshop workshop, int operations, int clients, int lostInHundred, Sort sort, long seed) {
        return history(workshop, workshop.model(), operations, clients, lostInHundred, sort, seed);
    }

    private static <S> String[] history(
            Workshop workshop, Model<S> model, int operations, int clients, int lostInHundred, Sort sort, long seed) {
        Random random = new Random(seed);
        List<Event> events = events(operations, clients, random);
        int victim = operations / 3 + random.nextInt(Math.max(1, operations / 2));
        List<S> states = new ArrayList<>(List.of(model.initial()));
        boolean damaged = sort == Sort.NONE;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            S state = states.get(states.size() - 1);
            Operation asked = workshop.ask(random, i);
            event.unknown = random.nextInt(100) < lostInHundred;
            Operation done = workshop.answer(state, asked);
            S next = done == null ? null : model.step(state, done);
            if (event.unknown) {
                boolean happens = random.nextBoolean() && next != null;
                event.done = asked;
                states.add(happens && next != null ? next : state);
                continue;
            }
            if (next == null) {
                states.add(state);
                continue;
            }
            boolean now = !damaged && i >= victim;
            event.done = done;
            if (now && sort == Sort.LOST_EFFECT && !next.equals(state)) {
                next = state;
                damaged = true;
            } else if (now && (sort == Sort.OTHER_ANSWER || sort == Sort.STALE_ANSWER)) {
                int back = sort == Sort.STALE_ANSWER ? 1 + random.nextInt(60) : states.size();
                S other = states.get(Math.max(0, states.size() - 1 - back)
                        + (sort == Sort.STALE_ANSWER ? 0 : random.nextInt(states.size())));
                Operation wrong = workshop.answer(other, asked);
                if (wrong != null && !wrong.equals(done)) {
                    event.done = wrong;
                    damaged = true;
                }
            } else if (now && sort == Sort.LATE_EFFECT && !next.equals(state)) {
                event.completed = event.effect - random.nextDouble();
                event.invoked = event.completed - random.nextDouble() - 0.1;
                damaged = true;
            }
            states.add(next);
        }
        return lines(events);
    }

    /** Each client asks, hears the answer after a while, and asks again; in order of effect. */
    private static List<Event> events(int operations, int clients, Random random) {
        double[] free = new double[clients];
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            int client = 0;
            for (int c = 1; c < clients; c++) {
                client = free[c] < free[client] ? c : client;
            }
            double invoked = free[client] + random.nextDouble() * 2;
            double effect = invoked + random.nextDouble();
            double completed = effect + random.nextDouble();
            free[client] = completed;
            events.add(new Event(invoked, effect, completed));
        }
        events.sort(Comparator.comparingDouble(event -> event.effect));
        return events;
    }

    private record Line(double time, int event, boolean isInvoke) {}

    private static String[] lines(List<Event> events) {
        List<Line> order = new ArrayList<>();
        for (int e = 0; e < events.size(); e++) {
            if (events.get(e).done != null) {
                order.add(new Line(events.get(e).invoked, e, true));
                order.add(new Line(events.get(e).completed, e, false));
            }
        }
        order.sort(Comparator.comparingDouble(Line::time));
        List<String> lines = new ArrayList<>();
        for (Line line : order) {
            Event event = events.get(line.event);
            Operation done = event.done;
            if (done == null) {
                continue;
            }
            // Each call is one of a process of its own, so that a damaged one may overlap others of its client.
            String value = edn(line.isInvoke ? done.input() : done.output());
            String type = line.isInvoke ? "invoke" : event.unknown ? "info" : "ok";
            if (line.isInvoke || !event.unknown) {
                lines.add(line.event + " " + type + " " + done.f() + " " + value);
            }
        }
        return lines.toArray(String[]::new);
    }

    /** Whole, however long it is. */
    private static String edn(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Damage::edn).collect(Collectors.joining(" ", "[", "]"));
        }
        return value instanceof String text ? '"' + text + '"' : Literals.write(value);
    }
}
