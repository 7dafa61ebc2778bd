package dev.skewer.checker.linear;

import dev.skewer.checker.linear.models.Bank;
import dev.skewer.checker.linear.models.Held;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.models.Stack;
import dev.skewer.checker.linear.models.UnorderedQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Objects that clients use, and what they ask of them: the sources of the long histories of {@link Damage}. */
enum Workshop {
    REGISTER("register", "0", 5) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("read", null) : op("write", few(random));
        }
    },
    UNIQUE_REGISTER("register", "0", 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("read", null) : op("write", (long) fresh);
        }
    },
    CAS_REGISTER("cas-register", "0", 5) {
        @Override
        Operation ask(Random random, int fresh) {
            return switch (random.nextInt(4)) {
                case 0 -> op("read", null);
                case 1 -> op("write", few(random));
                default -> op("cas", List.of(few(random), few(random)));
            };
        }
    },
    MULTI_REGISTER("multi-register", "{\"x\" 0 \"y\" 0}", 4) {
        @Override
        Operation ask(Random random, int fresh) {
            List<Object> parts = new ArrayList<>();
            for (Object key : List.of("x", "y")) {
                if (random.nextInt(3) > 0 || parts.isEmpty()) {
                    boolean reads = random.nextBoolean();
                    parts.add(Arrays.asList(new Keyword(reads ? "r" : "w"), key, reads ? null : few(random)));
                }
            }
            return op("txn", parts);
        }

        @Override
        @Nullable Operation answer(Object state, Operation asked) {
            Map<?, ?> held = new HashMap<>((Map<?, ?>) state);
            List<Object> parts = new ArrayList<>();
            for (Object each : (List<?>) Objects.requireNonNull(asked.input())) {
                List<?> part = (List<?>) each;
                boolean reads = part.get(0).equals(new Keyword("r"));
                parts.add(reads ? Arrays.asList(part.get(0), part.get(1), held.get(part.get(1))) : part);
                if (!reads) {
                    put(held, part.get(1), part.get(2));
                }
            }
            return new Operation("txn", null, asked.input(), parts, true);
        }
    },
    MUTEX("mutex", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return op(random.nextBoolean() ? "acquire" : "release", null);
        }
    },
    REENTRANT_MUTEX("reentrant-mutex", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return op(random.nextBoolean() ? "acquire" : "release", (long) random.nextInt(3));
        }
    },
    SEMAPHORE("semaphore", "3", 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return op(random.nextBoolean() ? "acquire" : "release", null);
        }
    },
    FIFO_QUEUE("fifo-queue", null, 4) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("enqueue", few(random)) : op("dequeue", null);
        }
    },
    UNIQUE_FIFO_QUEUE("fifo-queue", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("enqueue", (long) fresh) : op("dequeue", null);
        }
    },
    LONG_FIFO_QUEUE("fifo-queue", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextInt(5) < 3 ? op("enqueue", (long) fresh) : op("dequeue", null);
        }
    },
    UNORDERED_QUEUE("unordered-queue", null, 4) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("enqueue", few(random)) : op("dequeue", null);
        }
    },
    UNIQUE_UNORDERED_QUEUE("unordered-queue", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("enqueue", (long) fresh) : op("dequeue", null);
        }
    },
    STACK("stack", null, 4) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("push", few(random)) : op("pop", null);
        }
    },
    UNIQUE_STACK("stack", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("push", (long) fresh) : op("pop", null);
        }
    },
    PRIORITY_QUEUE("priority-queue", null, 4) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("insert", few(random)) : op("extract-min", null);
        }
    },
    UNIQUE_PRIORITY_QUEUE("priority-queue", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextBoolean() ? op("insert", fresh * 7919L % 10_007) : op("extract-min", null);
        }
    },
    SET("set", null, 8) {
        @Override
        Operation ask(Random random, int fresh) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> op("add", few(random));
                case 2 -> op("remove", few(random));
                case 3 -> op("contains", few(random));
                default -> op("read", null);
            };
        }
    },
    SET_OF_ELEMENTS("set", null, 8) {
        @Override
        Operation ask(Random random, int fresh) {
            return op(List.of("add", "remove", "contains").get(random.nextInt(3)), few(random));
        }
    },
    GROWING_SET("set", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextInt(12) == 0 ? op("read", null) : op("add", (long) fresh);
        }
    },
    COUNTER("counter", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextInt(3) == 0 ? op("read", null) : op("add", random.nextInt(9) - 4L);
        }
    },
    UNIT_COUNTER("counter", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextInt(5) == 0 ? op("read", null) : op("add", 1L);
        }
    },
    GROWING_COUNTER("counter", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextInt(5) == 0 ? op("read", null) : op("add", 1L + random.nextInt(5));
        }
    },
    KV("kv", null, 4) {
        @Override
        Operation ask(Random random, int fresh) {
            return switch (random.nextInt(6)) {
                case 0 -> op("put", letter(random));
                case 1 -> op("append", letter(random));
                case 2 -> op("delete", null);
                case 3 -> op("cas", List.of(letter(random), letter(random)));
                default -> op("get", null);
            };
        }
    },
    UNIQUE_KV("kv", null, 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return switch (random.nextInt(12)) {
                case 0 -> op("put", "p" + fresh + ".");
                case 1, 2, 3, 4, 5 -> op("append", "a" + fresh + ".");
                default -> op("get", null);
            };
        }
    },
    BANK("bank", "{0 100 1 100 2 100 3 100}", 0) {
        @Override
        Operation ask(Random random, int fresh) {
            return random.nextInt(3) == 0
                    ? op("read", null)
                    : op(
                            "transfer",
                            Map.of(
                                    new Keyword("from"),
                                    (long) random.nextInt(4),
                                    new Keyword("to"),
                                    (long) random.nextInt(4),
                                    new Keyword("amount"),
                                    1L + random.nextInt(20)));
        }
    };

    private final String name;
    private final @Nullable String initial;
    private final int values;

    Workshop(String name, @Nullable String initial, int values) {
        this.name = name;
        this.initial = initial;
        this.values = values;
    }

    Model<?> model() {
        return ModelCatalog.named(name, initial == null ? null : Literals.read(initial), NilRead.ANY);
    }

    /**
     * Something to ask.
     *
     * @param fresh a number that was not used before
     */
    abstract Operation ask(Random random, int fresh);

    /** What an object in a state answers; null if it refuses. */
    @Nullable Operation answer(Object state, Operation asked) {
        return switch (asked.f()) {
            case "read", "get" -> answered(asked, read(state));
            case "contains" -> answered(asked, ((Set<?>) state).contains(asked.input()));
            case "dequeue", "pop", "extract-min" -> answered(asked, out(state));
            case "cas" ->
                Objects.equals(((List<?>) Objects.requireNonNull(asked.input())).get(0), ((Held) state).value())
                        ? asked
                        : null;
            default -> asked;
        };
    }

    private static @Nullable Object read(Object state) {
        if (state instanceof Held held) {
            return held.value();
        }
        if (state instanceof Bank.Accounts accounts) {
            Map<Object, Object> balances = new HashMap<>();
            accounts.balances().forEach((account, balance) -> balances.put(account.written(), balance));
            return balances;
        }
        return state instanceof Set<?> set ? new ArrayList<>(new TreeSet<>(set)) : state;
    }

    private static @Nullable Object out(Object state) {
        if (state instanceof List<?> queue) {
            return queue.isEmpty() ? null : queue.get(0);
        }
        if (state instanceof Stack.Pile pile) {
            return pile.top();
        }
        if (state instanceof UnorderedQueue.Bag bag) {
            return bag.counts().keySet().stream().findFirst().orElse(null);
        }
        NavigableMap<?, ?> queue = (NavigableMap<?, ?>) state;
        return queue.isEmpty() ? null : queue.firstKey();
    }

    static Operation op(String f, @Nullable Object input) {
        return new Operation(f, null, input, f.equals("txn") ? null : input, true);
    }

    private static Operation answered(Operation asked, @Nullable Object output) {
        return new Operation(asked.f(), null, asked.input(), output, true);
    }

    Object few(Random random) {
        return (long) random.nextInt(values);
    }

    private static Object letter(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(3)));
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<?, ?> map, Object key, Object value) {
        ((Map<Object, Object>) map).put(key, value);
    }
}
