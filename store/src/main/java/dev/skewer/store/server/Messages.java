package dev.skewer.store.server;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Commands, outcomes and what reads see, as values of a message: one after the other, without names or numbers of fields, for both
 * ends are of one build.
 */
final class Messages {
    private static final byte APPEND = 0;
    private static final byte APPEND_ALL = 1;
    private static final byte TRIM = 2;
    private static final byte COMPACT = 3;
    private static final byte CREATE = 4;
    private static final byte PURGE = 5;
    private static final byte SET_STATE = 6;

    private static final byte APPENDED = 0;
    private static final byte TRIMMED = 1;
    private static final byte COMPACTED = 2;
    private static final byte CREATED = 3;
    private static final byte PURGED = 4;
    private static final byte REJECTED = 5;

    private Messages() {}

    // ── commands ────────────────────────────────────────────────────────────────────────────────────────────────

    static void write(TProtocol out, Command command) throws TException {
        if (command instanceof Command.Append append) {
            out.writeByte(APPEND);
            writeAppend(out, append);
        } else if (command instanceof Command.AppendAll all) {
            out.writeByte(APPEND_ALL);
            out.writeI32(all.appends().size());
            for (Command.Append append : all.appends()) {
                writeAppend(out, append);
            }
        } else if (command instanceof Command.Trim trim) {
            out.writeByte(TRIM);
            out.writeI64(trim.invocation());
            out.writeI32(trim.length());
        } else if (command instanceof Command.Compact compact) {
            out.writeByte(COMPACT);
            out.writeI64(compact.invocation());
            out.writeI32(compact.first());
        } else if (command instanceof Command.Create create) {
            out.writeByte(CREATE);
            out.writeI64(create.invocation());
        } else if (command instanceof Command.Purge purge) {
            out.writeByte(PURGE);
            out.writeI64(purge.invocation());
        } else {
            Command.SetState set = (Command.SetState) command;
            out.writeByte(SET_STATE);
            out.writeI64(set.invocation());
            out.writeString(set.key());
            writeBytes(out, set.entry());
        }
    }

