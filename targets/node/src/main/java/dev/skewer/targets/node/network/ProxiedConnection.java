package dev.skewer.targets.node.network;

import dev.skewer.workloads.target.LinkCondition.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A client's connection to the proxy, the proxy's to the node, and what passes between them. It ends as its ends do: a side that
 * closes is closed to the other one, and a side that breaks is reset to the other one.
 */
final class ProxiedConnection {
    /** Something that a peer may break off. */
    @FunctionalInterface
    interface Attempt {
        void run() throws IOException;
    }

    private final Link link;
    private final SocketChannel client;
    private final SocketChannel node;
    private final SelectionKey clientKey;
    private final SelectionKey nodeKey;
    private final Pipe requests;
    private final Pipe replies;
    private final RequestDuplication frames;
    private boolean isConnected;
    private boolean isClosed;

    /**
     * Begins to connect to the node.
     *
     * @param client connected
     * @throws IOException if it does not come to that; both are closed then
     */
    ProxiedConnection(EventLoop loop, Link link, SocketChannel client, InetSocketAddress address) throws IOException {
        this.link = link;
        this.client = client;
        this.node = SocketChannel.open();
        this.frames = new RequestDuplication(link.random());
        this.requests = new Pipe(Direction.REQUESTS, client, node, this, loop, link);
        this.replies = new Pipe(Direction.REPLIES, node, client, this, loop, link);
        try {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            node.setOption(StandardSocketOptions.TCP_NODELAY, true);
            clientKey = loop.register(client, 0, this::ready);
            nodeKey = loop.register(node, SelectionKey.OP_CONNECT, this::ready);
            isConnected = node.connect(address);
            showInterest();
        } catch (IOException e) {
            closeBoth();
            throw e;
        }
    }

    private void ready(SelectionKey key) {
        attempt(() -> {
            if (key == nodeKey && key.isConnectable()) {
                isConnected = node.finishConnect();
            }
            if (key.isReadable()) {
                (key == clientKey ? requests : replies).read();
            }
            if (key.isValid() && key.isWritable()) {
                (key == clientKey ? replies : requests).flush();
            }
        });
    }

    /** Does something with the sockets; if one of them breaks, both are reset. */
    void attempt(Attempt work) {
        if (isClosed) {
            return;
        }
        try {
            work.run();
            if (requests.isEnded() && replies.isEnded()) {
                close();
            } else if (!isClosed) {
                showInterest();
            }
        } catch (IOException e) {
            reset();
        }
    }

    private void showInterest() {
        if (!isConnected) {
            return;
        }
        show(clientKey, requests.wantsToRead(), replies.wantsToWrite());
        show(nodeKey, replies.wantsToRead(), requests.wantsToWrite());
    }

    private static void show(SelectionKey key, boolean reads, boolean writes) {
        int operations = (reads ? SelectionKey.OP_READ : 0) | (writes ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    /** What goes on of what has come from one side: less or more than that, where the link's state says so. */
    ByteBuffer filtered(Direction direction, ByteBuffer bytes) throws IOException {
        LinkState state = link.state();
        if (direction == Direction.REQUESTS) {
            return link.isFramed() ? frames.requests(bytes, state.duplicatedShare()) : bytes;
        }
        ByteBuffer forClient = link.isFramed() ? frames.replies(bytes) : bytes;
        if (forClient.hasRemaining() && link.happens(state.cutShare())) {
            cut(forClient);
        }
        return forClient;
    }

    /** Ends the connection amid a reply, or before it: then the client is told so by a reset. */
    private void cut(ByteBuffer reply) throws IOException {
        int part = link.happens(1 / 2.0) ? reply.remaining() / 2 : 0;
        if (part > 0 && replies.isEmpty()) {
            client.write(reply.duplicate().limit(reply.position() + part));
            reply.position(reply.limit());
            resetOnClose(node);
            close();
        } else {
            reply.position(reply.limit());
            reset();
        }
    }

    /** The link's state has changed. */
    void update() {
        attempt(() -> {
            if (isConnected) {
                requests.flush();
                replies.flush();
            }
        });
    }

    /** Breaks it off: both sides are told by a reset, and what was under way is lost. */
    void reset() {
        if (!isClosed) {
            resetOnClose(client);
            resetOnClose(node);
            close();
        }
    }

    private static void resetOnClose(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It is broken already.
        }
    }

    private void close() {
        isClosed = true;
        closeBoth();
        link.forget(this);
    }

    private void closeBoth() {
        for (SocketChannel channel : new SocketChannel[] {client, node}) {
            try {
                channel.close();
            } catch (IOException e) {
                // Then there is nothing left of it.
            }
        }
    }
}
