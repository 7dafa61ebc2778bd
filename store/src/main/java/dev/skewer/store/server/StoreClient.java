package dev.skewer.store.server;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.InvocationView;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection to a {@link StoreServer}, made when it is first needed and again when it broke. Used by one thread.
 *
 * <p><b>What a failed call tells.</b> A connection that was not made has carried nothing: the kind is {@code CLOSED}, and nothing
 * happened. From the first byte that was sent on a command may have taken effect, or may take effect later, until the server
 * answers: {@code INDETERMINATE}. A read changes nothing, whatever becomes of it: {@code FAILED}. A call is never sent twice.
 */
public final class StoreClient implements PartitionReader {
    private final Supplier<InetSocketAddress> address;
    private final ReadIsolation isolation;
    private final int deadlineMillis;
    private final CallRules rules;
    private @Nullable TProtocol connection;
    private int sequence;

    private interface Writer {
        void write(TProtocol out) throws TException;
    }

    private interface Reader<T> {
        T read(TProtocol in) throws TException;
    }

    /**
     * A client that is not connected yet.
     *
     * @param address of the server, asked whenever a connection is made; throws a {@link StoreException} if there is none now
     * @param isolation of its reads
     * @param deadline how long a connection may take, and how long an answer
     * @param defects see {@link dev.skewer.store.StoreOptions#defects()}; those of a client count
     */
    public StoreClient(
            Supplier<InetSocketAddress> address, ReadIsolation isolation, Duration deadline, Set<Defect> defects) {
        this.address = address;
        this.isolation = isolation;
        this.deadlineMillis = Math.toIntExact(deadline.toMillis());
        this.rules = CallRules.of(defects);
    }

    /**
     * Has a command carried out, and waits for its outcome.
     *
     * @throws StoreException see the class comment; else what the store said
     */
    public Outcome execute(Command command) {
        try {
            return sent(command);
        } catch (StoreException e) {
            if (!isBreak(e) || !rules.sentAgain().test(command)) {
                throw e;
            }
            try {
                return sent(command);
            } catch (StoreException second) {
                // What became of the first one is as unknown as before.
                throw e;
            }
        }
    }

    private Outcome sent(Command command) {
        return call(Call.EXECUTE, true, out -> Messages.write(out, command), Messages::readOutcome);
    }

    private static boolean isBreak(StoreException e) {
        return e.kind() == StoreException.Kind.INDETERMINATE
                && e.getCause() instanceof TTransportException transport
                && transport.getType() != TTransportException.TIMED_OUT;
    }

    @Override
    public @Nullable Metadata readMetadata(long invocation) {
        return call(
                        Call.READ_METADATA,
                        false,
                        out -> readOf(out, invocation),
                        in -> Optional.ofNullable(Messages.readMetadata(in)))
                .orElse(null);
    }

    @Override
    public JournalView readJournal(long invocation) {
        return call(Call.READ_JOURNAL, false, out -> readOf(out, invocation), Messages::readJournalView);
    }

    @Override
    public InvocationView read(long invocation, boolean withState) {
        return view(Call.READ, invocation, withState);
    }

    @Override
    public InvocationView readRange(long invocation, boolean withState) {
        return view(Call.READ_RANGE, invocation, withState);
    }

    private InvocationView view(Call call, long invocation, boolean withState) {
        return call(
                call,
                false,
                out -> {
                    readOf(out, invocation);
                    out.writeBool(withState);
                },
                Messages::readInvocationView);
    }

    @Override
    public List<InvocationView> scan(long[] invocations) {
        return call(
                Call.SCAN,
                false,
                out -> {
                    out.writeString(isolation.id());
                    out.writeI32(invocations.length);
                    for (long invocation : invocations) {
                        out.writeI64(invocation);
                    }
                },
                in -> {
                    List<InvocationView> views = new ArrayList<>();
                    for (int i = 0; i < invocations.length; i++) {
                        views.add(Messages.readInvocationView(in));
                    }
                    return views;
                });
    }

    /** Has the server write all memtables to files. */
    public void flush() {
        call(Call.FLUSH, false, out -> {}, in -> Boolean.TRUE);
    }

