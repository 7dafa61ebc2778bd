package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A few transactions on keys of their own that together have one anomaly, whatever the rest of the history is.
 *
 * @param name the anomaly
 * @param sentence what is wrong, in one sentence
 * @param types the types of data that can show it
 * @param transactions in the order in which they are begun within a stage
 */
public record AnomalyScript(String name, String sentence, Set<DataType> types, List<ScriptedTransaction> transactions) {
    /** {@code a 1-2 fail: x+1 y=1,2 z=}. */
    private static final Pattern TRANSACTION = Pattern.compile("([a-z]) (\\d)(?:-(\\d))?( fail)?: (.*)");

    /** {@code x+1}, {@code y=1,2} or {@code z=}. */
    private static final Pattern MICRO_OPERATION = Pattern.compile("([w-z])(?:\\+(\\d)|=((?:\\d(?:,\\d)*)?))");

    /** {@code xy~}. */
    private static final Pattern PREDICATE_READ = Pattern.compile("([w-z]+)~");

    /** Copies the collections. */
    public AnomalyScript {
        types = Set.copyOf(types);
        transactions = List.copyOf(transactions);
    }

    /**
     * Reads a script: a line a transaction, with its lane, the stage in which it goes on (the first and the last of them), {@code fail} if it
     * aborts, and what it does: {@code x+1} writes 1 to x, {@code x=1,2} sees 1 and 2 there, {@code x=} sees that x was never written,
     * and {@code xy~} asks for x and y by a predicate and finds neither.
     */
    static AnomalyScript of(String name, String sentence, Set<DataType> types, String... lines) {
        return new AnomalyScript(
                name,
                sentence,
                types,
                Stream.of(lines).map(AnomalyScript::parse).toList());
    }

    private static ScriptedTransaction parse(String line) {
        Matcher matcher = TRANSACTION.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no transaction: " + line);
        }
        int from = Integer.parseInt(matcher.group(2));
        int to = matcher.group(3) == null ? from : Integer.parseInt(matcher.group(3));
        return new ScriptedTransaction(
                matcher.group(1).charAt(0) - 'a',
                from,
                to,
                matcher.group(4) != null,
                Stream.of(matcher.group(5).split(" "))
                        .map(AnomalyScript::parseMicroOperation)
                        .toList());
    }

    private static int key(int name) {
        return name - 'w';
    }

    private static MicroOperation parseMicroOperation(String text) {
        Matcher asked = PREDICATE_READ.matcher(text);
        if (asked.matches()) {
            return new MicroOperation(
                    asked.group(1).chars().map(AnomalyScript::key).boxed().toList(), Kind.PREDICATE_READ, List.of());
        }
        Matcher matcher = MICRO_OPERATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no micro-operation: " + text);
        }
        List<Integer> key = List.of(key(matcher.group(1).charAt(0)));
        if (matcher.group(2) != null) {
            return new MicroOperation(key, Kind.WRITE, List.of(Long.valueOf(matcher.group(2))));
        }
        return new MicroOperation(
                key,
                Kind.READ,
                Stream.of(matcher.group(3).split(","))
                        .filter(value -> !value.isEmpty())
                        .map(Long::valueOf)
                        .toList());
    }

    /** How many processes it takes. */
    public int lanes() {
        return (int)
                transactions.stream().map(ScriptedTransaction::lane).distinct().count();
    }

    /** How many stages it has. */
    int stages() {
        return transactions.stream().mapToInt(ScriptedTransaction::to).max().orElse(0);
    }

    /**
     * One transaction.
     *
     * @param lane the process, from 0
     * @param from the stage in which it begins, from 1; it begins after all have completed that end in an earlier stage
     * @param to the stage in which it completes, after all have begun that begin in this stage or an earlier one
     * @param isFailed whether it aborts
     * @param microOperations what it does
     */
    public record ScriptedTransaction(
            int lane, int from, int to, boolean isFailed, List<MicroOperation> microOperations) {
        /** Copies the list. */
        public ScriptedTransaction {
            microOperations = List.copyOf(microOperations);
        }
    }

    /**
     * One micro-operation.
     *
     * @param keys which of the keys of the script, from 0: one, or those that a predicate read asks for
     * @param kind what it does
     * @param values what it writes, or all versions that it sees, the oldest first
     */
    public record MicroOperation(List<Integer> keys, Kind kind, List<Long> values) {
        /** Copies the lists. */
        public MicroOperation {
            keys = List.copyOf(keys);
            values = List.copyOf(values);
        }
    }

    /** What a micro-operation does. */
    public enum Kind {
        /** Writes. */
        WRITE,
        /** Reads. */
        READ,
        /** Asks for keys, and finds none of them. */
        PREDICATE_READ
    }
}
