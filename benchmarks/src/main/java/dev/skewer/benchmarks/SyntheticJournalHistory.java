package dev.skewer.benchmarks;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.file.EdnWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Makes journal histories of any length that are certainly valid, as food for benchmarks: logical processes call a
 * simulated store, each call takes effect at one moment between its invocation and its completion, and calls overlap as
 * a random scheduler has it. The mix is that of the journal workload: half paired reads of about ten entries, then
 * appends, trims, compactions, purges, append-alls, part reads and scans, on hot and cold keys.
 *
 * <p>One pass, memory independent of the length, a few million events a second; the same {@link Options} give the same
 * history.
 */
public final class SyntheticJournalHistory {
    private enum Kind {
        APPEND("append", 230),
        SET_STATE("set-state", 50),
        APPEND_ALL("append-all", 40),
        TRIM("trim", 60),
        COMPACT("compact", 45),
        PURGE("purge", 5),
        READ("read", 500),
        READ_METADATA("read-metadata", 25),
        READ_JOURNAL("read-journal", 20),
        SCAN("scan", 25);

        private static final List<Kind> ALL = List.of(values());

        private final String f;
        private final int perThousand;

        Kind(String f, int perThousand) {
            this.f = f;
            this.perThousand = perThousand;
        }

        boolean isRead() {
            return this == READ || this == READ_METADATA || this == READ_JOURNAL || this == SCAN;
        }
    }

    /**
     * What to make.
     *
     * @param ops client operations, each of one or two events; at least 1
     * @param keys invocations at a time; at least 4
     * @param concurrency logical processes at a time; at least 1
     * @param infoShare share of operations whose outcome the client does not learn, 0 to 1; half of them take effect,
     *     some of those later
     * @param seed what everything random derives from
     */
    public record Options(long ops, int keys, int concurrency, double infoShare, long seed) {
        /** Refuses what cannot be made. */
        public Options {
            if (ops < 1 || keys < 4 || concurrency < 1 || !(infoShare >= 0 && infoShare <= 1)) {
                throw new IllegalArgumentException(
                        "ops and concurrency must be at least 1, keys at least 4, info share from 0 to 1");
            }
        }

        /** As many operations as asked for, the rest as {@code skewer test} has it by default. */
        public static Options ofOps(long ops) {
            return new Options(ops, 32, 8, 0.0005, 1);
        }
    }

    /** An operation under way; one a process, used again and again. */
    private static final class Slot {
        final Event event;
        int process;
        Kind kind = Kind.READ;
        /** The journals addressed, their invocations at the time of the call, and one number for each. */
        final SyntheticJournal[] journals = new SyntheticJournal[3];

        final long[] ids = new long[3];
        final long[] arguments = new long[3];
        int count;
        int stateKey;
        boolean withState;
        boolean underWay;
        boolean executed;
        EventType end = EventType.OK;

        Slot(Event event, int process) {
            this.event = event;
            this.process = process;
        }
    }

    private final Options options;
    private final EventSink sink;
    private final SplittableRandom random;
    private final JournalNames names = new JournalNames();
    private final SyntheticJournal[] journals;
    private final Slot[] slots;
    /** Writes whose client has given up and that take effect later. */
    private final Deque<Slot> late = new ArrayDeque<>();

    private long nextId;
    private long nextEntry = 1;
    private int nextProcess;
    private long index;
    private long time;

