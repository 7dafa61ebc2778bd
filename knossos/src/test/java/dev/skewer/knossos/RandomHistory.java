package dev.skewer.knossos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random small history of an object, as EDN: calls take effect one after the other, each at a random moment between its
 * invocation and its completion, so that the history is linearizable; then half of the histories get one answer or call
 * changed. A fifth of the calls is of unknown outcome, and happened or did not.
 */
final class RandomHistory {
    private static final int MOST_CALLS = 7;
    private static final int VALUES = 3;

    private final Subject subject;
    private final Random random;
    /** What the object holds: one value, or that of each key; a mutex holds 1 if it is locked. */
    private final int[] state = new int[2];

    private RandomHistory(Subject subject, long seed) {
        this.subject = subject;
        random = new Random(seed);
    }

    /**
     * One call.
     *
     * @param invoked when
     * @param completed when; it may never be told
     * @param type how it ended; null for never
     * @param asked the value of the invocation
     * @param answered the value of the completion
     */
    private record Call(
            double invoked, double completed, @Nullable String type, String f, String asked, String answered) {}

    /** The history of a seed. */
    static String of(Subject subject, long seed) {
        return new RandomHistory(subject, seed).history();
    }

    private String history() {
        int n = 1 + random.nextInt(MOST_CALLS);
        double span = 1 + 4 * random.nextDouble();
        double[][] moments = new double[n][];
        for (int i = 0; i < n; i++) {
            double start = i + random.nextDouble();
            moments[i] = new double[] {start, start + span * random.nextDouble(), start + span * random.nextDouble()};
            Arrays.sort(moments[i]);
        }
        Arrays.sort(moments, Comparator.comparingDouble(moment -> moment[1]));
        List<Call> calls = new ArrayList<>();
        int damaged = random.nextBoolean() ? random.nextInt(n) : -1;
        for (int i = 0; i < n; i++) {
            calls.add(call(moments[i][0], moments[i][2], i == damaged));
        }
        return print(calls);
    }

    private Call call(double invoked, double completed, boolean damage) {
        boolean unknown = random.nextInt(5) == 0;
        int[] before = state.clone();
        String[] call = switch (subject) {
            case REGISTER -> register(random.nextInt(2), damage);
            case CAS_REGISTER -> register(random.nextInt(3), damage);
            case MUTEX -> mutex(damage);
            case MULTI_REGISTER -> transaction(damage);
        };
        if (unknown && random.nextBoolean()) {
            System.arraycopy(before, 0, state, 0, state.length);
        }
        String type = unknown ? (random.nextBoolean() ? "info" : null) : call[3];
        return new Call(invoked, completed, type, call[0], call[1], unknown ? call[1] : call[2]);
    }

    /** Name, argument, answer, and how it ended. */
    private String[] register(int kind, boolean damage) {
        int value = random.nextInt(VALUES);
        if (kind == 0) {
            return new String[] {"read", "nil", String.valueOf(damage ? value : state[0]), "ok"};
        }
        if (kind == 1) {
            // A damaged write is one of another value than was written.
            state[0] = damage ? random.nextInt(VALUES) : value;
            return new String[] {"write", String.valueOf(value), String.valueOf(value), "ok"};
        }
        int from = random.nextInt(VALUES);
        boolean fits = state[0] == from;
        state[0] = fits ? value : state[0];
        String pair = "[" + from + " " + value + "]";
        return new String[] {"cas", pair, pair, fits || damage ? "ok" : "fail"};
    }

    private String[] mutex(boolean damage) {
        boolean acquires = (state[0] == 0) != damage;
        state[0] = acquires ? 1 : 0;
        return new String[] {acquires ? "acquire" : "release", "nil", "nil", "ok"};
    }

    private String[] transaction(boolean damage) {
        StringBuilder asked = new StringBuilder("[");
        StringBuilder answered = new StringBuilder("[");
        int parts = 1 + random.nextInt(2);
        for (int i = 0; i < parts; i++) {
            int key = random.nextInt(2);
            int value = random.nextInt(VALUES);
            String name = key == 0 ? ":x " : ":y ";
            if (random.nextBoolean()) {
                asked.append("[:read ").append(name).append("nil]");
                answered.append("[:read ")
                        .append(name)
                        .append(damage ? value : state[key])
                        .append(']');
            } else {
                String write = "[:write " + name + value + "]";
                asked.append(write);
                answered.append(write);
                state[key] = damage ? random.nextInt(VALUES) : value;
            }
        }
        return new String[] {
            "txn", asked.append(']').toString(), answered.append(']').toString(), "ok"
        };
    }

    /** Each call is of a process of its own. */
    private static String print(List<Call> calls) {
        record Event(double moment, String text) {}
        List<Event> events = new ArrayList<>();
        for (int process = 0; process < calls.size(); process++) {
            Call call = calls.get(process);
            events.add(new Event(call.invoked(), event(process, "invoke", call.f(), call.asked())));
            if (call.type() != null) {
                String value = call.type().equals("ok") ? call.answered() : call.asked();
                events.add(new Event(call.completed(), event(process, call.type(), call.f(), value)));
            }
        }
        events.sort(Comparator.comparingDouble(Event::moment));
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.text()).append('\n'));
        return text.toString();
    }

    private static String event(int process, String type, String f, String value) {
        return "{:process " + process + ", :type :" + type + ", :f :" + f + ", :value " + value + "}";
    }
}
