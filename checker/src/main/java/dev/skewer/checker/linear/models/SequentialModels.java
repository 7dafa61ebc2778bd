package dev.skewer.checker.linear.models;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.CheckerProvider;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The built-in models of objects, each with its checker and what people have to know of it. */
public final class SequentialModels implements CheckerProvider {
    static final List<SequentialModel> ALL = List.of(
            sequential(
                    "register",
                    "A register: read and write.",
                    "read answers what the latest write wrote.",
                    """
                    {:process 0 :type :invoke :f :write :value 1}
                    {:process 0 :type :ok :f :write :value 1}
                    {:process 1 :type :invoke :f :read :value nil}
                    {:process 1 :type :ok :f :read :value 1}""",
                    (initial, nilRead) -> new Register(false, initial, nilRead)),
            sequential(
                    "cas-register",
                    "A register with compare-and-set.",
                    "cas [from to] writes to if the register holds from, and otherwise fails.",
                    """
                    {:process 0 :type :invoke :f :write :value 1}
                    {:process 0 :type :ok :f :write :value 1}
                    {:process 0 :type :invoke :f :cas :value [1 2]}
                    {:process 0 :type :ok :f :cas :value [1 2]}""",
                    (initial, nilRead) -> new Register(true, initial, nilRead)),
            sequential(
                    "multi-register",
                    "Several registers that one transaction reads and writes at one moment.",
                    "A txn is a list of reads and writes, which take effect together and in order.",
                    """
                    {:process 0 :type :invoke :f :txn :value [[:write :x 1]]}
                    {:process 0 :type :ok :f :txn :value [[:write :x 1]]}
                    {:process 0 :type :invoke :f :txn :value [[:read :x nil] [:write :y 2]]}
                    {:process 0 :type :ok :f :txn :value [[:read :x 1] [:write :y 2]]}""",
                    (initial, nilRead) -> new MultiRegister(
                            initial == null ? Map.of() : map(initial, "a map such as {:x 0}"), nilRead)),
            sequential(
                    "mutex",
                    "A lock that one at a time may hold.",
                    "acquire returns once nobody holds it.",
                    """
                    {:process 0 :type :invoke :f :acquire}
                    {:process 0 :type :ok :f :acquire}""",
                    alwaysEmpty("mutex", Semaphore::mutex)),
            sequential(
                    "reentrant-mutex",
                    "A lock that its owner may acquire again.",
                    "The owner is the value of the call, or else its process; it must release as often as it acquired.",
                    """
                    {:process 0 :type :invoke :f :acquire}
                    {:process 0 :type :ok :f :acquire}""",
                    alwaysEmpty("reentrant-mutex", ReentrantMutex::new)),
            sequential(
                    "semaphore",
                    "A number of permits to acquire and release.",
                    "There are as many as --initial says, or one.",
                    """
                    {:process 0 :type :invoke :f :acquire}
                    {:process 0 :type :ok :f :acquire}""",
                    (initial, nilRead) -> Semaphore.of(number(initial, 1))),
            sequential(
                    "fifo-queue",
                    "A queue: first in, first out.",
                    "dequeue answers what came in first; nil says that nothing was there. drain is as many dequeues"
                            + " as it answers values.",
                    """
                    {:process 0 :type :invoke :f :enqueue :value 1}
                    {:process 0 :type :ok :f :enqueue :value 1}
                    {:process 0 :type :invoke :f :dequeue}
                    {:process 0 :type :ok :f :dequeue :value 1}""",
                    alwaysEmpty("fifo-queue", FifoQueue::new)),
            sequential(
                    "unordered-queue",
                    "A bag: what goes in comes out, in any order.",
                    "dequeue answers anything that is in; nil says that nothing was there. drain is as many dequeues"
                            + " as it answers values.",
                    """
                    {:process 0 :type :invoke :f :enqueue :value 1}
                    {:process 0 :type :ok :f :enqueue :value 1}""",
                    alwaysEmpty("unordered-queue", UnorderedQueue::new)),
            sequential(
                    "stack",
                    "A stack: last in, first out.",
                    "pop answers what was pushed last; nil says that nothing was there.",
                    """
                    {:process 0 :type :invoke :f :push :value 1}
                    {:process 0 :type :ok :f :push :value 1}""",
                    alwaysEmpty("stack", Stack::new)),
            sequential(
                    "priority-queue",
                    "A queue of integers from which the least comes out first.",
                    "extract-min answers the least; nil says that nothing was there.",
                    """
                    {:process 0 :type :invoke :f :insert :value 3}
                    {:process 0 :type :ok :f :insert :value 3}
                    {:process 0 :type :invoke :f :extract-min}
                    {:process 0 :type :ok :f :extract-min :value 3}""",
                    alwaysEmpty("priority-queue", PriorityQueue::new)),
            sequential(
                    "set",
                    "A set: add, remove, contains, read.",
                    "contains answers true or false, and read all elements. Jepsen's checks, which promise less, are set-final and"
                            + " set-full.",
                    """
                    {:process 0 :type :invoke :f :add :value 1}
                    {:process 0 :type :ok :f :add :value 1}
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value [1]}""",
                    alwaysEmpty("set", SetOfValues::new)),
            sequential(
                    "counter",
                    "A counter: add and read.",
                    "read answers the sum of what was added, integers of any size. Jepsen's check, which promises less, is"
                            + " counter-bounds.",
                    """
                    {:process 0 :type :invoke :f :add :value 5}
                    {:process 0 :type :ok :f :add :value 5}
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value 5}""",
                    (initial, nilRead) -> new Counter(number(initial, 0))),
            sequential(
                    "kv",
                    "A key-value store: get, put, append, cas, delete.",
                    "Keys are checked one by one, for they do not influence each other.",
                    """
                    {:process 0 :type :invoke :f :put :key "x" :value "a"}
                    {:process 0 :type :ok :f :put :key "x" :value "a"}""",
                    (initial, nilRead) -> new KeyValueStore(initial)),
            sequential(
                    "bank",
                    "Accounts between which money moves, none ever below zero.",
                    "read answers all balances. What the accounts hold at first the first read says, or --initial. A"
                            + " negative amount moves the other way; from an account to itself moves only what is there. Jepsen's check,"
                            + " which promises less, is bank-totals.",
                    """
                    {:process 0 :type :invoke :f :transfer :value {:from 0 :to 1 :amount 5}}
                    {:process 0 :type :ok :f :transfer :value {:from 0 :to 1 :amount 5}}""",
                    (initial, nilRead) ->
                            new Bank(initial == null ? null : map(initial, "balances such as {0 100, 1 100}"))));

