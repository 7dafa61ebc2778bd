package dev.skewer.harness.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A random history that a correct object gave: each operation takes effect at one moment between its two events. Some fail, some
 * end with unknown outcome or not at all, processes have any names, and the nemesis reports in between.
 */
final class CorrectHistory {
    /** The models that there are objects for. */
    static final List<String> MODELS = List.of(
            "register",
            "cas-register",
            "set",
            "fifo-queue",
            "unordered-queue",
            "stack",
            "priority-queue",
            "counter",
            "kv",
            "mutex",
            "multi-register",
            "bank",
            "journal");

    /** A name that a history writes as a keyword. */
    record Keyword(String name) {}

    /**
     * One event.
     *
     * @param process a {@link Long}, a {@link String} or a {@link Keyword}
     */
    record Event(
            Object process, String type, String f, @Nullable Object value) {}

    private static final List<List<Object>> PROCESSES = List.of(
            List.of(0L, 1L, 2L),
            List.of("client-1", "client 2", "ö"),
            List.of(new Keyword("ann"), new Keyword("bob"), new Keyword("nemesis-2")),
            List.of(-1L, Long.MAX_VALUE, 4_611_686_018_427_387_904L));

    private final Random random;
    private final String model;
    private final boolean isKeyed;
    private final List<Object> processes;
    private final Map<Object, Integer> incarnations = new HashMap<>();
    private final Map<Object, Pending> pending = new LinkedHashMap<>();
    private final Map<Object, Specimen> objects = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private int fresh;

    /** An operation that was invoked and has not ended. */
    private static final class Pending {
        final String f;
        final @Nullable Object key;
        final @Nullable Object argument;
        boolean isDone;

        @Nullable Object answer;

        boolean isRefused;

        Pending(String f, @Nullable Object key, @Nullable Object argument) {
            this.f = f;
            this.key = key;
            this.argument = argument;
        }
    }

    private CorrectHistory(String model, Random random) {
        this.random = random;
        this.model = model;
        processes = PROCESSES.get(random.nextInt(PROCESSES.size()));
        isKeyed = List.of("register", "cas-register", "set", "kv").contains(model)
                && (model.equals("kv") || random.nextBoolean());
    }

    /** The events of one, at least two. */
    static List<Event> of(String model, Random random) {
        return new CorrectHistory(model, random).simulate(4 + random.nextInt(30));
    }

    private List<Event> simulate(int steps) {
        for (int i = 0; i < steps || events.size() < 2; i++) {
            Object slot = processes.get(random.nextInt(processes.size()));
            Pending operation = pending.get(slot);
            if (random.nextInt(12) == 0) {
                events.add(new Event(
                        new Keyword("nemesis"), "info", "start", random.nextBoolean() ? null : List.of("n1", 3L)));
            } else if (operation == null) {
                invoke(slot);
            } else if (!operation.isDone) {
                takeEffect(operation);
            } else {
                complete(slot, operation);
            }
        }
        return events;
    }

    private Object name(Object slot) {
        int incarnation = incarnations.getOrDefault(slot, 0);
        if (incarnation == 0) {
            return slot;
        }
        return slot instanceof Long number
                ? (Object) (number + (number > 1_000_000 ? -1_000L : 1_000L) * incarnation)
                : slot instanceof Keyword keyword
                        ? new Keyword(keyword.name() + "-" + incarnation)
                        : slot + "-" + incarnation;
    }

    private void invoke(Object slot) {
        Specimen object = new Specimen(model);
        String f = object.functions().get(random.nextInt(object.functions().size()));
        Object key = isKeyed ? List.of(new Keyword("x"), "y", 7L).get(random.nextInt(3)) : null;
        Pending operation = new Pending(f, key, object.argument(f, random, ++fresh));
        pending.put(slot, operation);
        events.add(new Event(name(slot), "invoke", f, value(key, operation.argument)));
    }

