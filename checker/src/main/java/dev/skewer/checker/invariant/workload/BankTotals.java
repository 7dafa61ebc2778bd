package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.NameIds;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * A bank as {@code jepsen.tests.bank} checks it: money moves between accounts, so that what all of them hold together never
 * changes, whatever was transferred. A transaction that reads all balances from one snapshot sees that total; one that reads
 * some before a transfer and some after it (read skew) does not, and once two transfers have overwritten each other (lost
 * update) no read does. No account is ever below zero, unless that is allowed.
 *
 * <p><b>How.</b> One pass: each read is summed. Linear.
 *
 * <p><b>What it assumes.</b> Each transfer is one transaction that moves an amount from one account to another and checks that
 * it is there, and each read is one transaction. The total and the accounts are those of the first read, unless the total is
 * given.
 */
public final class BankTotals implements Invariant {
    private static final String NAME = "bank-totals";
    private static final String WRONG_TOTAL = "wrong-total";
    private static final String NEGATIVE_BALANCE = "negative-balance";
    private static final String UNEXPECTED_ACCOUNT = "unexpected-account";
    private static final String NIL_BALANCE = "nil-balance";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "Accounts between which money moves, whose total never changes.",
            "reads of a bank whose total never changes",
            "transfer moves an amount from an account to another, and read answers all balances, as map or vector. Each read must add up to"
                    + " the same total and show the same accounts, none below zero. This is Jepsen's check jepsen.tests.bank,"
                    + " which any store keeps whose transactions are snapshot isolated, also where reads lag behind; the model"
                    + " bank asks more: that all operations are linearizable, and each balance the one that it should be.",
            """
            {:process 0 :type :invoke :f :read}
            {:process 0 :type :ok :f :read :value {0 10, 1 10}}
            {:process 0 :type :invoke :f :transfer :value {:from 0 :to 1 :amount 5}}
            {:process 0 :type :ok :f :transfer :value {:from 0 :to 1 :amount 5}}
            {:process 1 :type :invoke :f :read}
            {:process 1 :type :ok :f :read :value {0 5, 1 15}}""",
            List.of(WorkloadOptions.TOTAL_AMOUNT, WorkloadOptions.NEGATIVE_BALANCES),
            List.of(WRONG_TOTAL, NEGATIVE_BALANCE, UNEXPECTED_ACCOUNT, NIL_BALANCE),
            "reads that overlapped a transfer",
            List.of(
                    "True: all reads have the same total and the same accounts, and no balance that is nil or below zero."
                            + " False: a read has not, which no snapshot of transfers explains.",
                    "It assumes that transfers and reads are one transaction each, that a transfer takes place only if the"
                            + " money is there, and that the first read shows all accounts"
                            + " and, where --total-amount does not say it, the right total.",
                    "It cannot see which transfers a read shows: a stale read, a lost transfer, or one whose two halves are both"
                            + " missing keep the total."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String unjudged() {
        return "no read returned balances, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        OptionalLong total = WorkloadOptions.integer(options, WorkloadOptions.TOTAL_AMOUNT, Long.MIN_VALUE);
        boolean mayBeNegative = options.choice(WorkloadOptions.NEGATIVE_BALANCES)
                .map(chosen -> chosen.equals("yes"))
                .orElse(false);
        return (partition, findings, budget) -> new Reads(partition, findings, total, mayBeNegative).examine(budget);
    }

    private static final class Reads {
        private static final int LOOKS = (1 << 12) - 1;

        private final Partition partition;
        private final RecordedOperations operations;
        private final Findings findings;
        private final boolean mayBeNegative;
        private final NameIds names;
        private final BitSet accounts = new BitSet();
        /** The first read; -1 before it. */
        private int first = -1;

        /** Whether balances are maps from account to balance; otherwise the accounts are numbered. */
        private boolean isMap = true;

        private OptionalLong total;
        private final boolean isTotalGiven;

        Reads(Partition partition, Findings findings, OptionalLong total, boolean mayBeNegative) {
            this.partition = partition;
            this.findings = findings;
            this.mayBeNegative = mayBeNegative;
            this.total = total;
            isTotalGiven = total.isPresent();
            operations = partition.operations();
            names = new NameIds(operations);
        }

        void examine(Budget budget) {
            int read = operations.symbol("read");
            int transfer = operations.symbol("transfer");
            Overlaps overlaps = new Overlaps(partition);
            int looked = 0;
            // In order of completion, as Jepsen has it, so that the first read is that which returned first.
            for (int op : partition.byCompletion()) {
                if ((looked++ & LOOKS) == LOOKS) {
                    budget.require();
                }
                if (partition.isOk(op)
                        && operations.function[op] == read
                        && !operations.isNil(partition.output()[op])) {
                    take(op, partition.output()[op]);
                }
            }
            findings.addOpportunities(overlaps.count(
                    op -> partition.isOk(op) && operations.function[op] == read,
                    op -> !partition.isFailed(op) && operations.function[op] == transfer));
        }

        private void take(int op, int balances) {
            boolean isFirst = first < 0;
            isMap = isFirst ? operations.isMap(balances) : isMap;
            if (isMap ? !operations.isMap(balances) : !operations.isSequence(balances)) {
                throw operations.complaint(
                        op, "a read of a bank answers balances; right would be {0 10, 1 10} in all reads, or [10 10]");
            }
            first = isFirst ? op : first;
            findings.judged();
            long sum = 0;
            int end = operations.tape.skip(balances);
            int unexpected = -1;
            int nil = -1;
            int negative = -1;
            long lowest = 0;
            int place = 0;
            for (int at = balances + 1; at < end; ) {
                int account = isMap ? names.at(at) : place++;
                int amount = isMap ? operations.tape.skip(at) : at;
                if (account < 0) {
                    throw operations.complaint(op, "an account cannot be nil");
                }
                if (isFirst) {
                    accounts.set(account);
                } else if (!accounts.get(account)) {
                    unexpected = account;
                }
                if (operations.isNil(amount)) {
                    nil = account;
                } else {
                    long balance = amount(op, amount);
                    sum = sum(op, sum, balance);
                    if (balance < 0) {
                        negative = account;
                        lowest = balance;
                    }
                }
                at = operations.tape.skip(amount);
            }
            int size = accounts.cardinality();
            if (unexpected >= 0) {
                String account = text(unexpected);
                add(UNEXPECTED_ACCOUNT, op, size, "shows an account " + account + " that the first read did not", "");
            } else if (nil >= 0) {
                String account = text(nil);
                add(NIL_BALANCE, op, size, "shows no balance for account " + account, "");
            } else {
                judge(op, size, sum, negative, lowest);
            }
        }

        private void judge(int op, int size, long sum, int negative, long lowest) {
            if (total.isEmpty()) {
                total = OptionalLong.of(sum);
            }
            long right = total.getAsLong();
            if (sum != right) {
                findings.exclude("parallel-snapshot-isolation");
                String how = isTotalGiven ? "--total-amount says " : "the first read shows ";
                add(
                        WRONG_TOTAL,
                        op,
                        size,
                        "adds up to " + sum,
                        ", but " + how + right + ", and transfers do not change it");
            } else if (negative >= 0 && !mayBeNegative) {
                findings.exclude("parallel-snapshot-isolation");
                String account = text(negative);
                add(
                        NEGATIVE_BALANCE,
                        op,
                        size,
                        "shows " + lowest + " in account " + account,
                        ", but none may be below zero");
            }
        }

        private void add(String anomaly, int op, int size, String what, String why) {
            findings.add(anomaly, "", operations.completed[op], size, () -> {
                StoryBuilder story = new StoryBuilder(operations);
                boolean needsFirst =
                        anomaly.equals(UNEXPECTED_ACCOUNT) || (anomaly.equals(WRONG_TOTAL) && !isTotalGiven);
                if (needsFirst) {
                    story.show(first, Example.Kind.READ, "the first read");
                }
                story.show(op, Example.Kind.READ, what);
                return story.build("a read " + what, story.name(op) + " " + what + why + ".");
            });
        }

        private String text(int account) {
            return isMap ? names.text(account) : String.valueOf(account);
        }

        private long amount(int op, int at) {
            if (!operations.tape.isInteger(at)) {
                throw operations.complaint(
                        op, "a balance is an integer below 2^63; right would be a map such as {0 10, 1 10}");
            }
            return operations.tape.integer(at);
        }

        private long sum(int op, long a, long b) {
            try {
                return Math.addExact(a, b);
            } catch (ArithmeticException e) {
                throw operations.complaint(op, "the balances add up to more than 2^63; right would be smaller ones");
            }
        }
    }
}
