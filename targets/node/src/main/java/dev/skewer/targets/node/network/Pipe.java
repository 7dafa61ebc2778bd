package dev.skewer.targets.node.network;

import dev.skewer.workloads.target.LinkCondition.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * One direction of a connection: reads where bytes come from and writes where they go to. As long as nothing is wrong with the link
 * and the receiver keeps up, what is read is written at once, and nothing is kept. Otherwise it waits in a queue, in order, each
 * piece until it is due and the receiver has room; when much waits, no more is read, so that the sender has to wait too.
 */
final class Pipe {
    /** When so many bytes wait, no more are read. */
    private static final int FULL = 256 << 10;

    private record Piece(ByteBuffer bytes, long due) {}

    private final Direction direction;
    private final SocketChannel source;
    private final SocketChannel sink;
    private final ProxiedConnection connection;
    private final EventLoop loop;
    private final Link link;
    private final ArrayDeque<Piece> queue = new ArrayDeque<>();
    private int queued;
    private long lastDue;
    private boolean isTimerSet;
    private boolean awaitsRoom;
    private boolean isSourceEnded;
    private boolean isEnded;

    Pipe(
            Direction direction,
            SocketChannel source,
            SocketChannel sink,
            ProxiedConnection connection,
            EventLoop loop,
            Link link) {
        this.direction = direction;
        this.source = source;
        this.sink = sink;
        this.connection = connection;
        this.loop = loop;
        this.link = link;
        this.lastDue = System.nanoTime();
    }

    boolean wantsToRead() {
        return !isSourceEnded && queued < FULL && !link.state().isHeld(direction);
    }

    boolean wantsToWrite() {
        return awaitsRoom && !link.state().isHeld(direction);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether the source has ended, and the sink knows. */
    boolean isEnded() {
        return isEnded;
    }

    /** Takes what has come. */
    void read() throws IOException {
        if (!wantsToRead()) {
            return;
        }
        ByteBuffer bytes = loop.buffer();
        bytes.limit(Math.min(bytes.capacity(), link.pieceLimit()));
        int count = source.read(bytes);
        if (count < 0) {
            isSourceEnded = true;
            flush();
        } else if (count > 0) {
            pass(connection.filtered(direction, bytes.flip()));
        }
    }

    private void pass(ByteBuffer bytes) throws IOException {
        if (bytes.hasRemaining() && queue.isEmpty() && !link.state().isTimed()) {
            sink.write(bytes);
        }
        if (bytes.hasRemaining()) {
            long due = Math.max(lastDue, link.due(direction, bytes.remaining()));
            lastDue = due;
            queued += bytes.remaining();
            queue.add(
                    new Piece(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip(), due));
            flush();
        }
    }

    /** Writes what is due, and ends the sink after the last of an ended source. */
    void flush() throws IOException {
        if (isEnded || link.state().isHeld(direction)) {
            return;
        }
        awaitsRoom = false;
        long now = System.nanoTime();
        for (Piece piece = queue.peek(); piece != null; piece = queue.peek()) {
            if (link.state().isTimed() && piece.due() - now > 0) {
                setTimer(piece.due());
                return;
            }
            queued -= sink.write(piece.bytes());
            if (piece.bytes().hasRemaining()) {
                awaitsRoom = true;
                return;
            }
            queue.remove();
        }
        if (isSourceEnded) {
            isEnded = true;
            sink.shutdownOutput();
        }
    }

    private void setTimer(long due) {
        if (!isTimerSet) {
            isTimerSet = true;
            loop.at(due, () -> {
                isTimerSet = false;
                connection.attempt(this::flush);
            });
        }
    }
}
