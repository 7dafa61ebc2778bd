package dev.skewer.checker.invariant.kafka;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Example;
import dev.skewer.checker.Example.Kind;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.history.RecordedOperations.Status;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What contradicts the order of the logs in what one process sends and polls, one after the other: within an operation, and from
 * one to the next. A process that was subscribed to topics may be given other partitions at any time, so that nothing is wrong
 * with the gaps and returns of its polls; those are reported as allowed. One pass over the records.
 */
final class ProcessChecks {
    private static final int LOOKS = (1 << 12) - 1;

    private final KafkaRecords records;
    private final LogOrder order;
    private final RecordedOperations operations;
    private final Findings findings;
    private final int assign;
    private final int subscribe;
    private final Map<Integer, Client> clients = new HashMap<>();

    /** What a process did so far. */
    private static final class Client {
        boolean isSubscribed;
        /** By key, the row that it polled last in an operation that is ok. */
        final Map<Integer, Integer> polled = new HashMap<>();
        /** By key, the row that it sent last for certain. */
        final Map<Integer, Integer> sent = new HashMap<>();
    }

    ProcessChecks(KafkaRecords records, LogOrder order, Findings findings) {
        this.records = records;
        this.order = order;
        this.findings = findings;
        operations = records.operations;
        assign = operations.symbol("assign");
        subscribe = operations.symbol("subscribe");
    }

    void examine(Budget budget) {
        int row = 0;
        int looked = 0;
        for (int op : records.partition.ops()) {
            if ((looked++ & LOOKS) == LOOKS) {
                budget.require();
            }
            int to = row;
            while (to < records.size && records.op[to] == op) {
                to++;
            }
            Client client = clients.computeIfAbsent(operations.process[op], process -> new Client());
            boolean isSubscription = operations.function[op] == subscribe;
            if (isSubscription || operations.function[op] == assign) {
                take(op, isSubscription, client);
            } else if (to > row) {
                examine(op, row, to, client);
            }
            row = to;
        }
    }

    /** After another assignment only the positions in the logs that it keeps are known. */
    private void take(int op, boolean isSubscription, Client client) {
        if (operations.status[op] == Status.FAIL) {
            return;
        }
        client.isSubscribed = isSubscription;
        Set<Integer> kept = new HashSet<>();
        int value = records.partition.argument(op);
        if (operations.isSequence(value)) {
            int end = operations.tape.skip(value);
            for (int at = value + 1; at < end; at = operations.tape.skip(at)) {
                kept.add(records.keys.at(at));
            }
        }
        client.polled.keySet().retainAll(kept);
    }

    private void examine(int op, int from, int to, Client client) {
        Map<Integer, Integer> polled = new HashMap<>();
        Map<Integer, Integer> sent = new HashMap<>();
        for (int row = from; row < to; row++) {
            int key = records.key(records.message[row]);
            if (records.isSent[row]) {
                Integer before = sent.put(key, row);
                judgeSend(before, before == null ? client.sent.get(key) : null, row, op);
            } else {
                Integer before = polled.put(key, row);
                judgePoll(before, before == null ? client.polled.get(key) : null, row, client);
            }
        }
        if (operations.status[op] == Status.OK) {
            client.polled.putAll(polled);
        }
        if (order.isCommitted(op)) {
            client.sent.putAll(sent);
        }
    }

    /**
     * Compares a row that was polled with the one before it.
     *
     * @param inside that one if it is of the same operation; null if there is none
     * @param outside that one if it is of an earlier operation; null if there is none
     */
    private void judgePoll(@Nullable Integer inside, @Nullable Integer outside, int row, Client client) {
        Integer before = inside == null ? outside : inside;
        if (before == null || order.rank(before) == LogOrder.NONE || order.rank(row) == LogOrder.NONE) {
            return;
        }
        int step = order.rank(row) - order.rank(before);
        String prefix = inside == null ? "" : "int-";
        if (step > 1) {
            add(prefix + Kafka.POLL_SKIP, before, row, client.isSubscribed, "skips", step);
        } else if (step < 1) {
            add(prefix + Kafka.NONMONOTONIC_POLL, before, row, client.isSubscribed, "goes back from", step);
        }
    }

    private void judgeSend(@Nullable Integer inside, @Nullable Integer outside, int row, int op) {
        Integer before = inside == null ? outside : inside;
        if (before == null
                || !order.isCommitted(op)
                || order.rank(before) == LogOrder.NONE
                || order.rank(row) == LogOrder.NONE) {
            return;
        }
        int step = order.rank(row) - order.rank(before);
        String prefix = inside == null ? "" : "int-";
        if (step > 1 && inside != null) {
            // Others may send in between at any time.
            add(prefix + Kafka.SEND_SKIP, before, row, true, "leaves a gap behind", step);
        } else if (step < 1) {
            add(prefix + Kafka.NONMONOTONIC_SEND, before, row, false, "goes back from", step);
        }
    }

    private void add(String anomaly, int before, int row, boolean isAllowed, String does, int step) {
        int op = records.op[row];
        Supplier<Example> story = () -> {
            int key = records.key(records.message[row]);
            Kind kind = records.isSent[row] ? Kind.ADD : Kind.READ;
            StoryBuilder steps = new StoryBuilder(operations)
                    .show(records.op[before], kind, "")
                    .show(op, kind, "");
            String log = records.keys.text(key);
            String what = records.isSent[row] ? "send" : "poll";
            String after = steps.name(op) + " " + what + "s " + records.value(records.message[row]) + " at offset "
                    + records.offset[row] + " of log " + log + " after " + records.value(records.message[before])
                    + " at offset " + records.offset[before];
            int between = order.rank(before) + 1;
            String missing = step > 1
                    ? ", though " + records.value(order.messageAt(key, between)) + " stands at offset "
                            + order.offset(key, between)
                    : "";
            return steps.build(
                    "a process " + does + " offset " + records.offset[before] + " of log " + log,
                    after + missing + ".");
        };
        long size = records.op[before] == op ? 0 : 1;
        if (isAllowed) {
            findings.addAllowed(anomaly, operations.invoked[op], size, story);
        } else {
            findings.add(anomaly, "", operations.invoked[op], size, story);
        }
    }
}