    private SyntheticJournalHistory(Options options, EventSink sink) {
        this.options = options;
        this.sink = sink;
        random = new SplittableRandom(options.seed);
        journals = new SyntheticJournal[options.keys];
        for (int i = 0; i < journals.length; i++) {
            journals[i] = new SyntheticJournal(nextId++);
        }
        slots = new Slot[options.concurrency];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(new Event(names.symbols), nextProcess++);
        }
    }

    /**
     * Makes one history.
     *
     * @param sink takes its events in order; all of them share one table of symbols
     * @throws IOException if the sink does
     */
    public static void generate(Options options, EventSink sink) throws IOException {
        new SyntheticJournalHistory(options, sink).run();
    }

    /**
     * Writes one history to a file, as EDN.
     *
     * @param args {@code --out FILE} and any of {@code --ops N --keys N --concurrency N --info-share X --seed N}
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        Options options;
        String out;
        try {
            Map<String, String> given = new HashMap<>();
            for (int i = 0; i + 1 < args.length; i += 2) {
                given.put(args[i], args[i + 1]);
            }
            out = Objects.requireNonNull(given.remove("--out"));
            options = new Options(
                    Long.parseLong(taken(given, "--ops", "1000000")),
                    Integer.parseInt(taken(given, "--keys", "32")),
                    Integer.parseInt(taken(given, "--concurrency", "8")),
                    Double.parseDouble(taken(given, "--info-share", "0.0005")),
                    Long.parseLong(taken(given, "--seed", "1")));
            if (args.length % 2 != 0 || !given.isEmpty()) {
                throw new IllegalArgumentException();
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            System.err.println("usage: SyntheticJournalHistory --out FILE [--ops N] [--keys N (at least 4)]"
                    + " [--concurrency N] [--info-share 0…1] [--seed N]");
            System.exit(254);
            return;
        }
        try (EdnWriter writer = new EdnWriter(Files.newOutputStream(Path.of(out)))) {
            generate(options, writer);
        }
    }

    private static String taken(Map<String, String> given, String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }

    private void run() throws IOException {
        long begun = 0;
        int underWay = 0;
        while (begun < options.ops || underWay > 0) {
            int at = random.nextInt(slots.length);
            Slot slot = slots[at];
            if (!slot.underWay) {
                if (begun < options.ops) {
                    begun++;
                    underWay++;
                    invoke(slot);
                }
            } else if (!slot.executed) {
                slot.executed = true;
                if (slot.end == EventType.OK) {
                    execute(slot);
                }
            } else {
                underWay--;
                slot.underWay = false;
                emit(slot, slot.end);
                if (slot.end == EventType.INFO) {
                    slots[at] = new Slot(new Event(names.symbols), nextProcess++);
                    abandon(slot);
                }
            }
        }
    }

    /** Half of the writes of unknown outcome take effect: some at once, some after up to a few others have joined. */
    private void abandon(Slot slot) {
        if (!slot.kind.isRead() && random.nextBoolean()) {
            late.add(slot);
        }
        while (late.size() > 4 || (!late.isEmpty() && random.nextBoolean())) {
            execute(late.remove());
        }
    }

    private void invoke(Slot slot) throws IOException {
        slot.underWay = true;
        slot.executed = false;
        slot.end = random.nextDouble() < options.infoShare ? EventType.INFO : EventType.OK;
        slot.kind = kind();
        slot.count = 0;
        address(slot, journal());
        SyntheticJournal journal = slot.journals[0];
        if (!slot.kind.isRead() && journal.size() > 24 + random.nextInt(16)) {
            slot.kind = random.nextInt(4) == 0 ? Kind.TRIM : Kind.COMPACT;
        } else if (!slot.kind.isRead() && !journal.live) {
            slot.kind = Kind.APPEND;
        }
        switch (slot.kind) {
            case APPEND -> slot.arguments[0] = nextEntry++;
            case SET_STATE -> {
                slot.arguments[0] = nextEntry++;
                slot.stateKey = random.nextInt(3);
            }
            case APPEND_ALL -> {
                addressOthers(slot, 2 + random.nextInt(2));
                for (int i = 0; i < slot.count; i++) {
                    slot.arguments[i] = nextEntry++;
                }
            }
            case TRIM -> slot.arguments[0] = Math.max(0, journal.length - random.nextInt(8));
            case COMPACT -> slot.arguments[0] = journal.first + (long) random.nextInt(journal.size() + 1);
            case PURGE, READ_METADATA, READ_JOURNAL -> {}
            case READ -> {
                slot.withState = random.nextInt(5) == 0;
                if (journal.purgedId >= 0 && random.nextInt(50) == 0) {
                    slot.ids[0] = journal.purgedId;
                }
            }
            case SCAN -> addressOthers(slot, 3);
        }
        slot.event.f = names.symbols.intern(slot.kind.f);
        slot.event.value.clear();
        writeCall(slot);
        emit(slot, EventType.INVOKE);
    }

    private Kind kind() {
        int dice = random.nextInt(1000);
        for (Kind kind : Kind.ALL) {
            dice -= kind.perThousand;
            if (dice < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the shares do not add up to 1000");
    }

    /** A quarter of the keys gets half of the calls. */
    private SyntheticJournal journal() {
        double u = random.nextDouble();
        return journals[(int) (u * u * journals.length)];
    }

    private static void address(Slot slot, SyntheticJournal journal) {
        slot.journals[slot.count] = journal;
        slot.ids[slot.count++] = journal.id;
    }

    private void addressOthers(Slot slot, int count) {
        while (slot.count < count) {
            SyntheticJournal next = journal();
            boolean isNew = true;
            for (int i = 0; i < slot.count; i++) {
                isNew &= slot.ids[i] != next.id;
            }
            if (isNew) {
                address(slot, next);
            }
        }
    }

    private void emit(Slot slot, EventType type) throws IOException {
        Event event = slot.event;
        event.index = index++;
        time += 200 + random.nextInt(1600);
        event.time = time;
        event.process = slot.process;
        event.type = type;
        sink.accept(event);
    }

    /** Lets an operation take effect now; its result becomes the value of its event, or it is refused. */
    private void execute(Slot slot) {
        if (!slot.kind.isRead() && isRefused(slot)) {
            slot.end = EventType.FAIL;
            return;
        }
        SyntheticJournal journal = slot.journals[0];
        long argument = slot.arguments[0];
        switch (slot.kind) {
            case APPEND, APPEND_ALL, SET_STATE -> {
                for (int i = 0; i < slot.count; i++) {
                    slot.journals[i].append(slot.arguments[i]);
                }
                if (slot.kind == Kind.SET_STATE) {
                    journal.setState(slot.stateKey, argument);
                }
            }
            case TRIM -> journal.trim((int) argument);
            case COMPACT -> journal.compact((int) argument);
            case PURGE -> journal.purge(nextId++);
            case READ, READ_METADATA, READ_JOURNAL, SCAN -> {}
        }
        if (slot.end == EventType.OK) {
            slot.event.value.clear();
            writeResult(slot);
        }
    }

    private static boolean isRefused(Slot slot) {
        for (int i = 0; i < slot.count; i++) {
            SyntheticJournal journal = slot.journals[i];
            boolean appends = slot.kind == Kind.APPEND || slot.kind == Kind.APPEND_ALL || slot.kind == Kind.SET_STATE;
            if (journal.id != slot.ids[i] || (appends ? journal.isFull() : !journal.live)) {
                return true;
            }
        }
        return false;
    }

    private void writeCall(Slot slot) {
        Tape value = slot.event.value;
        switch (slot.kind) {
            case APPEND_ALL -> {
                int all = value.begin(Token.VECTOR);
                for (int i = 0; i < slot.count; i++) {
                    write(slot, i, false);
                }
                value.end(all);
            }
            case SCAN -> {
                int all = value.begin(Token.VECTOR);
                for (int i = 0; i < slot.count; i++) {
                    value.addInt(slot.ids[i]);
                }
                value.end(all);
            }
            default -> write(slot, 0, false);
        }
    }

    private void writeResult(Slot slot) {
        Tape value = slot.event.value;
        SyntheticJournal journal = slot.journals[0];
        long id = slot.ids[0];
        switch (slot.kind) {
            case APPEND_ALL -> {
                int all = value.begin(Token.VECTOR);
                for (int i = 0; i < slot.count; i++) {
                    write(slot, i, true);
                }
                value.end(all);
            }
            case SCAN -> {
                int all = value.begin(Token.VECTOR);
                for (int i = 0; i < slot.count; i++) {
                    slot.journals[i].write(value, names, slot.ids[i], true, true, false);
                }
                value.end(all);
            }
            case READ -> journal.write(value, names, id, true, true, slot.withState);
            case READ_METADATA -> journal.write(value, names, id, true, false, false);
            case READ_JOURNAL -> journal.write(value, names, id, false, true, false);
            default -> write(slot, 0, true);
        }
    }

    /** One element of a call, with what became of it when it has taken effect. */
    private void write(Slot slot, int i, boolean done) {
        Tape value = slot.event.value;
        SyntheticJournal journal = slot.journals[i];
        int map = value.begin(Token.MAP);
        field(value, names.id, slot.ids[i]);
        switch (slot.kind) {
            case APPEND, APPEND_ALL, SET_STATE -> {
                if (slot.kind == Kind.SET_STATE) {
                    value.addKeyword(names.key);
                    value.addString(names.stateKeys[slot.stateKey]);
                }
                field(value, names.entry, slot.arguments[i]);
                if (done) {
                    field(value, names.epoch, journal.epoch);
                    field(value, names.index, journal.length - 1L);
                }
            }
            case TRIM -> {
                if (done) {
                    field(value, names.epoch, journal.epoch);
                }
                field(value, names.length, done ? journal.length : slot.arguments[i]);
            }
            case COMPACT -> field(value, names.first, done ? journal.first : slot.arguments[i]);
            case READ -> {
                if (slot.withState) {
                    value.addKeyword(names.state);
                    value.addBoolean(true);
                }
            }
            case PURGE, READ_METADATA, READ_JOURNAL, SCAN -> {}
        }
        value.end(map);
    }

    private static void field(Tape value, int name, long number) {
        value.addKeyword(name);
        value.addInt(number);
    }
}