    @Override
    public List<Checker> checkers() {
        return List.copyOf(ALL);
    }

    private static SequentialModel sequential(
            String name, String sentence, String explanation, String example, SequentialModel.Factory factory) {
        return new SequentialModel(
                new CheckerInfo(
                        name,
                        sentence,
                        LinearizabilityChecker.promise(name),
                        explanation
                                + " A history is judged linearizable if all operations that returned, and some of those of"
                                + " unknown outcome, have an order that agrees with real time and in which each answer is right.",
                        example,
                        List.of(CheckOption.INITIAL, CheckOption.NIL_READ, CheckOption.KEYED),
                        LinearizabilityChecker.ANOMALIES,
                        LinearizabilityChecker.OPPORTUNITY,
                        LinearizabilityChecker.LIMITS),
                factory);
    }

    private static SequentialModel.Factory alwaysEmpty(String name, Supplier<Model<?>> model) {
        return (initial, nilRead) -> {
            if (initial != null) {
                throw new IllegalArgumentException("the model " + name + " always begins free or empty");
            }
            return model.get();
        };
    }

    private static Number number(@Nullable Object initial, long otherwise) {
        if (initial == null) {
            return otherwise;
        }
        if (Shape.INTEGER.fits(initial)) {
            return (Number) initial;
        }
        throw new IllegalArgumentException(Literals.write(initial) + " is no initial state; right would be an integer");
    }

    private static Map<?, ?> map(Object initial, String right) {
        if (initial instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(Literals.write(initial) + " is no initial state; right would be " + right);
    }
}
