package dev.skewer.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Linearizable histories of simple objects, as EDN: clients call at random, each call takes effect at a random moment within
 * its interval, and some of the answers get lost. The same options give the same history.
 */
public final class SyntheticObjectHistory {
    /** What the clients use. */
    public enum Kind {
        /** {@code read} and {@code write v}. */
        REGISTER,
        /** Also {@code cas [from to]}. */
        CAS_REGISTER,
        /** {@code enqueue v} and {@code dequeue}, values unique. */
        FIFO_QUEUE,
        /** {@code get}, {@code append v} and now and then {@code put v} of strings, each of which names its client, on {@code :key}s. */
        KV,
        /** {@code transfer {:from a :to b :amount n}} of small amounts between eight accounts, and {@code read}. */
        BANK,
        /** A register of unique strings in which much is escaped. */
        STRING_REGISTER,
        /** {@code txn} of up to four {@code [:append k v]} and {@code [:r k [v …]]}; a list of 16 values makes room for a new one. */
        LIST_APPEND
    }

    /**
     * What to make.
     *
     * @param ops how many operations
     * @param clients how many at a time
     * @param keys over how many objects, as {@code [key value]} tuples if there are several
     * @param values from how many values writes choose; 0 for values that are unique
     * @param repeatShare of a {@code kv}, the share of strings written that were written before
     * @param infoShare the share of operations of unknown outcome; half of them take effect
     */
    public record Options(
            Kind kind, long ops, int clients, int keys, int values, double repeatShare, double infoShare, long seed) {}

    private static final int ACCOUNTS = 8;
    private static final int FUNDS = 50;

    private static final int LONGEST_LIST = 16;
    /** What the strings of a {@link Kind#STRING_REGISTER} are made of beside words, as EDN. */
    private static final List<String> ESCAPED = List.of("\\n", "\\t", "\\\"", "\\\\", "\\u00e9", "ü", "→");

    private final Options options;
    private final Random random;
    private final Writer out;
    private final long[] register;
    private final long[] balances = new long[ACCOUNTS];
    private final Deque<Long> queue = new ArrayDeque<>();
    private final String[] strings;
    private final int[] lists;
    private final List<String> written = new ArrayList<>();
    private final Map<Integer, List<Long>> contents = new HashMap<>();
    private int nextList;
    private long nextValue;
    private int nextProcess;
    private long index;

    /** A call under way. */
    private static final class Call {
        int process;
        int key;
        String f = "";
        String input = "nil";
        String output = "nil";
        long a;
        long b;
        String string = "";
        long amount;
        boolean executed;
        boolean failed;
        boolean lost;
    }

    private SyntheticObjectHistory(Options options, Writer out) {
        this.options = options;
        this.out = out;
        random = new Random(options.seed);
        register = new long[options.keys];
        strings = new String[options.keys];
        Arrays.fill(strings, options.kind == Kind.STRING_REGISTER ? "nil" : "");
        lists = new int[options.keys];
        for (int key = 0; key < options.keys; key++) {
            lists[key] = nextList++;
        }
        Arrays.fill(balances, FUNDS);
    }

    /** Writes a history. */
    public static void generate(Options options, Writer out) throws IOException {
        new SyntheticObjectHistory(options, out).run();
    }

    /** A history as text. */
    public static String text(Options options) throws IOException {
        StringWriter text = new StringWriter();
        generate(options, text);
        return text.toString();
    }

