package dev.skewer.store.log;

import dev.skewer.store.Command;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as bytes: a byte for the kind, then the fields in their order, big-endian, arrays and texts behind their length. {@link
 * #VERSION} changes with anything of this.
 */
final class CommandCodec {
    /** Stands in the head of each segment. */
    static final byte VERSION = 2;

    private static final int APPEND = 1;
    private static final int APPEND_ALL = 2;
    private static final int SET_STATE = 3;
    private static final int TRIM = 4;
    private static final int COMPACT = 5;
    private static final int CREATE = 6;
    private static final int PURGE = 7;

    private CommandCodec() {}

    static void write(DataOutput out, Command command) throws IOException {
        if (command instanceof Command.Append append) {
            out.writeByte(APPEND);
            writeAppend(out, append);
        } else if (command instanceof Command.AppendAll all) {
            out.writeByte(APPEND_ALL);
            out.writeInt(all.appends().size());
            for (Command.Append append : all.appends()) {
                writeAppend(out, append);
            }
        } else if (command instanceof Command.SetState set) {
            out.writeByte(SET_STATE);
            out.writeLong(set.invocation());
            writeBytes(out, set.key().getBytes(StandardCharsets.UTF_8));
            writeBytes(out, set.entry());
        } else if (command instanceof Command.Trim trim) {
            out.writeByte(TRIM);
            out.writeLong(trim.invocation());
            out.writeInt(trim.length());
        } else if (command instanceof Command.Compact compact) {
            out.writeByte(COMPACT);
            out.writeLong(compact.invocation());
            out.writeInt(compact.first());
        } else if (command instanceof Command.Create create) {
            out.writeByte(CREATE);
            out.writeLong(create.invocation());
        } else {
            out.writeByte(PURGE);
            out.writeLong(((Command.Purge) command).invocation());
        }
    }

    /**
     * Reads one command.
     *
     * @throws IOException if what is there is none
     * @throws IllegalArgumentException if it is one that cannot be, such as a trim to a negative length
     */
    static Command read(DataInput in, int available) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case APPEND -> readAppend(in, available);
            case APPEND_ALL -> readAppendAll(in, available);
            case SET_STATE ->
                new Command.SetState(
                        in.readLong(),
                        new String(readBytes(in, available), StandardCharsets.UTF_8),
                        readBytes(in, available));
            case TRIM -> new Command.Trim(in.readLong(), in.readInt());
            case COMPACT -> new Command.Compact(in.readLong(), in.readInt());
            case CREATE -> new Command.Create(in.readLong());
            case PURGE -> new Command.Purge(in.readLong());
            default -> throw new IOException("there is no command of kind " + kind);
        };
    }

    private static void writeAppend(DataOutput out, Command.Append append) throws IOException {
        out.writeLong(append.invocation());
        out.writeInt(append.ifLength());
        writeBytes(out, append.entry());
    }

    private static Command.Append readAppend(DataInput in, int available) throws IOException {
        long invocation = in.readLong();
        int ifLength = in.readInt();
        return new Command.Append(invocation, readBytes(in, available), ifLength);
    }

    private static Command.AppendAll readAppendAll(DataInput in, int available) throws IOException {
        int size = in.readInt();
        List<Command.Append> appends = new ArrayList<>(Math.min(Math.max(size, 0), available));
        for (int i = 0; i < size; i++) {
            appends.add(readAppend(in, available));
        }
        return new Command.AppendAll(appends);
    }

    private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in, int available) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > available) {
            throw new IOException("a field of " + length + " bytes in a record of " + available);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
