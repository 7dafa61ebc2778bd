package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.Shape;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One read or write of a transaction over registers.
 *
 * @param reads whether it reads
 * @param key the register
 * @param value what is written, or was read; null for nothing
 */
record MicroOp(boolean reads, Object key, @Nullable Object value) {
    /** How transactions are written; nil where only the answer has it. */
    static final Shape TRANSACTION = new Shape("[[:read k v] [:write k v] …]", MicroOp::isTransactionOrNil);

    /** How their answers are: as transactions, or not at all. */
    static final Shape ANSWER = new Shape("the same, with what was read", MicroOp::isTransactionOrNil);

    private static boolean isTransactionOrNil(@Nullable Object value) {
        return value == null || isTransaction(value);
    }

    private static boolean isTransaction(Object value) {
        return value instanceof List<?> all && all.stream().allMatch(MicroOp::isMicroOp);
    }

    private static boolean isMicroOp(@Nullable Object value) {
        return value instanceof List<?> all && all.size() == 3 && all.get(1) != null && isName(name(all.get(0)));
    }

    private static boolean isName(String f) {
        return f.equals("r") || f.equals("w") || f.equals("read") || f.equals("write");
    }

    private static String name(@Nullable Object f) {
        return f instanceof Keyword keyword ? keyword.name() : String.valueOf(f);
    }

    /**
     * The micro-ops of a transaction.
     *
     * @param transaction of this shape
     */
    static List<MicroOp> of(@Nullable Object transaction) {
        return ((List<?>) Objects.requireNonNull(transaction))
                .stream()
                        .map(each -> of((List<?>) Objects.requireNonNull(each)))
                        .toList();
    }

    private static MicroOp of(List<?> micro) {
        return new MicroOp(name(micro.get(0)).startsWith("r"), Objects.requireNonNull(micro.get(1)), micro.get(2));
    }

    /**
     * Whether an answer is one to a transaction: it reads and writes the same, and writes the same values. One of the two
     * may be missing.
     */
    static boolean agree(@Nullable Object transaction, @Nullable Object answer) {
        if (transaction == null || answer == null) {
            return transaction != answer;
        }
        List<MicroOp> asked = of(transaction);
        List<MicroOp> answered = of(answer);
        if (asked.size() != answered.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            MicroOp from = asked.get(i);
            MicroOp to = answered.get(i);
            boolean isSame = from.reads == to.reads && from.key.equals(to.key);
            if (!isSame || (!from.reads && !Objects.equals(from.value, to.value))) {
                return false;
            }
        }
        return true;
    }
}