    private static @Nullable Object value(@Nullable Object key, @Nullable Object value) {
        return key == null ? value : Arrays.asList(key, value);
    }

    private void takeEffect(Pending operation) {
        operation.isDone = true;
        if (random.nextInt(10) == 0) {
            operation.isRefused = true;
            return;
        }
        Specimen object = objects.computeIfAbsent(String.valueOf(operation.key), key -> new Specimen(model));
        operation.isRefused = !object.call(operation.f, operation.argument);
        operation.answer = object.answer;
    }

    private void complete(Object slot, Pending operation) {
        pending.remove(slot);
        boolean isUnknown = random.nextInt(8) == 0;
        String type = isUnknown ? "info" : operation.isRefused ? "fail" : "ok";
        if (!isUnknown || random.nextBoolean()) {
            Object answer = type.equals("ok") ? operation.answer : random.nextBoolean() ? operation.argument : null;
            events.add(new Event(
                    name(slot),
                    type,
                    operation.f,
                    type.equals("ok") || operation.key == null ? value(operation.key, answer) : null));
        }
        if (isUnknown) {
            incarnations.merge(slot, 1, Integer::sum);
        }
    }

    /** One correct object. */
    private static final class Specimen {
        private final String model;
        private @Nullable Object held;
        private final List<Object> elements = new ArrayList<>();
        private final Map<Object, Long> numbers = new TreeMap<>(Map.of("a", 10L, "b", 5L));
        private final Map<Object, Object> registers = new HashMap<>();
        private long epoch;

        @Nullable Object answer;

        Specimen(String model) {
            this.model = model;
        }

        List<String> functions() {
            return switch (model) {
                case "register" -> List.of("read", "write");
                case "cas-register" -> List.of("read", "write", "cas");
                case "set" -> List.of("add", "remove", "contains", "read");
                case "fifo-queue", "unordered-queue" -> List.of("enqueue", "dequeue");
                case "stack" -> List.of("push", "pop");
                case "priority-queue" -> List.of("insert", "extract-min");
                case "counter" -> List.of("add", "read");
                case "kv" -> List.of("get", "put", "delete");
                case "mutex" -> List.of("acquire", "release");
                case "multi-register" -> List.of("txn");
                case "bank" -> List.of("read", "transfer");
                default -> List.of("append", "read", "trim");
            };
        }

        @Nullable Object argument(String f, Random random, int fresh) {
            long small = 1L + random.nextInt(4);
            return switch (f) {
                case "write", "put", "contains", "remove" -> small;
                case "cas" -> List.of(small, 1L + random.nextInt(4));
                case "add" ->
                    model.equals("counter") ? (Object) (random.nextInt(3) == 0 ? Long.MAX_VALUE : small) : small;
                case "enqueue", "push", "insert" -> (long) fresh;
                case "txn" ->
                    List.of(
                            Arrays.asList(new Keyword("r"), "k", null),
                            Arrays.asList(new Keyword("w"), new Keyword("j"), small),
                            Arrays.asList(new Keyword("r"), new Keyword("j"), null));
                case "transfer" ->
                    map(
                            "from",
                            random.nextBoolean() ? "a" : "b",
                            "to",
                            random.nextBoolean() ? "a" : "b",
                            "amount",
                            small);
                case "append" -> map("id", 1L, "entry", (long) fresh);
                case "trim" -> map("id", 1L, "length", (long) random.nextInt(3));
                default -> model.equals("journal") ? map("id", 1L) : null;
            };
        }