    static Command readCommand(TProtocol in) throws TException {
        byte kind = in.readByte();
        return switch (kind) {
            case APPEND -> readAppend(in);
            case APPEND_ALL -> {
                int count = size(in.readI32());
                List<Command.Append> appends = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    appends.add(readAppend(in));
                }
                yield new Command.AppendAll(appends);
            }
            case TRIM -> new Command.Trim(in.readI64(), in.readI32());
            case COMPACT -> new Command.Compact(in.readI64(), in.readI32());
            case CREATE -> new Command.Create(in.readI64());
            case PURGE -> new Command.Purge(in.readI64());
            case SET_STATE -> new Command.SetState(in.readI64(), in.readString(), readBytes(in));
            default -> throw unknown("command", kind);
        };
    }

    private static void writeAppend(TProtocol out, Command.Append append) throws TException {
        out.writeI64(append.invocation());
        writeBytes(out, append.entry());
        out.writeI32(append.ifLength());
    }

    private static Command.Append readAppend(TProtocol in) throws TException {
        return new Command.Append(in.readI64(), readBytes(in), in.readI32());
    }

    // ── outcomes ────────────────────────────────────────────────────────────────────────────────────────────────

    static void write(TProtocol out, Outcome outcome) throws TException {
        if (outcome instanceof Outcome.Appended appended) {
            out.writeByte(APPENDED);
            out.writeI64(appended.lsn());
            out.writeI32(appended.positions().size());
            for (Outcome.Position position : appended.positions()) {
                out.writeI32(position.epoch());
                out.writeI32(position.index());
            }
        } else if (outcome instanceof Outcome.Trimmed trimmed) {
            out.writeByte(TRIMMED);
            out.writeI64(trimmed.lsn());
            write(out, trimmed.metadata());
        } else if (outcome instanceof Outcome.Compacted compacted) {
            out.writeByte(COMPACTED);
            out.writeI64(compacted.lsn());
            write(out, compacted.metadata());
        } else if (outcome instanceof Outcome.Created created) {
            out.writeByte(CREATED);
            out.writeI64(created.lsn());
        } else if (outcome instanceof Outcome.Purged purged) {
            out.writeByte(PURGED);
            out.writeI64(purged.lsn());
            write(out, purged.metadata());
        } else {
            out.writeByte(REJECTED);
            out.writeString(((Outcome.Rejected) outcome).reason());
        }
    }

    static Outcome readOutcome(TProtocol in) throws TException {
        byte kind = in.readByte();
        return switch (kind) {
            case APPENDED -> {
                long lsn = in.readI64();
                int count = size(in.readI32());
                List<Outcome.Position> positions = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    positions.add(new Outcome.Position(in.readI32(), in.readI32()));
                }
                yield new Outcome.Appended(lsn, positions);
            }
            case TRIMMED -> new Outcome.Trimmed(in.readI64(), present(readMetadata(in)));
            case COMPACTED -> new Outcome.Compacted(in.readI64(), present(readMetadata(in)));
            case CREATED -> new Outcome.Created(in.readI64());
            case PURGED -> new Outcome.Purged(in.readI64(), present(readMetadata(in)));
            case REJECTED -> new Outcome.Rejected(in.readString());
            default -> throw unknown("outcome", kind);
        };
    }

    // ── what reads see ──────────────────────────────────────────────────────────────────────────────────────────

    static void write(TProtocol out, @Nullable Metadata metadata) throws TException {
        out.writeBool(metadata != null);
        if (metadata != null) {
            out.writeI32(metadata.epoch());
            out.writeI32(metadata.first());
            out.writeI32(metadata.length());
        }
    }

    static @Nullable Metadata readMetadata(TProtocol in) throws TException {
        return in.readBool() ? new Metadata(in.readI32(), in.readI32(), in.readI32()) : null;
    }

    static void write(TProtocol out, JournalView view) throws TException {
        Integer epoch = view.epoch();
        out.writeBool(epoch != null);
        if (epoch != null) {
            out.writeI32(epoch);
        }
        write(out, view.journal());
    }

    static JournalView readJournalView(TProtocol in) throws TException {
        Integer epoch = in.readBool() ? (Integer) in.readI32() : null;
        return new JournalView(epoch, readJournal(in));
    }

    static void write(TProtocol out, InvocationView view) throws TException {
        write(out, view.metadata());
        write(out, view.journal());
        SortedMap<String, byte[]> state = view.state();
        out.writeBool(state != null);
        if (state != null) {
            out.writeI32(state.size());
            for (var entry : state.entrySet()) {
                out.writeString(entry.getKey());
                writeBytes(out, entry.getValue());
            }
        }
    }

    static InvocationView readInvocationView(TProtocol in) throws TException {
        Metadata metadata = readMetadata(in);
        Journal journal = readJournal(in);
        if (!in.readBool()) {
            return new InvocationView(metadata, journal, null);
        }
        int count = size(in.readI32());
        SortedMap<String, byte[]> state = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            state.put(in.readString(), readBytes(in));
        }
        return new InvocationView(metadata, journal, state);
    }

    private static void write(TProtocol out, Journal journal) throws TException {
        out.writeI32(journal.size());
        for (int i = 0; i < journal.size(); i++) {
            out.writeI32(journal.indexes()[i]);
            writeBytes(out, journal.entries()[i]);
        }
    }

    private static Journal readJournal(TProtocol in) throws TException {
        int size = size(in.readI32());
        int[] indexes = new int[size];
        byte[][] entries = new byte[size][];
        for (int i = 0; i < size; i++) {
            indexes[i] = in.readI32();
            entries[i] = readBytes(in);
        }
        return new Journal(indexes, entries);
    }

    // ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────

    /** The largest number of anything in one message; what says more is no message of ours. */
    private static final int MOST = 1 << 24;

    static int size(int size) throws TProtocolException {
        if (size < 0 || size > MOST) {
            throw new TProtocolException(TProtocolException.SIZE_LIMIT, "a message with " + size + " parts");
        }
        return size;
    }

    private static void writeBytes(TProtocol out, byte[] bytes) throws TException {
        out.writeBinary(ByteBuffer.wrap(bytes));
    }

    private static byte[] readBytes(TProtocol in) throws TException {
        ByteBuffer buffer = in.readBinary();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Metadata present(@Nullable Metadata metadata) throws TProtocolException {
        if (metadata == null) {
            throw new TProtocolException(TProtocolException.INVALID_DATA, "an outcome without its metadata");
        }
        return metadata;
    }

    private static TProtocolException unknown(String what, byte kind) {
        return new TProtocolException(TProtocolException.INVALID_DATA, "unknown " + what + " " + kind);
    }
}
