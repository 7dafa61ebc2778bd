package dev.skewer.checker.invariant.kafka;

import dev.skewer.checker.Example;
import dev.skewer.checker.Example.Kind;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.Arrays;

/** What contradicts the order of the logs in single messages, whoever sent and polled them. Linear in the records. */
final class MessageChecks {
    private final KafkaRecords records;
    private final LogOrder order;
    private final RecordedOperations operations;
    private final Findings findings;
    private final boolean isDrained;
    /** By message: a row that sends it, one that did not fail if there is one; and a row that polls it, and is ok if there is one. */
    private final int[] sent;

    private final int[] polled;
    /** By message, how many times it was sent, apart from sends that failed. */
    private final int[] sends;

    MessageChecks(KafkaRecords records, LogOrder order, Findings findings, boolean isDrained) {
        this.records = records;
        this.order = order;
        this.findings = findings;
        this.isDrained = isDrained;
        operations = records.operations;
        sent = new int[records.messages()];
        polled = new int[records.messages()];
        sends = new int[records.messages()];
        Arrays.fill(sent, LogOrder.NONE);
        Arrays.fill(polled, LogOrder.NONE);
        for (int row = 0; row < records.size; row++) {
            int message = records.message[row];
            int[] rows = records.isSent[row] ? sent : polled;
            boolean isBetter = rows[message] == LogOrder.NONE
                    || (records.isSent[row]
                            ? isFailed(rows[message]) && !isFailed(row)
                            : records.isPolledOk(row) && !records.isPolledOk(rows[message]));
            rows[message] = isBetter ? row : rows[message];
            sends[message] += records.isSent[row] && !isFailed(row) ? 1 : 0;
        }
    }

    private boolean isFailed(int row) {
        return records.partition.isFailed(records.op[row]);
    }

    void examine() {
        for (int row = 0; row < records.size; row++) {
            if (records.isPolledOk(row)) {
                findings.judged();
                findings.addOpportunities(1);
                judgeAborted(row);
            }
        }
        judgePrecommitted();
        for (int key = 0; key < order.keys(); key++) {
            judgeOffsets(key);
            judgeLost(key);
        }
        judgeUnseen();
    }

    private void judgeAborted(int row) {
        int send = sent[records.message[row]];
        if (send == LogOrder.NONE || !isFailed(send)) {
            return;
        }
        int reader = records.op[row];
        int writer = records.op[send];
        findings.exclude("read-committed");
        findings.add(Kafka.ABORTED_READ, "", operations.completed[reader], row, () -> {
            StoryBuilder story = new StoryBuilder(operations)
                    .show(writer, Kind.ADD, "failed")
                    .show(reader, Kind.READ, "polls it");
            String text = records.text(records.message[row]);
            return story.build(
                    "a poll shows message " + text + ", which was not sent",
                    story.name(writer) + " failed to send " + text + ", but " + story.name(reader) + " polls it.");
        });
    }

    /** Looks for operations that poll what they send. The rows of an operation stand together. */
    private void judgePrecommitted() {
        int[] sender = new int[records.messages()];
        Arrays.fill(sender, LogOrder.NONE);
        for (int from = 0; from < records.size; ) {
            int op = records.op[from];
            int to = from;
            for (; to < records.size && records.op[to] == op; to++) {
                if (records.isSent[to]) {
                    sender[records.message[to]] = op;
                }
            }
            for (int row = from; row < to; row++) {
                int message = records.message[row];
                if (!records.isSent[row] && sender[message] == op) {
                    findings.add(Kafka.PRECOMMITTED_READ, "", operations.invoked[op], row, () -> {
                        StoryBuilder story = new StoryBuilder(operations).show(op, Kind.OTHER, "polls what it sends");
                        return story.build(
                                "a transaction polls message " + records.text(message) + ", which it sends itself",
                                story.name(op) + " sends " + records.text(message)
                                        + " and polls it, though it cannot have committed by then.");
                    });
                    break;
                }
            }
            from = to;
        }
    }

    private void judgeOffsets(int key) {
        for (int entry = 1; entry < order.entries(key); entry++) {
            int rank = order.rank(key, entry);
            boolean isSecondThere =
                    rank == order.rank(key, entry - 1) && (entry < 2 || rank != order.rank(key, entry - 2));
            if (isSecondThere) {
                addInconsistent(key, rank, order.message(key, entry - 1), order.message(key, entry));
            }
        }
        for (int entry = 0; entry < order.entries(key); entry++) {
            int message = order.message(key, entry);
            int rank = order.rank(key, entry);
            boolean isDuplicate = rank == order.lastRank(message) && rank != order.firstRank(message);
            if (isDuplicate && sends[message] > 1) {
                findings.note("message " + records.text(message)
                        + " was sent more than once, so that it may stand at several offsets");
            } else if (isDuplicate) {
                addDuplicate(key, message);
            }
        }
    }

