package dev.skewer.checker.transaction.oracle;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.history.TransactionHistoryBuilder;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A history of a few transactions over lists, registers or sets, as values. Keys and what is written are small integers.
 *
 * @param type what the keys stand for
 * @param transactions in order of invocation
 */
public record TinyHistory(DataType type, List<Transaction> transactions) {
    /** Copies the transactions. */
    public TinyHistory {
        transactions = List.copyOf(transactions);
    }

    /** How a transaction ended. */
    public enum Outcome {
        /** It took effect. */
        OK,
        /** It did not. */
        FAIL,
        /** It may have. */
        INFO
    }

    /**
     * A read or a write.
     *
     * @param reads whether it reads
     * @param key of what
     * @param written what it wrote; 0 for a read
     * @param seen what it saw: the elements of a list; those of a set, ascending; of a register its value, nothing for nil. Empty for a write
     * @param predicateRead the number of the predicate read that it is part of, in its transaction; 0 if it is by itself
     * @param conditional whether it is of a conditional write: one that was done is a read and then a write; one that was refused is a read
     *     of anything but what it expected, with what it would have written
     */
    public record MicroOp(
            boolean reads, int key, int written, List<Integer> seen, int predicateRead, boolean conditional) {
        /** Copies what was seen. */
        public MicroOp {
            seen = List.copyOf(seen);
        }

        /** One that writes. */
        public static MicroOp write(int key, int value) {
            return new MicroOp(false, key, value, List.of(), 0, false);
        }

        /** One that reads. */
        public static MicroOp read(int key, List<Integer> seen) {
            return new MicroOp(true, key, 0, seen, 0, false);
        }

        /** One that is part of a predicate read. */
        public static MicroOp predicateRead(int number, int key, List<Integer> seen) {
            return new MicroOp(true, key, 0, seen, number, false);
        }

        /** The same read, which saw something else. */
        public MicroOp saw(List<Integer> other) {
            return new MicroOp(true, key, 0, other, predicateRead, false);
        }

        /** The two of a conditional write that was done. */
        public static List<MicroOp> done(int key, List<Integer> expected, int value) {
            return List.of(
                    new MicroOp(true, key, 0, expected, 0, true), new MicroOp(false, key, value, List.of(), 0, true));
        }

        /** The one of a conditional write that was refused. */
        public static MicroOp refused(int key, List<Integer> expected, int value) {
            return new MicroOp(true, key, value, expected, 0, true);
        }

        /** Whether it is of a conditional write that was refused. */
        public boolean isRefused() {
            return reads && conditional && written != 0;
        }

        /** Whether a read may have returned what it did where the object holds something. */
        public boolean agreesWith(List<Integer> state) {
            return isRefused() != seen.equals(state);
        }

        /** Whether it is part of a predicate read that did not find the object. */
        public boolean isMissing() {
            return predicateRead > 0 && seen.isEmpty();
        }
    }

    /**
     * A transaction.
     *
     * @param process who invoked it
     * @param outcome how it ended; what the reads saw counts only if it is ok
     * @param invoked the rank of its invocation among all events
     * @param completed the rank of its completion, {@link Integer#MAX_VALUE} if its outcome is unknown
     * @param microOps what it did, in that order
     */
    public record Transaction(int process, Outcome outcome, int invoked, int completed, List<MicroOp> microOps) {
        /** Copies the micro-ops. */
        public Transaction {
            microOps = List.copyOf(microOps);
        }

        /** Whether it writes an object. */
        public boolean writes(int key) {
            return microOps.stream().anyMatch(m -> !m.reads() && m.key() == key);
        }

        /** What it writes to an object, in that order. */
        public List<Integer> written(int key) {
            return microOps.stream()
                    .filter(m -> !m.reads() && m.key() == key)
                    .map(MicroOp::written)
                    .toList();
        }
    }

    /** The same as a checker has it. */
    public TransactionHistory columns() {
        var builder = new TransactionHistoryBuilder(type, "tiny");
        byte[] text = edn().getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = Histories.read(new ByteArrayInputStream(text), "tiny", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                builder.accept(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder.build();
    }

    /** The events as a file has them, a line each. */
    public String edn() {
        List<String> events = new ArrayList<>();
        int last = 0;
        for (Transaction t : transactions) {
            last = Math.max(last, Math.max(t.invoked, t.completed == Integer.MAX_VALUE ? 0 : t.completed));
        }
        for (int rank = 0; rank <= last; rank++) {
            for (Transaction t : transactions) {
                if (t.invoked == rank) {
                    events.add(event(t, "invoke", false));
                } else if (t.completed == rank) {
                    boolean ok = t.outcome == Outcome.OK;
                    events.add(event(t, ok ? "ok" : "fail", ok));
                }
            }
        }
        return String.join("\n", events) + "\n";
    }

    private String event(Transaction t, String kind, boolean withReads) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < t.microOps.size(); i++) {
            int number = t.microOps.get(i).predicateRead;
            if (t.microOps.get(i).conditional) {
                MicroOp m = t.microOps.get(i);
                int value = m.isRefused() ? m.written : t.microOps.get(++i).written;
                texts.add("[:cas " + m.key + " [" + seen(m) + " " + value + "] " + (withReads ? !m.isRefused() : "nil")
                        + "]");
            } else if (number == 0) {
                texts.add(text(t.microOps.get(i), withReads));
            } else if (i == 0 || t.microOps.get(i - 1).predicateRead != number) {
                texts.add(predicateText(
                        t.microOps.stream()
                                .filter(m -> m.predicateRead == number)
                                .toList(),
                        withReads));
            }
        }
        String value = "[" + String.join(" ", texts) + "]";
        return "{:process " + t.process + ", :type :" + kind + ", :f :txn, :value " + value + "}";
    }

    private String text(MicroOp m, boolean withReads) {
        if (!m.reads) {
            return "[:" + type.write() + " " + m.key + " " + m.written + "]";
        }
        return "[:r " + m.key + " " + (withReads ? seen(m) : "nil") + "]";
    }

    private String predicateText(List<MicroOp> reads, boolean withReads) {
        String keys = reads.stream().map(m -> String.valueOf(m.key)).collect(Collectors.joining(" "));
        String found = reads.stream()
                .filter(m -> !m.seen.isEmpty())
                .map(m -> m.key + " " + seen(m))
                .collect(Collectors.joining(", ", "{", "}"));
        return "[:rp [" + keys + "] " + (withReads ? found : "nil") + "]";
    }

    private String seen(MicroOp m) {
        String elements = m.seen.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return switch (type) {
            case LIST -> "[" + elements + "]";
            case REGISTER -> elements.isEmpty() ? "nil" : elements;
            case SET -> "#{" + elements + "}";
        };
    }
}