    /**
     * Writes one history to a file.
     *
     * @param args {@code --out FILE} and any of {@code --kind KIND --ops N --clients N --keys N --values N --info-share X --seed
     *     N}
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        Map<String, String> given = new HashMap<>(
                Map.of("--kind", "register", "--ops", "100000", "--clients", "20", "--keys", "1", "--values", "0"));
        given.putAll(Map.of("--info-share", "0", "--repeat-share", "0", "--seed", "1", "--out", ""));
        Options options;
        try {
            for (int i = 0; i < args.length; i += 2) {
                if (given.put(args[i], args[i + 1]) == null) {
                    throw new IllegalArgumentException(args[i]);
                }
            }
            options = new Options(
                    Kind.valueOf(text(given, "--kind").toUpperCase(Locale.ROOT).replace('-', '_')),
                    Long.parseLong(text(given, "--ops")),
                    Integer.parseInt(text(given, "--clients")),
                    Integer.parseInt(text(given, "--keys")),
                    Integer.parseInt(text(given, "--values")),
                    Double.parseDouble(text(given, "--repeat-share")),
                    Double.parseDouble(text(given, "--info-share")),
                    Long.parseLong(text(given, "--seed")));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println(
                    "usage: SyntheticObjectHistory --out FILE [--kind register|cas-register|fifo-queue|kv|bank|string-register|list-append]"
                            + " [--ops N] [--clients N] [--keys N] [--values N (0: unique)] [--repeat-share 0…1] [--info-share 0…1] [--seed N]");
            System.exit(254);
            return;
        }
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(text(given, "--out")))) {
            generate(options, out);
        }
    }

    private static String text(Map<String, String> given, String name) {
        String value = given.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    private void run() throws IOException {
        Call[] slots = new Call[options.clients];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Call();
            slots[i].process = nextProcess++;
        }
        boolean[] underWay = new boolean[slots.length];
        long begun = 0;
        int active = 0;
        while (begun < options.ops || active > 0) {
            int at = random.nextInt(slots.length);
            Call call = slots[at];
            if (!underWay[at]) {
                if (begun < options.ops) {
                    begun++;
                    active++;
                    underWay[at] = true;
                    invoke(call);
                }
            } else if (!call.executed) {
                call.executed = true;
                if (!call.lost || random.nextBoolean()) {
                    execute(call);
                }
            } else {
                active--;
                underWay[at] = false;
                complete(call);
            }
        }
    }

    private void invoke(Call call) throws IOException {
        call.executed = false;
        call.failed = false;
        call.lost = random.nextDouble() < options.infoShare;
        call.key = random.nextInt(options.keys);
        call.input = "nil";
        switch (options.kind) {
            case REGISTER, CAS_REGISTER -> {
                int choice = random.nextInt(options.kind == Kind.REGISTER ? 2 : 3);
                call.f = choice == 0 ? "read" : choice == 1 ? "write" : "cas";
                call.a = choice == 2 ? seen(call.key) : value();
                call.b = choice == 2 ? value() : 0;
                call.input =
                        choice == 0 ? "nil" : choice == 1 ? String.valueOf(call.a) : "[" + call.a + " " + call.b + "]";
            }
            case FIFO_QUEUE -> {
                boolean puts = random.nextBoolean();
                call.f = puts ? "enqueue" : "dequeue";
                call.a = puts ? value() : 0;
                call.input = puts ? String.valueOf(call.a) : "nil";
            }
            case KV -> {
                int choice = random.nextInt(20);
                call.f = choice < 10 ? "get" : choice < 19 ? "append" : "put";
                call.string = choice < 10 ? "" : string(call.process);
                call.input = choice < 10 ? "nil" : '"' + call.string + '"';
            }
            case BANK -> {
                boolean reads = random.nextInt(5) == 0;
                call.f = reads ? "read" : "transfer";
                call.a = random.nextInt(ACCOUNTS);
                call.b = (call.a + random.nextInt(1, ACCOUNTS)) % ACCOUNTS;
                call.amount = random.nextInt(1, 6);
                call.input = reads ? "nil" : "{:from " + call.a + " :to " + call.b + " :amount " + call.amount + "}";
            }
            case STRING_REGISTER -> {
                boolean reads = random.nextBoolean();
                call.f = reads ? "read" : "write";
                call.string = reads ? "" : escapedString();
                call.input = reads ? "nil" : call.string;
            }
            case LIST_APPEND -> {
                call.f = "txn";
                call.input = transaction();
            }
        }
        event(call, "invoke", call.input);
    }

    /** A value to write. */
    private long value() {
        return options.values == 0 ? ++nextValue : random.nextInt(options.values);
    }

