package dev.skewer.checker.transaction;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.level.Anomalies;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides which consistency models a history of transactions satisfies, and whether the one that was asked for is among them.
 */
public final class TransactionChecker implements Checker {
    private static final String DEFAULT = "strict-serializable";

    private static final List<String> LIMITS = List.of(
            "True: an execution that the consistency model allows explains every read. False: none does, whatever became of the"
                    + " transactions of unknown outcome; each cycle that is shown contradicts the model by itself.",
            "It assumes that what failed had no effect, and that each element is appended to a list once; elements that are"
                    + " appended more often name no transaction, and where that matters the verdict is unknown.",
            "It cannot see what no read shows, nor anomalies of predicates: reads are of single objects.");

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
                                + " the whole. Elements of one list differ from each other.",
                        """
                        {:process 0 :type :invoke :f :txn :value [[:append :x 1] [:r :y nil]]}
                        {:process 0 :type :ok :f :txn :value [[:append :x 1] [:r :y []]]}
                        {:process 1 :type :invoke :f :txn :value [[:r :x nil] [:append :y 2]]}
                        {:process 1 :type :ok :f :txn :value [[:r :x [1]] [:append :y 2]]}""",
                        List.of(CheckOption.CONSISTENCY_MODEL),
                        anomalies(name -> !name.equals("cyclic-versions")),
                        "reads of an object that another transaction wrote at the same time",
                        LIMITS));
    }

    private static List<String> anomalies(Predicate<String> some) {
        return Anomalies.names().stream().filter(some).sorted().toList();
    }

    @Override
    public CheckerInfo info() {
        return info;
    }

    @Override
    public CheckSession open(CheckOptions options) {
        options.requireOnly(info.options(), "lists begin without elements");
        return new TransactionSession(
                type,
                info.name(),
                options.source(),
                options.choice(CheckOption.CONSISTENCY_MODEL).orElse(DEFAULT),
                options.format().hasRealTime());
    }
}
