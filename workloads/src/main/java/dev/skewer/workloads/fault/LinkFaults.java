package dev.skewer.workloads.fault;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.LinkCondition;
import dev.skewer.workloads.target.LinkCondition.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The faults that put links under a condition, each with its plan. */
final class LinkFaults {
    static final FaultType<Controls.Network> DELAY = new FaultType<>(
                    "delay",
                    "Delays what passes to and from some nodes by 0 to 50 ms.",
                    """
            Each message takes between a shortest and a longest time, both drawn anew each time, in each direction; messages of one \
            connection stay in order, those of different ones overtake each other. It brings to light whatever leans on requests \
            that arrive soon after they were sent: deadlines that are looked at once more after the work was done, and \
            leases and caches whose holder counts from the wrong moment.""",
                    Controls.Network.class,
                    network -> new ImposedFault(
                            network.nodes(),
                            ImposedFault.Times.ofMillis(100, 1_000, 300, 1_500),
                            dice -> {
                                long longest = dice.between(5_000, 50_000);
                                return Map.of("min-us", (long) dice.below((int) longest / 2), "max-us", longest);
                            },
                            (node, details) -> network.impose(
                                    node,
                                    new LinkCondition.Delay(micros(details, "min-us"), micros(details, "max-us")))))
            .in(FaultPackage.NETWORK);

    static final FaultType<Controls.Network> REFUSE = new FaultType<>(
                    "refuse",
                    "Breaks all connections to some nodes and refuses new ones for 0.1 to 0.8 s.",
                    """
            What a client sees of a server that has crashed while its machine lives on, without the crash: connections are reset, \
            and who connects is refused at once. An operation that finds no connection has certainly done nothing, and fails; one \
            that was under way is info. It brings to light clients that take the two for the same, or never come back.""",
                    Controls.Network.class,
                    network -> new ImposedFault(
                            network.nodes(),
                            ImposedFault.Times.ofMillis(300, 1_500, 100, 800),
                            dice -> Map.of(),
                            (node, details) -> {
                                Controls.Imposed refusal = network.impose(node, new LinkCondition.Refuse());
                                network.reset(node);
                                return refusal;
                            }))
            .in(FaultPackage.NETWORK);

    static final FaultType<Controls.Network> CUT_REPLY = new FaultType<>(
                    "cut-reply",
                    "Loses 2 to 20 % of the replies of some nodes, or their second half, with the connection.",
                    """
            The request arrives and is carried out; the reply does not come, or breaks off in its middle, and the connection is gone. \
            That is the indeterminate case in its pure form: a client that fails such an operation, or does it again, is \
            wrong. It brings to light retries without a request's identity, which append twice.""",
                    Controls.Network.class,
                    network -> new ImposedFault(
                            network.nodes(),
                            ImposedFault.Times.ofMillis(100, 1_000, 200, 1_000),
                            dice -> Map.of("percent", (long) dice.between(2, 20)),
                            (node, details) -> network.impose(node, new LinkCondition.CutReplies(share(details)))))
            .in(FaultPackage.NETWORK);

    static final FaultType<Controls.Network> HOLD = new FaultType<>(
                    "hold",
                    "Holds requests to some nodes, or their replies, for 0.1 to 2 s; then they arrive, or are lost.",
                    """
            A link that is cut in one direction. Requests that are held have not happened, and happen when their senders have \
            long given up; or their connections break, and they never do. Replies that are held leave clients in \
            the dark about what has happened. It brings to light deadlines that the server does not know of, and what believes that \
            a request nobody waits for is gone.""",
                    Controls.Network.class,
                    network -> new ImposedFault(
                            network.nodes(),
                            ImposedFault.Times.ofMillis(300, 1_500, 100, 2_000),
                            dice -> Map.of(
                                    "requests", (long) dice.below(2),
                                    "delivered", (long) dice.below(2)),
                            (node, details) -> network.impose(
                                    node,
                                    new LinkCondition.Hold(
                                            isSet(details, "requests") ? Direction.REQUESTS : Direction.REPLIES,
                                            isSet(details, "delivered")))))
            .in(FaultPackage.NETWORK);

    static final FaultType<Controls.Network> SLOW_LINK = new FaultType<>(
                    "slow-link",
                    "Lets 4 to 64 KiB a second pass to and from some nodes, in parts.",
                    """
            All connections of a node share what passes in each direction, and messages arrive in parts with pauses between them. It \
            brings to light readers of half a message, time limits on parts of one, and queues that grow without a limit.""",
                    Controls.Network.class,
                    network -> new ImposedFault(
                            network.nodes(),
                            ImposedFault.Times.ofMillis(100, 1_000, 300, 1_500),
                            dice -> Map.of("bytes-per-s", (long) dice.between(4 << 10, 64 << 10)),
                            (node, details) -> network.impose(
                                    node, new LinkCondition.Slow(details.getOrDefault("bytes-per-s", 1L)))))
            .in(FaultPackage.NETWORK);

    static final FaultType<Controls.FramedNetwork> DUPLICATE_REQUEST = new FaultType<>(
                    "duplicate-request",
                    "Sends 5 to 50 % of the requests to some nodes twice; the second reply disappears.",
                    """
            A layer between client and server that delivers at least once. A server has to recognise the second one by its identity; \
            one that does not carries it out again. It needs a protocol whose messages can be told from each other.""",
                    Controls.FramedNetwork.class,
                    network -> new ImposedFault(
                            network.nodes(),
                            ImposedFault.Times.ofMillis(50, 500, 300, 1_500),
                            dice -> Map.of("percent", (long) dice.between(5, 50)),
                            (node, details) ->
                                    network.impose(node, new LinkCondition.DuplicateRequests(share(details)))))
            .in(FaultPackage.NETWORK);

    static final FaultType<Controls.Partitions> PARTITION = new FaultType<>(
                    "partition",
                    "Cuts some nodes off from all clients for 0.2 to 2 s.",
                    """
            What is sent is swallowed, in both directions, and who connects hears nothing. When the cut heals, connections go on with \
            what was sent meanwhile, as TCP sends again what was lost: so a request may arrive whose client has given up. A \
            cut that is longer than the deadline of an operation makes it info. It brings to light what takes silence for an \
            answer.""",
                    Controls.Partitions.class,
                    network -> new ImposedFault(
                            network.nodes(),
                            ImposedFault.Times.ofMillis(300, 1_500, 200, 2_000),
                            dice -> Map.of(),
                            (node, details) -> network.partition(node)))
            .in(FaultPackage.NETWORK);

    /** All of them, those first that break least. */
    static final List<FaultType<?>> ALL =
            List.of(DELAY, SLOW_LINK, HOLD, PARTITION, REFUSE, CUT_REPLY, DUPLICATE_REQUEST);

    private LinkFaults() {}

    private static Duration micros(Map<String, Long> details, String name) {
        return Duration.ofNanos(1_000 * details.getOrDefault(name, 0L));
    }

    private static double share(Map<String, Long> details) {
        return details.getOrDefault("percent", 0L) / 100.0;
    }

    private static boolean isSet(Map<String, Long> details, String name) {
        return details.getOrDefault(name, 0L) != 0;
    }
}
