package dev.skewer.targets.node.network;

import dev.skewer.workloads.target.LinkCondition;
import dev.skewer.workloads.target.LinkCondition.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The way between clients and one node: its connections, and what is wrong with it. Used by the thread of its {@link EventLoop}.
 */
final class Link {
    private static final long SECOND = 1_000_000_000;
    /** A slow link passes pieces that take it so long, so that a message arrives in parts. */
    private static final long PIECES_PER_SECOND = 50;

    private final EventLoop loop;
    private final ProxyNetwork.Server node;
    private final boolean isFramed;
    private final SplittableRandom random;
    private final Entrance entrance;
    private final Set<ProxiedConnection> connections = new LinkedHashSet<>();
    private final List<LinkCondition> conditions = new ArrayList<>();
    /** Those who want nothing to pass at all. */
    private final List<Object> partitions = new ArrayList<>();

    private LinkState state = LinkState.of(conditions, false);
    /** When a slow link has passed all that it was given. */
    private final Map<Direction, Long> freeAt = new EnumMap<>(Direction.class);
    /** Whether what is asked of it does not matter any more. */
    private boolean isClosed;

    /**
     * A link over which nothing passes yet.
     *
     * @param node asked for each connection where it listens
     * @param isFramed whether frames pass that hold a request or a reply each
     */
    Link(EventLoop loop, ProxyNetwork.Server node, boolean isFramed, SplittableRandom random) {
        this.loop = loop;
        this.node = node;
        this.isFramed = isFramed;
        this.random = random;
        this.entrance = new Entrance(loop, this::connect);
    }

    /** Where to connect instead of to the node. */
    InetSocketAddress address() {
        return entrance.address();
    }

    /** Lets clients connect. */
    void open() {
        entrance.become(state.entrance());
    }

    private void connect(SocketChannel client) {
        try {
            InetSocketAddress address = node.address();
            if (address == null) {
                client.setOption(StandardSocketOptions.SO_LINGER, 0);
                client.close();
            } else {
                connections.add(new ProxiedConnection(loop, this, client, address));
            }
        } catch (IOException e) {
            // The node is gone, and so is the client's connection.
        }
    }

    void forget(ProxiedConnection connection) {
        connections.remove(connection);
    }

    // ── what is wrong ───────────────────────────────────────────────────────────────────────────────────────────

    /** From now on the link is under this condition too. */
    void impose(LinkCondition condition) {
        conditions.add(condition);
        changed();
    }

    /** The link is not under this condition any more, if it was. */
    void lift(LinkCondition condition) {
        // This very object: another one may be equal to it, and stays.
        if (conditions.removeIf(each -> each == condition)) {
            if (condition instanceof LinkCondition.Hold hold && !hold.isDelivered()) {
                reset();
            }
            changed();
        }
    }

    /** Nothing passes from now on. */
    void cut(Object partition) {
        partitions.add(partition);
        changed();
    }

    /** Ends a partition, if it has not ended. */
    void mend(Object partition) {
        if (partitions.remove(partition)) {
            changed();
        }
    }

    private void changed() {
        if (isClosed) {
            return;
        }
        state = LinkState.of(conditions, !partitions.isEmpty());
        freeAt.clear();
        entrance.become(state.entrance());
        List.copyOf(connections).forEach(ProxiedConnection::update);
    }

    /** Breaks all connections off. */
    void reset() {
        List.copyOf(connections).forEach(ProxiedConnection::reset);
        if (!isClosed) {
            loop.forgetClosed();
        }
    }

    /** Breaks all connections off and lets nobody connect any more; again is harmless. */
    void close() {
        if (!isClosed) {
            entrance.close();
            reset();
            isClosed = true;
        }
    }

    // ── for connections ─────────────────────────────────────────────────────────────────────────────────────────

    LinkState state() {
        return state;
    }

    boolean isFramed() {
        return isFramed;
    }

    /** A source of chances of its own for a connection. */
    SplittableRandom random() {
        return random.split();
    }

    boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    /** How many bytes are read at most at a time. */
    int pieceLimit() {
        return state.bytesPerSecond() == LinkState.UNLIMITED
                ? Integer.MAX_VALUE
                : (int) Math.max(1, Math.min(Integer.MAX_VALUE, state.bytesPerSecond() / PIECES_PER_SECOND));
    }

    /** When what has come now is through. All connections share what a slow link passes. */
    long due(Direction direction, int bytes) {
        long now = System.nanoTime();
        long due = now + state.minDelayNanos();
        if (state.maxDelayNanos() > state.minDelayNanos()) {
            due += random.nextLong(state.maxDelayNanos() - state.minDelayNanos());
        }
        if (state.bytesPerSecond() != LinkState.UNLIMITED) {
            long free = freeAt.getOrDefault(direction, now);
            long end = (free - now > 0 ? free : now) + bytes * SECOND / state.bytesPerSecond();
            freeAt.put(direction, end);
            due = Math.max(due, end);
        }
        return due;
    }

    int connections() {
        return connections.size();
    }
}
