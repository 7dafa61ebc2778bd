package dev.skewer.checker.transaction;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptionException;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyOrder;
import dev.skewer.checker.transaction.level.Anomalies;
import dev.skewer.checker.transaction.timestamp.TimestampPromise;
import dev.skewer.history.Format;
import dev.skewer.history.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which consistency models a history of transactions satisfies, and whether the one that was asked for is among them.
 */
public final class TransactionChecker implements Checker {
    private static final String DEFAULT = "strict-serializable";

    private static final List<String> LIMITS = List.of(
            "True: an execution that the consistency model allows explains every read. False: none does, whatever became of the"
                    + " transactions of unknown outcome; each cycle that is shown contradicts the model by itself.",
            "It assumes that what failed had no effect. Elements that were appended to a list more than once name no transaction;"
                    + " which one each is from is guessed, and where no guess satisfies the model the verdict is unknown.",
            "It cannot see what no read shows. Predicates are lists of keys; others are no part of a history.");

    private static final List<String> REGISTER_LIMITS = List.of(
            LIMITS.get(0),
            "It assumes that what failed had no effect. Values may be written to a register more than once.",
            "The order of writes that no read tells, and which write of a repeated value a read saw, are searched for, within the"
                    + " budget; for models weaker than snapshot isolation"
                    + " that do not follow from it, the verdict is then unknown unless a violation is found.",
            LIMITS.get(2));

    private static final List<String> SET_LIMITS = List.of(
            LIMITS.get(0),
            "It assumes that what failed had no effect, and that each element is added to a set once and never taken away; elements"
                    + " that are added more often name no transaction, and where that matters the verdict is unknown.",
            "Adds do not depend on each other: that two of them were done at the same time is no anomaly, and which came first is"
                    + " known only where a read tells.",
            LIMITS.get(2));

    /** What needs an order of writes. */
    private static final Predicate<String> NOT_OF_SETS = name -> name.startsWith("G0")
            || Set.of("G1b", "cyclic-versions", "dirty-update", "incompatible-order", "lost-update")
                    .contains(name);

    private final DataType type;
    private final CheckerInfo info;

    private TransactionChecker(DataType type, CheckerInfo info) {
        this.type = type;
        this.info = info;
    }

    /** The checker of lists that only grow. */
    public static TransactionChecker listAppend() {
        return new TransactionChecker(
                DataType.LIST,
                new CheckerInfo(
                        "list-append",
                        "Transactions that append to lists and read them.",
                        "an execution that the consistency model allows",
                        "A txn is a list of micro-ops: [:append k v] adds an element to the end of a list, [:r k [v …]] reads"
                                + " the whole, [:rp [k …] {k [v …] …}] asks for several lists and returns those that exist. Elements of"
                                + " one list differ from each other.",
                        """
                        {:process 0 :type :invoke :f :txn :value [[:append :x 1] [:r :y nil]]}
                        {:process 0 :type :ok :f :txn :value [[:append :x 1] [:r :y []]]}
                        {:process 1 :type :invoke :f :txn :value [[:r :x nil] [:append :y 2]]}
                        {:process 1 :type :ok :f :txn :value [[:r :x [1]] [:append :y 2]]}""",
                        List.of(CheckOption.CONSISTENCY_MODEL, CheckOption.TIMESTAMPS),
                        anomalies(name -> !name.equals("cyclic-versions")),
                        "reads of an object that another transaction wrote at the same time",
                        LIMITS));
    }

    /** The checker of registers. */
    public static TransactionChecker registers() {
        return new TransactionChecker(
                DataType.REGISTER,
                new CheckerInfo(
                        "rw-register",
                        "Transactions that write registers and read them.",
                        "an execution that the consistency model allows",
                        "A txn is a list of micro-ops: [:w k v] replaces the value of a register, [:r k v] reads it, [:rp [k …] {k"
                                + " v …}] asks for several and returns those that exist, [:cas k [old new]"
                                + " true] writes if the register has the old value, and says whether it had. Verdicts are fastest"
                                + " where the values that are written to one register differ from each other.",
                        """
                        {:process 0 :type :invoke :f :txn :value [[:w :x 1] [:r :y nil]]}
                        {:process 0 :type :ok :f :txn :value [[:w :x 1] [:r :y nil]]}
                        {:process 1 :type :invoke :f :txn :value [[:r :x nil] [:w :y 2]]}
                        {:process 1 :type :ok :f :txn :value [[:r :x 1] [:w :y 2]]}""",
                        List.of(
                                CheckOption.CONSISTENCY_MODEL,
                                CheckOption.INITIAL,
                                CheckOption.TIMESTAMPS,
                                CheckOption.SEQUENTIAL_KEYS,
                                CheckOption.LINEARIZABLE_KEYS),
                        anomalies(name -> !name.equals("duplicate-elements") && !name.equals("incompatible-order")),
                        "reads of an object that another transaction wrote at the same time",
                        REGISTER_LIMITS));
    }