    /** A string to write: the client's own and new, or one that some client wrote before. */
    private String string(int client) {
        if (!written.isEmpty() && random.nextDouble() < options.repeatShare) {
            return written.get(random.nextInt(written.size()));
        }
        String string = "x " + client + " " + ++nextValue + " y";
        written.add(string);
        return string;
    }

    private String escapedString() {
        StringBuilder text = new StringBuilder("\"value ").append(++nextValue);
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(" part").append(ESCAPED.get(random.nextInt(ESCAPED.size())));
        }
        return text.append('"').toString();
    }

    private String transaction() {
        StringBuilder text = new StringBuilder("[");
        for (int left = random.nextInt(1, 5); left > 0; left--) {
            int list = lists[random.nextInt(lists.length)];
            boolean reads = random.nextBoolean();
            text.append(reads ? "[:r " + list + " nil]" : "[:append " + list + " " + ++nextValue + "]");
            text.append(left > 1 ? " " : "");
        }
        return text.append(']').toString();
    }

    /** Appends what a transaction appends, and fills in what it reads. */
    private String executed(String transaction) {
        StringBuilder text = new StringBuilder("[");
        for (String operation :
                transaction.substring(2, transaction.length() - 2).split("\\] \\[")) {
            String[] words = operation.split(" ");
            int list = Integer.parseInt(words[1]);
            List<Long> content = contents.computeIfAbsent(list, none -> new ArrayList<>());
            if (words[0].equals(":append")) {
                content.add(Long.parseLong(words[2]));
                if (content.size() == LONGEST_LIST) {
                    Arrays.setAll(lists, key -> lists[key] == list ? nextList++ : lists[key]);
                }
            } else {
                words[2] = content.toString().replace(",", "");
            }
            text.append(text.length() > 1 ? " [" : "[")
                    .append(String.join(" ", words))
                    .append(']');
        }
        return text.append(']').toString();
    }

    /** What a client that compares may expect: often what is there. */
    private long seen(int key) {
        return random.nextInt(4) > 0 || options.values == 0 ? register[key] : value();
    }

    private void execute(Call call) {
        call.output = call.input;
        switch (call.f) {
            case "read" ->
                call.output = switch (options.kind) {
                    case BANK -> balances();
                    case STRING_REGISTER -> strings[call.key];
                    default -> String.valueOf(register[call.key]);
                };
            case "write" -> {
                register[call.key] = call.a;
                strings[call.key] = call.string;
            }
            case "txn" -> call.output = executed(call.input);
            case "cas" -> {
                call.failed = register[call.key] != call.a;
                register[call.key] = call.failed ? register[call.key] : call.b;
            }
            case "get" -> call.output = '"' + strings[call.key] + '"';
            case "append" -> strings[call.key] += call.string;
            case "put" -> strings[call.key] = call.string;
            case "enqueue" -> queue.add(call.a);
            case "dequeue" -> call.output = queue.isEmpty() ? "nil" : String.valueOf(queue.remove());
            default -> {
                call.failed = balances[(int) call.a] < call.amount;
                long moved = call.failed ? 0 : call.amount;
                balances[(int) call.a] -= moved;
                balances[(int) call.b] += moved;
            }
        }
    }

    private String balances() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < ACCOUNTS; i++) {
            text.append(i == 0 ? "" : " ").append(i).append(' ').append(balances[i]);
        }
        return text.append('}').toString();
    }

    private void complete(Call call) throws IOException {
        if (call.lost) {
            event(call, "info", call.input);
            call.process = nextProcess++;
        } else {
            event(call, call.failed ? "fail" : "ok", call.failed ? call.input : call.output);
        }
    }

    private void event(Call call, String type, String value) throws IOException {
        boolean isNamed = options.kind == Kind.KV;
        String tuple = options.keys == 1 || isNamed || options.kind == Kind.LIST_APPEND
                ? value
                : "[" + call.key + " " + value + "]";
        String key = isNamed ? " :key \"" + call.key + '"' : "";
        out.write("{:index " + index++ + " :process " + call.process + " :type :" + type + " :f :" + call.f + key
                + " :value " + tuple + "}\n");
    }
}
