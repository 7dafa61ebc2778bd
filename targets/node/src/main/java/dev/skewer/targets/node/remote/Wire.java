package dev.skewer.targets.node.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One side of a connection: messages, each with its length before it, as Java serializes values. */
final class Wire implements AutoCloseable {
    private static final int LONGEST = 64 << 20;

    /** Values of protocols and of the JDK, and nothing else. */
    private static final ObjectInputFilter FILTER = ObjectInputFilter.Config.createFilter("maxdepth=20;maxbytes="
            + LONGEST + ";dev.skewer.targets.node.remote.*;dev.skewer.workloads.**;java.base/*;!*");

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /**
     * Over a socket, which it closes with itself.
     *
     * @throws IOException if that is broken
     */
    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /**
     * What the other side is asked, or told first.
     *
     * @param name of a method
     * @param arguments of the call
     */
    // Arguments as a proxy gets them; calls are not compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Call(String name, @Nullable Object[] arguments) implements Serializable {}

    /** How a call ended. */
    enum Ending {
        DONE,
        NO_EFFECT,
        OUTCOME_UNKNOWN
    }

    /**
     * What came of a call.
     *
     * @param value what it returned
     * @param reason why it failed, if it did
     */
    record Reply(
            Ending ending, @Nullable Object value, @Nullable String reason) implements Serializable {}

    /** Sends a message whole. */
    void send(Object message) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(message);
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    /**
     * Waits for a message.
     *
     * @throws EOFException if there will be none
     * @throws IOException if it cannot be read, or is another than what was waited for
     */
    <T> T receive(Class<T> type) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            objects.setObjectInputFilter(FILTER);
            return type.cast(objects.readObject());
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new InvalidClassException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