        /** Takes effect, and sets the answer; false if it is refused. */
        boolean call(String f, @Nullable Object argument) {
            answer = argument;
            return switch (f) {
                case "write", "put" -> set(argument);
                case "delete" -> set(null);
                case "get" -> answers(held);
                case "cas" -> {
                    List<?> pair = (List<?>) Objects.requireNonNull(argument);
                    yield pair.get(0).equals(held) && set(pair.get(1));
                }
                case "add" ->
                    model.equals("counter") ? count(argument) : elements.contains(argument) || elements.add(argument);
                case "remove" -> {
                    elements.remove(argument);
                    yield true;
                }
                case "contains" -> answers(elements.contains(argument));
                case "enqueue", "push", "insert" -> elements.add(argument);
                case "dequeue" -> answers(elements.isEmpty() ? null : elements.remove(0));
                case "pop" -> answers(elements.isEmpty() ? null : elements.remove(elements.size() - 1));
                case "extract-min" -> {
                    Object least = elements.isEmpty()
                            ? null
                            : Collections.min(
                                    elements.stream().map(each -> (Long) each).toList());
                    elements.remove(least);
                    yield answers(least);
                }
                case "acquire" -> held == null && set(true) && answers(null);
                case "release" -> held != null && set(null) && answers(null);
                case "txn" -> transact();
                case "transfer" -> transfer((Map<?, ?>) Objects.requireNonNull(argument));
                case "append", "trim" -> change(f, (Map<?, ?>) Objects.requireNonNull(argument));
                default -> answers(read());
            };
        }

        private boolean set(@Nullable Object value) {
            held = value;
            return true;
        }

        private boolean answers(@Nullable Object value) {
            answer = value;
            return true;
        }

        private boolean count(@Nullable Object amount) {
            BigInteger sum = held instanceof BigInteger before ? before : BigInteger.ZERO;
            held = sum.add(BigInteger.valueOf((Long) Objects.requireNonNull(amount)));
            return true;
        }

        private @Nullable Object read() {
            return switch (model) {
                case "counter" -> held == null ? 0L : held;
                case "set" -> List.copyOf(elements);
                case "bank" -> new TreeMap<>(numbers);
                case "journal" -> journal();
                default -> held;
            };
        }

        private boolean transact() {
            long value = (Long) ((List<?>) ((List<?>) Objects.requireNonNull(answer)).get(1)).get(2);
            Object before = registers.get("k");
            registers.put("j", value);
            return answers(List.of(
                    Arrays.asList(new Keyword("r"), "k", before),
                    Arrays.asList(new Keyword("w"), new Keyword("j"), value),
                    Arrays.asList(new Keyword("r"), new Keyword("j"), value)));
        }

        private boolean transfer(Map<?, ?> order) {
            long amount = (Long) Objects.requireNonNull(order.get("amount"));
            Object from = Objects.requireNonNull(order.get("from"));
            Object to = Objects.requireNonNull(order.get("to"));
            if (numbers.getOrDefault(from, 0L) < amount) {
                return false;
            }
            numbers.merge(from, -amount, Long::sum);
            numbers.merge(to, amount, Long::sum);
            return true;
        }

        private boolean change(String f, Map<?, ?> argument) {
            if (f.equals("append")) {
                elements.add(Objects.requireNonNull(argument.get("entry")));
                return answers(
                        map("id", 1L, "entry", argument.get("entry"), "epoch", epoch, "index", elements.size() - 1L));
            }
            long length = (Long) Objects.requireNonNull(argument.get("length"));
            if (elements.isEmpty() && epoch == 0) {
                return false;
            }
            if (length < elements.size()) {
                elements.subList((int) length, elements.size()).clear();
                epoch++;
            }
            return answers(map("id", 1L, "epoch", epoch, "length", (long) elements.size()));
        }

        private Object journal() {
            boolean isUnknown = elements.isEmpty() && epoch == 0;
            List<Object> entries = new ArrayList<>();
            for (Object entry : elements) {
                entries.add(List.of((long) entries.size(), entry));
            }
            Object metadata = isUnknown ? null : map("epoch", epoch, "first", 0L, "length", (long) elements.size());
            return map("id", 1L, "metadata", metadata, "journal", entries);
        }
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... entries) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) Objects.requireNonNull(entries[i]), entries[i + 1]);
        }
        return map;
    }
}