    /** A row that tells that a message stands at an offset. */
    private int witness(int message, long offset) {
        for (int row = 0; row < records.size; row++) {
            boolean tells = records.message[row] == message
                    && records.offset[row] == offset
                    && (!records.isSent[row] || order.isCommitted(records.op[row]));
            if (tells) {
                return row;
            }
        }
        throw new IllegalStateException("no row tells of offset " + offset);
    }

    private void show(StoryBuilder story, int row, String role) {
        story.show(records.op[row], records.isSent[row] ? Kind.ADD : Kind.READ, role);
    }

    private void addInconsistent(int key, int rank, int one, int other) {
        long offset = order.offset(key, rank);
        findings.add(Kafka.INCONSISTENT_OFFSETS, "", rank, key, () -> {
            int first = witness(one, offset);
            int second = witness(other, offset);
            StoryBuilder story = new StoryBuilder(operations);
            show(story, first, "has " + records.value(one) + " at " + offset);
            show(story, second, "has " + records.value(other) + " at " + offset);
            return story.build(
                    "offset " + offset + " of log " + records.keys.text(key) + " holds two messages",
                    story.name(records.op[first]) + " says that offset " + offset + " of log " + records.keys.text(key)
                            + " holds " + records.value(one) + ", and " + story.name(records.op[second])
                            + " that it holds "
                            + records.value(other) + ".");
        });
    }

    private void addDuplicate(int key, int message) {
        long one = order.offset(key, order.firstRank(message));
        long other = order.offset(key, order.lastRank(message));
        findings.add(Kafka.DUPLICATE, "", order.lastRank(message), other - one, () -> {
            int first = witness(message, one);
            int second = witness(message, other);
            StoryBuilder story = new StoryBuilder(operations);
            show(story, first, "has it at " + one);
            show(story, second, "has it at " + other);
            return story.build(
                    "message " + records.text(message) + " stands at offsets " + one + " and " + other,
                    "It was sent once, but " + story.name(records.op[first]) + " has it at offset " + one + " and "
                            + story.name(records.op[second]) + " at " + other + ".");
        });
    }

    private void judgeLost(int key) {
        int bound = LogOrder.NONE;
        int highest = LogOrder.NONE;
        for (int entry = 0; entry < order.entries(key); entry++) {
            int message = order.message(key, entry);
            if (order.isRead(message) && order.firstRank(message) > bound) {
                bound = order.firstRank(message);
                highest = message;
            }
        }
        for (int entry = 0; entry < order.entries(key); entry++) {
            int message = order.message(key, entry);
            boolean isLast = order.rank(key, entry) == order.lastRank(message);
            boolean isDue = isLast && order.rank(key, entry) <= bound && !order.isRead(message);
            int send = sent[message];
            if (isDue && send != LogOrder.NONE && order.isCommitted(records.op[send])) {
                addLost(key, message, send, highest);
            }
        }
    }

    private void addLost(int key, int message, int send, int highest) {
        int writer = records.op[send];
        int reader = records.op[polled[highest]];
        long offset = order.offset(key, order.lastRank(message));
        findings.add(Kafka.LOST_WRITE, "", operations.completed[writer], writer, () -> {
            StoryBuilder story = new StoryBuilder(operations)
                    .show(writer, Kind.ADD, "sends it")
                    .show(reader, Kind.READ, "polls beyond it");
            return story.build(
                    "message " + records.text(message) + " at offset " + offset + " was never polled",
                    story.name(writer) + " sent it, and " + story.name(reader) + " polled " + records.value(highest)
                            + ", which stands at offset " + order.offset(key, order.firstRank(highest))
                            + "; but no poll that returned shows it.");
        });
    }

    private void judgeUnseen() {
        for (int message = 0; message < records.messages(); message++) {
            int send = sent[message];
            if (send == LogOrder.NONE || order.isRead(message) || !records.partition.isOk(records.op[send])) {
                continue;
            }
            int writer = records.op[send];
            int unseen = message;
            if (isDrained) {
                findings.add(Kafka.UNSEEN, "", operations.completed[writer], writer, () -> unseen(unseen, writer));
            } else {
                findings.addAllowed(Kafka.UNSEEN, operations.completed[writer], writer, () -> unseen(unseen, writer));
            }
        }
    }

    private Example unseen(int message, int writer) {
        StoryBuilder story = new StoryBuilder(operations).show(writer, Kind.ADD, "sends it");
        return story.build(
                "message " + records.text(message) + " was not polled before the history ended",
                story.name(writer) + " had sent it, and no poll that returned shows it.");
    }
}