    /** Has the server merge all files. */
    public void compact() {
        call(Call.COMPACT, false, out -> {}, in -> Boolean.TRUE);
    }

    /**
     * How many connections the server has, this one included. One that a client left counts until the server has carried out what
     * had been sent through it.
     */
    public int connections() {
        return call(Call.CONNECTIONS, false, out -> {}, TProtocol::readI32);
    }

    /**
     * Has the server end all connections but this one: what it is carrying out for them it carries out, and what has been sent through
     * them and has not arrived never will.
     */
    public void endOthers() {
        call(Call.END_OTHERS, false, out -> {}, in -> Boolean.TRUE);
    }

    /**
     * Has the server take over from whichever of those that share its log leads, unless it does itself.
     *
     * @throws StoreException if it does not lead now, as far as can be told
     */
    public void lead() {
        call(Call.LEAD, false, out -> {}, in -> Boolean.TRUE);
    }

    /** Whether a call failed because there was no answer: not in time, or the connection ended. */
    public static boolean isSilence(StoreException e) {
        return e.getCause() instanceof TException;
    }

    private void readOf(TProtocol out, long invocation) throws TException {
        out.writeString(isolation.id());
        out.writeI64(invocation);
    }

    // ── a call ──────────────────────────────────────────────────────────────────────────────────────────────────

    private <T> T call(Call call, boolean changes, Writer request, Reader<T> answer) {
        TProtocol server = connected();
        try {
            int number = ++sequence;
            server.writeMessageBegin(new TMessage(call.name().toLowerCase(Locale.ROOT), TMessageType.CALL, number));
            server.writeI32(deadlineMillis);
            request.write(server);
            server.writeMessageEnd();
            server.getTransport().flush();
            return answer(server, number, answer);
        } catch (TException e) {
            close();
            throw new StoreException(changes ? kind(e) : StoreException.Kind.FAILED, reason(e), e);
        } catch (RuntimeException e) {
            // An answer that is none leaves the connection at an unknown place.
            if (!(e instanceof StoreException)) {
                close();
            }
            throw e;
        }
    }

    private StoreException.Kind kind(TException e) {
        return e instanceof TTransportException transport && transport.getType() == TTransportException.TIMED_OUT
                ? rules.late()
                : StoreException.Kind.INDETERMINATE;
    }

    private static <T> T answer(TProtocol server, int number, Reader<T> reader) throws TException {
        TMessage message = server.readMessageBegin();
        if (message.seqid != number) {
            throw new TException("the answer to another call");
        }
        if (message.type == TMessageType.EXCEPTION) {
            String kind = server.readString();
            StoreException told = new StoreException(StoreException.Kind.valueOf(kind), server.readString());
            server.readMessageEnd();
            throw told;
        }
        T answer = reader.read(server);
        server.readMessageEnd();
        return answer;
    }

    private TProtocol connected() {
        TProtocol open = connection;
        if (open != null) {
            return open;
        }
        InetSocketAddress server = address.get();
        TSocket socket = null;
        try {
            socket = new TSocket(
                    new TConfiguration(),
                    server.getAddress().getHostAddress(),
                    server.getPort(),
                    deadlineMillis,
                    deadlineMillis);
            TFramedTransport transport = new TFramedTransport(socket);
            transport.open();
            open = new TBinaryProtocol(transport);
            connection = open;
            return open;
        } catch (TTransportException e) {
            if (socket != null) {
                socket.close();
            }
            throw new StoreException(StoreException.Kind.CLOSED, "no connection: " + reason(e), e);
        }
    }

    private static String reason(TException e) {
        if (e instanceof TTransportException transport) {
            if (transport.getType() == TTransportException.TIMED_OUT) {
                return "no answer in time";
            }
            if (transport.getType() == TTransportException.END_OF_FILE) {
                return "the connection ended";
            }
        }
        Throwable cause = e.getCause();
        return String.valueOf(cause == null || cause.getMessage() == null ? e.getMessage() : cause.getMessage());
    }

    /** Ends the connection; the next call makes another one. */
    @Override
    public void close() {
        TProtocol open = connection;
        connection = null;
        if (open != null) {
            open.getTransport().close();
        }
    }
}