    /** The checker of sets that only grow. */
    public static TransactionChecker sets() {
        return new TransactionChecker(
                DataType.SET,
                new CheckerInfo(
                        "set-add",
                        "Transactions that add to sets and read them.",
                        "an execution that the consistency model allows",
                        "A txn is a list of micro-ops: [:add k v] adds an element to a set, [:r k #{v …}] reads the whole, as a set, a"
                                + " vector, a list, or nil for none. Nothing is ever taken away.",
                        """
                        {:process 0 :type :invoke :f :txn :value [[:add :x 1] [:r :y nil]]}
                        {:process 0 :type :ok :f :txn :value [[:add :x 1] [:r :y #{}]]}
                        {:process 1 :type :invoke :f :txn :value [[:r :x nil] [:add :y 2]]}
                        {:process 1 :type :ok :f :txn :value [[:r :x #{1}] [:add :y 2]]}""",
                        List.of(CheckOption.CONSISTENCY_MODEL),
                        anomalies(NOT_OF_SETS.negate()),
                        "reads of an object that another transaction wrote at the same time",
                        SET_LIMITS));
    }

    /** What is promised. Models of single operations mean transactions in the place of these. */
    private static String consistencyModel(CheckOptions options) {
        String chosen = ConsistencyModels.canonical(
                options.choice(CheckOption.CONSISTENCY_MODEL).orElse(DEFAULT));
        return switch (chosen) {
            case "linearizable" -> "strict-serializable";
            case "sequential" -> "strong-session-serializable";
            default -> chosen;
        };
    }

    private static List<String> anomalies(Predicate<String> some) {
        return Stream.concat(Anomalies.names().stream().filter(some), TimestampVerdicts.names().stream())
                .sorted()
                .toList();
    }

    @Override
    public CheckerInfo info() {
        return info;
    }

    @Override
    public CheckSession open(CheckOptions options) {
        options.requireOnly(
                info.options(),
                type == DataType.REGISTER
                        ? "a read of nil saw a register that was not written"
                        : type.noun() + "s begin without elements");
        String promised = consistencyModel(options);
        return new TransactionSession(
                type,
                info.name(),
                options.source(),
                promised,
                options.format().hasRealTime(),
                initial(options),
                keyOrder(options),
                timestamps(options, promised));
    }

    /** What is assumed of each register by itself. Linearizable is sequential, too. */
    private static KeyOrder keyOrder(CheckOptions options) {
        if (options.choice(CheckOption.LINEARIZABLE_KEYS).equals(Optional.of("yes"))) {
            if (!options.format().hasRealTime()) {
                throw CheckOptionException.badValue(
                        CheckOption.LINEARIZABLE_KEYS.name(),
                        "the format of " + options.source() + " has no real time; right would be no, or --"
                                + CheckOption.SEQUENTIAL_KEYS.name() + " yes");
            }
            return KeyOrder.LINEARIZABLE;
        }
        return options.choice(CheckOption.SEQUENTIAL_KEYS).equals(Optional.of("yes"))
                ? KeyOrder.SEQUENTIAL
                : KeyOrder.OPEN;
    }

    /** What timestamps are held against; null if they are not looked at. */
    private static @Nullable TimestampPromise timestamps(CheckOptions options, String promised) {
        if (!options.choice(CheckOption.TIMESTAMPS).equals(Optional.of("yes"))) {
            return null;
        }
        return TimestampPromise.named(promised)
                .orElseThrow(() -> CheckOptionException.badValue(
                        CheckOption.TIMESTAMPS.name(),
                        "timestamps say nothing of " + promised + "; right would be --consistency-model "
                                + String.join(", ", TimestampPromise.models())));
    }

    /** What registers hold at first: nil, or 0 in a format that has no nil, whose recorders may write it themselves. */
    private static InitialValue initial(CheckOptions options) {
        boolean hasNil = options.format() != Format.POLYSI && options.format() != Format.AWDIT;
        Object value =
                options.value(CheckOption.INITIAL, TransactionChecker::initial).orElse(hasNil ? null : 0);
        if (value == null) {
            return InitialValue.NIL;
        }
        if (value instanceof Number number && Token.fitsInt(number.longValue())) {
            return new InitialValue(Token.ofInt(number.longValue()), !hasNil);
        }
        throw badInitial(value.toString());
    }

    private static @Nullable Object initial(String text, Format format) {
        if (text.equals("nil")) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw badInitial(text);
        }
    }

    private static CheckOptionException badInitial(String text) {
        return CheckOptionException.badValue(
                CheckOption.INITIAL.name(),
                text + " cannot be what registers hold at first; right would be an integer or nil");
    }
}
