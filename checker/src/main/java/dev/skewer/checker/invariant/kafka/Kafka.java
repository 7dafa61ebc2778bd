package dev.skewer.checker.invariant.kafka;

import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.invariant.workload.Invariant;
import dev.skewer.checker.invariant.workload.WorkloadOptions;
import java.util.List;

/**
 * Logs with offsets, as {@code jepsen.tests.kafka} checks Kafka, Redpanda and Bufstream: clients send messages to logs and poll
 * them. From the offsets that both tell follows the {@linkplain LogOrder order} of each log; what contradicts it, or was sent and
 * never came out, is reported. {@code O(n log n)} for n records.
 *
 * <p><b>Where it differs.</b> Positions are compared by offset, and not by value, so that a message that stands at two offsets is
 * only a duplicate. {@code :rebalance-log} and {@code :seek-to-beginning?} are not read: a process that subscribed rather than
 * being assigned may skip and go back. Messages that nobody polled are allowed unless {@code --drained yes} says that all were.
 * Cycles of transactions (G0, G1c) are not looked for.
 */
public final class Kafka implements Invariant {
    static final String ABORTED_READ = "aborted-read";
    static final String PRECOMMITTED_READ = "precommitted-read";
    static final String INCONSISTENT_OFFSETS = "inconsistent-offsets";
    static final String DUPLICATE = "duplicate-message";
    static final String LOST_WRITE = "lost-write";
    static final String UNSEEN = "unseen-message";
    static final String POLL_SKIP = "poll-skip";
    static final String NONMONOTONIC_POLL = "nonmonotonic-poll";
    static final String SEND_SKIP = "send-skip";
    static final String NONMONOTONIC_SEND = "nonmonotonic-send";

    private static final CheckerInfo INFO = new CheckerInfo(
            "kafka",
            "Logs with offsets, to which messages are sent and from which they are polled.",
            "logs that keep their order and lose nothing",
            "send, poll and txn are lists of [:send key value], answered with [:send key [offset value]], and of [:poll], answered"
                    + " with [:poll {key [[offset value] …]}]; assign and subscribe say which logs a process polls from then on."
                    + " Each offset holds one message, and each message stands at one; a process polls and sends in the order"
                    + " of offsets, and polls all of them; what is below an offset that was polled was polled, too. This is"
                    + " Jepsen's check jepsen.tests.kafka, for Kafka, Redpanda and Bufstream.",
            """
            {:process 0 :type :invoke :f :send :value [[:send 0 1]]}
            {:process 0 :type :ok :f :send :value [[:send 0 [0 1]]]}
            {:process 1 :type :invoke :f :poll :value [[:poll]]}
            {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 1]]}]]}""",
            List.of(WorkloadOptions.DRAINED),
            List.of(
                    LOST_WRITE,
                    INCONSISTENT_OFFSETS,
                    DUPLICATE,
                    ABORTED_READ,
                    PRECOMMITTED_READ,
                    POLL_SKIP,
                    "int-" + POLL_SKIP,
                    NONMONOTONIC_POLL,
                    "int-" + NONMONOTONIC_POLL,
                    NONMONOTONIC_SEND,
                    "int-" + NONMONOTONIC_SEND,
                    "int-" + SEND_SKIP,
                    UNSEEN),
            "records that were polled",
            List.of(
                    "True: the offsets that sends and polls tell agree, no process goes back or leaves out what is there, and all"
                            + " that was sent for certain below the highest offset polled was polled. False: one of these is"
                            + " not so.",
                    "It assumes that each value is sent once to a log, that together the polls that are ok read each log from its"
                            + " beginning, and that consumers see only what is committed. Gaps in the offsets are allowed."
                            + " A process that subscribed may be given other logs at any time, so its polls may skip and go back.",
                    "It cannot see messages above the highest offset polled, nor cycles of transactions. Without --drained yes"
                            + " what was never polled is reported as allowed."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String unjudged() {
        return "no poll returned a message, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        boolean isDrained = options.choice(WorkloadOptions.DRAINED)
                .map(chosen -> chosen.equals("yes"))
                .orElse(false);
        return (partition, findings, budget) -> {
            KafkaRecords records = KafkaRecords.of(partition, budget);
            LogOrder order = new LogOrder(records, budget);
            new MessageChecks(records, order, findings, isDrained).examine();
            new ProcessChecks(records, order, findings).examine(budget);
        };
    }
}
