package dev.skewer.checker.linear;

import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What clients can ask of each built-in model, and all that it might answer. */
enum Menu {
    REGISTER("register", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return random.nextBoolean() ? plain("write", value(random, values)) : new Dish("read", null, upTo(values));
        }
    },
    CAS_REGISTER("cas-register", NilRead.EXACT, "0") {
        @Override
        Dish dish(Random random, int values) {
            return switch (random.nextInt(3)) {
                case 0 -> plain("write", value(random, values));
                case 1 -> plain("cas", List.of(value(random, values), value(random, values)));
                default -> new Dish("read", null, upTo(values));
            };
        }
    },
    MULTI_REGISTER("multi-register", NilRead.ANY, "{\"x\" 0}") {
        @Override
        Dish dish(Random random, int values) {
            List<List<@Nullable Object>> outputs = new ArrayList<>(List.of(List.of()));
            List<@Nullable Object> input = new ArrayList<>();
            for (int n = 1 + random.nextInt(2); n > 0; n--) {
                Object key = random.nextBoolean() ? "x" : "y";
                boolean reads = random.nextBoolean();
                Object written = value(random, 3);
                input.add(Arrays.asList(new Keyword(reads ? "read" : "write"), key, reads ? null : written));
                outputs = longer(outputs, key, reads ? upTo(3) : List.of(written), reads ? "read" : "write");
            }
            return new Dish("txn", input, new ArrayList<>(outputs));
        }
    },
    MUTEX("mutex", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return plain(random.nextBoolean() ? "acquire" : "release", null);
        }
    },
    REENTRANT_MUTEX("reentrant-mutex", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return plain(random.nextBoolean() ? "acquire" : "release", random.nextInt(3) == 0 ? "a" : "b");
        }
    },
    SEMAPHORE("semaphore", NilRead.ANY, "2") {
        @Override
        Dish dish(Random random, int values) {
            return plain(random.nextBoolean() ? "acquire" : "release", null);
        }
    },
    FIFO_QUEUE("fifo-queue", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return container(random, values, "enqueue", "dequeue");
        }
    },
    UNORDERED_QUEUE("unordered-queue", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return container(random, values, "enqueue", "dequeue");
        }
    },
    STACK("stack", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return container(random, values, "push", "pop");
        }
    },
    PRIORITY_QUEUE("priority-queue", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return container(random, values, "insert", "extract-min");
        }
    },
    SET("set", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            Object value = value(random, 4);
            return switch (random.nextInt(5)) {
                case 0, 1 -> plain("add", value);
                case 2 -> plain("remove", value);
                case 3 -> new Dish("contains", value, List.of(true, false));
                default -> new Dish("read", null, subsets());
            };
        }
    },
    GROW_ONLY_SET("set", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return random.nextBoolean() ? plain("add", value(random, 4)) : new Dish("read", null, subsets());
        }
    },
    SET_OF_ELEMENTS("set", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            Object value = value(random, 2);
            return switch (random.nextInt(3)) {
                case 0 -> plain("add", value);
                case 1 -> plain("remove", value);
                default -> new Dish("contains", value, List.of(true, false));
            };
        }
    },
    COUNTER("counter", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return random.nextBoolean()
                    ? plain("add", random.nextInt(6) - 1L)
                    : new Dish(
                            "read",
                            null,
                            new ArrayList<>(LongStream.range(-3, 24).boxed().toList()));
        }
    },
    UNIT_COUNTER("counter", NilRead.ANY, "5") {
        @Override
        Dish dish(Random random, int values) {
            return random.nextBoolean()
                    ? plain("add", 1L)
                    : new Dish(
                            "read",
                            null,
                            new ArrayList<>(LongStream.range(4, 16).boxed().toList()));
        }
    },
    KV("kv", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            String letter = random.nextBoolean() ? "a" : "b";
            return switch (random.nextInt(6)) {
                case 0 -> plain("put", letter);
                case 1 -> plain("append", letter);
                case 2 -> plain("delete", null);
                case 3 -> plain("cas", List.of(letter, random.nextBoolean() ? "a" : "b"));
                default -> new Dish("get", null, words());
            };
        }
    },
    /** Every value written once, each appended to what may be there. */
    KV_UNIQUE("kv", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            String letter = String.valueOf((char) ('c' + random.nextInt(20)));
            return switch (random.nextInt(9)) {
                case 0 -> plain("put", letter);
                case 1, 2, 3 -> plain("append", letter);
                case 4 -> plain("cas", List.of(letter, letter.toUpperCase(Locale.ROOT)));
                default -> new Dish("get", null, List.of());
            };
        }
    },
    BANK("bank", NilRead.ANY, "{0 3 1 2}") {
        @Override
        Dish dish(Random random, int values) {
            return random.nextInt(3) == 0 ? new Dish("read", null, balances(5)) : transfer(random);
        }
    },
    BANK_OF_UNKNOWN_BALANCES("bank", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            return random.nextInt(3) == 0 ? new Dish("read", null, balances(4)) : transfer(random);
        }
    },
    /** Accounts are called now so, now so, as in JSON: keys of objects are keywords, and other names strings. */
    BANK_OF_NAMES("bank", NilRead.ANY, "{\"a\" 3 :b 2}") {
        @Override
        Dish dish(Random random, int values) {
            List<Object> names =
                    random.nextBoolean() ? List.of("a", "b", "9") : List.of(new Keyword("a"), new Keyword("b"), 9L);
            return random.nextInt(3) == 0 ? new Dish("read", null, balances(5, 1, names)) : transfer(random, 1, names);
        }
    },
    BANK_OF_LARGE_BALANCES("bank", NilRead.ANY, "{0 27670116110564327421 1 18446744073709551614}") {
        @Override
        Dish dish(Random random, int values) {
            return random.nextInt(3) == 0
                    ? new Dish("read", null, balances(5, Long.MAX_VALUE, ACCOUNTS))
                    : transfer(random, Long.MAX_VALUE, ACCOUNTS);
        }
    },
    COUNTER_OF_LARGE_NUMBERS("counter", NilRead.ANY, "-9223372036854775809") {
        @Override
        Dish dish(Random random, int values) {
            return random.nextBoolean()
                    ? plain("add", large(random.nextInt(3) - 1, random.nextInt(3) - 1))
                    : new Dish("read", null, allLarge());
        }
    },
    COUNTER_PAST_64_BITS("counter", NilRead.ANY, "9223372036854775805") {
        @Override
        Dish dish(Random random, int values) {
            return random.nextBoolean() ? plain("add", 1L + random.nextInt(2)) : new Dish("read", null, allLarge());
        }
    },
    PRIORITY_QUEUE_OF_LARGE_NUMBERS("priority-queue", NilRead.ANY, null) {
        @Override
        Dish dish(Random random, int values) {
            List<@Nullable Object> answers = allLarge();
            answers.add(null);
            return random.nextInt(5) < 3
                    ? plain("insert", large(random.nextInt(4) - 2, random.nextInt(values < 10 ? 2 : 9)))
                    : new Dish("extract-min", null, answers);
        }
    },
    /** A version and a value, as in etcd. */
    REGISTER_OF_PAIRS("cas-register", NilRead.EXACT, "[0 0]") {
        @Override
        Dish dish(Random random, int values) {
            return switch (random.nextInt(3)) {
                case 0 -> plain("write", pair(random));
                case 1 -> plain("cas", List.of(pair(random), pair(random)));
                default ->
                    new Dish("read", null, List.of(List.of(0L, 0L), List.of(0L, 1L), List.of(1L, 0L), List.of(1L, 1L)));
            };
        }
    };

    private static final List<Object> ACCOUNTS = List.of(0L, 1L, 2L);

    /**
     * Something to ask.
     *
     * @param outputs what might be the answer; empty if that is what is held
     */
    record Dish(String f, @Nullable Object input, List<? extends @Nullable Object> outputs) {}

    private final String name;
    private final NilRead nilRead;
    /** In EDN. */
    private final @Nullable String initial;

    Menu(String name, NilRead nilRead, @Nullable String initial) {
        this.name = name;
        this.nilRead = nilRead;
        this.initial = initial;
    }

    Model<?> model() {
        return ModelCatalog.named(name, initial == null ? null : Literals.read(initial), nilRead);
    }

    /**
     * Something to ask.
     *
     * @param values from how many values to choose
     */
    abstract Dish dish(Random random, int values);

    /** A call that answers nothing but itself. */
    private static Dish plain(String f, @Nullable Object value) {
        List<@Nullable Object> echo = new ArrayList<>();
        echo.add(value);
        return new Dish(f, value, echo);
    }

    private static Object value(Random random, int values) {
        return (long) random.nextInt(values);
    }

    /** All values, and nil. */
    private static List<@Nullable Object> upTo(int values) {
        List<@Nullable Object> all =
                new ArrayList<>(LongStream.range(0, values).boxed().toList());
        all.add(null);
        return all;
    }

    private static Dish container(Random random, int values, String put, String take) {
        return random.nextInt(5) < 3 ? plain(put, value(random, values)) : new Dish(take, null, upTo(values));
    }

    private static List<List<@Nullable Object>> longer(
            List<List<@Nullable Object>> some, Object key, List<? extends @Nullable Object> values, String f) {
        List<List<@Nullable Object>> longer = new ArrayList<>();
        for (List<@Nullable Object> each : some) {
            for (Object value : values) {
                List<@Nullable Object> next = new ArrayList<>(each);
                next.add(Arrays.asList(new Keyword(f), key, value));
                longer.add(next);
            }
        }
        return longer;
    }

    /** Of the values 0 to 3. */
    private static List<Object> subsets() {
        List<Object> subsets = new ArrayList<>();
        for (int bits = 0; bits < 16; bits++) {
            int members = bits;
            subsets.add(LongStream.range(0, 4)
                    .filter(v -> (members >> v & 1) == 1)
                    .boxed()
                    .toList());
        }
        return subsets;
    }

    /** Of up to three letters, and nil. */
    private static List<@Nullable Object> words() {
        List<@Nullable Object> words = new ArrayList<>();
        words.add(null);
        for (int length = 0; length <= 3; length++) {
            for (int bits = 0; bits < 1 << length; bits++) {
                StringBuilder word = new StringBuilder();
                for (int i = 0; i < length; i++) {
                    word.append((bits >> i & 1) == 0 ? 'a' : 'b');
                }
                words.add(word.toString());
            }
        }
        return words;
    }

    private static Object pair(Random random) {
        return List.of((long) random.nextInt(2), (long) random.nextInt(2));
    }

    /** Some times 2 to the 63rd, and a little. */
    private static Object large(long times, long more) {
        return Integers.of(
                BigInteger.ONE.shiftLeft(63).multiply(BigInteger.valueOf(times)).add(BigInteger.valueOf(more)));
    }

    private static List<@Nullable Object> allLarge() {
        List<@Nullable Object> all = new ArrayList<>();
        for (long times = -4; times <= 4; times++) {
            for (long more = -8; more <= 8; more++) {
                all.add(large(times, more));
            }
        }
        return all;
    }

    private static Dish transfer(Random random) {
        return transfer(random, 1, ACCOUNTS);
    }

    /** Of -2 to 2 times an amount, from any account to any, be it the same. */
    private static Dish transfer(Random random, long times, List<Object> accounts) {
        BigInteger amount = BigInteger.valueOf(times).multiply(BigInteger.valueOf(random.nextInt(5) - 2));
        return plain(
                "transfer",
                Map.of(
                        new Keyword("from"),
                        accounts.get(random.nextInt(3)),
                        new Keyword("to"),
                        accounts.get(random.nextInt(3)),
                        new Keyword("amount"),
                        Integers.of(amount)));
    }

    private static List<Object> balances(long total) {
        return balances(total, 1, ACCOUNTS);
    }

    /** All ways to spread some times an amount over three accounts. */
    private static List<Object> balances(long total, long times, List<Object> accounts) {
        List<Object> balances = new ArrayList<>();
        for (long a = 0; a <= total; a++) {
            for (long b = 0; a + b <= total; b++) {
                balances.add(Map.of(
                        accounts.get(0), product(a, times),
                        accounts.get(1), product(b, times),
                        accounts.get(2), product(total - a - b, times)));
            }
        }
        return balances;
    }

    private static Object product(long a, long b) {
        return Integers.of(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
    }
}
