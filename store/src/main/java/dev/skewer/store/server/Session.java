package dev.skewer.store.server;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.partition.PartitionStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection, as the server sees it: answers one call after the other, on one thread, and keeps the readers.
 *
 * <p>Calls are numbered by their client. One that has the number of the one before is the same, which the network delivered twice: it
 * is not carried out again, and told the same. As a client sends its next call when it has the reply, older ones need not be known.
 */
final class Session implements TProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Leadership leadership;
    private final CallRules rules;
    private final Sessions sessions;
    private final TTransport connection;
    private final Consumer<StoreException> onBroken;
    private final Map<ReadIsolation, PartitionReader> readers = new EnumMap<>(ReadIsolation.class);
    /** What the readers read; null before the first. */
    private @Nullable PartitionStore readersOf;
    /** Of the call under way. */
    private int deadlineMillis;

    private interface Answer {
        void write(TProtocol out) throws TException;
    }

    /**
     * What a call is told.
     *
     * @param broken set if the store will never write again, or cannot be opened
     */
    private record Reply(
            TMessage head, Answer body, @Nullable StoreException broken) {
        void write(TProtocol out) throws TException {
            out.writeMessageBegin(head);
            body.write(out);
            out.writeMessageEnd();
            out.getTransport().flush();
        }
    }

    /** The latest; null before the first. */
    private @Nullable Reply last;

    /**
     * A session without calls yet.
     *
     * @param sessions told when this one is over
     * @param onBroken told when the store will never write again, or cannot be opened, after the client was told
     */
    Session(
            Leadership leadership,
            CallRules rules,
            Sessions sessions,
            TTransport connection,
            Consumer<StoreException> onBroken) {
        this.leadership = leadership;
        this.rules = rules;
        this.sessions = sessions;
        this.connection = connection;
        this.onBroken = onBroken;
    }

    @Override
    public void process(TProtocol in, TProtocol out) throws TException {
        try {
            TMessage call = in.readMessageBegin();
            Reply reply = last;
            if (rules.knowsCalls() && reply != null && reply.head().seqid == call.seqid) {
                TTransport rest = in.getTransport();
                rest.consumeBuffer(rest.getBytesRemainingInBuffer());
            } else {
                reply = reply(call, in);
                last = reply;
            }
            reply.write(out);
            if (reply.broken() != null) {
                onBroken.accept(reply.broken());
            }
        } catch (TException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Reply reply(TMessage call, TProtocol in) throws TException {
        try {
            Answer answer = answer(Call.valueOf(call.name.toUpperCase(Locale.ROOT)), in);
            in.readMessageEnd();
            return new Reply(new TMessage(call.name, TMessageType.REPLY, call.seqid), answer, null);
        } catch (StoreException e) {
            in.readMessageEnd();
            return new Reply(
                    new TMessage(call.name, TMessageType.EXCEPTION, call.seqid),
                    out -> {
                        out.writeString(e.kind().name());
                        out.writeString(String.valueOf(e.getMessage()));
                    },
                    isTheEnd(e) ? e : null);
        }
    }

    private static boolean isTheEnd(StoreException e) {
        return e.kind() == StoreException.Kind.BROKEN || e.kind() == StoreException.Kind.OPEN;
    }

    /** Does what is asked, and returns what to say of it. Everything is read before anything is done, so that a call that fails is read whole. */
    private Answer answer(Call call, TProtocol in) throws TException {
        deadlineMillis = in.readI32();
        return switch (call) {
            case EXECUTE -> executed(Messages.readCommand(in));
            case READ_METADATA -> {
                ReadIsolation isolation = isolation(in);
                var metadata = read(
                        isolation,
                        in.readI64(),
                        (reader, invocation) -> Optional.ofNullable(reader.readMetadata(invocation)));
                yield out -> Messages.write(out, metadata.orElse(null));
            }
            case READ_JOURNAL -> {
                ReadIsolation isolation = isolation(in);
                var view = read(isolation, in.readI64(), PartitionReader::readJournal);
                yield out -> Messages.write(out, view);
            }
            case READ -> viewed(in, PartitionReader::read);
            case READ_RANGE -> viewed(in, PartitionReader::readRange);
            case SCAN -> scanned(in);
            case FLUSH -> {
                leadership.store(deadlineMillis).flush();
                yield out -> {};
            }
            case COMPACT -> {
                leadership.store(deadlineMillis).compactRange();
                yield out -> {};
            }
            case CONNECTIONS -> {
                int open = sessions.count();
                yield out -> out.writeI32(open);
            }
            case END_OTHERS -> {
                sessions.endOthers(this);
                yield out -> {};
            }
            case LEAD -> {
                leadership.lead();
                yield out -> {};
            }
        };
    }

    private Answer executed(Command command) {
        PartitionStore store = leadership.store(deadlineMillis);
        CompletableFuture<Outcome> outcome = store.submit(command);
        try {
            var told = outcome.get(deadlineMillis, TimeUnit.MILLISECONDS);
            return out -> Messages.write(out, told);
        } catch (ExecutionException e) {
            StoreException told = e.getCause() instanceof StoreException known
                    ? known
                    : new StoreException(StoreException.Kind.INDETERMINATE, String.valueOf(e.getCause()), e);
            stepDownIfNotLeading(store);
            throw told;
        } catch (TimeoutException e) {
            throw new StoreException(StoreException.Kind.INDETERMINATE, "the deadline has passed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Kind.INDETERMINATE, "the server ends", e);
        }
    }

    /** What became of the command stays as it was told. */
    private void stepDownIfNotLeading(PartitionStore store) {
        try {
            leadership.look(store);
        } catch (StoreException e) {
            LOG.debug("a command failed because another server leads", e);
        }
    }

    private interface Part<T> {
        T read(PartitionReader reader, long invocation);
    }

    private interface Whole {
        InvocationView read(PartitionReader reader, long invocation, boolean withState);
    }

    private <T> T read(ReadIsolation isolation, long invocation, Part<T> part) {
        return read(isolation, reader -> part.read(reader, invocation));
    }

    private <T> T read(ReadIsolation isolation, Function<PartitionReader, T> read) {
        PartitionStore store = leadership.store(deadlineMillis);
        T seen = read.apply(reader(store, isolation));
        leadership.look(store);
        return seen;
    }

    private Answer viewed(TProtocol in, Whole whole) throws TException {
        ReadIsolation isolation = isolation(in);
        long invocation = in.readI64();
        boolean withState = in.readBool();
        InvocationView view = read(isolation, reader -> whole.read(reader, invocation, withState));
        return out -> Messages.write(out, view);
    }

    private Answer scanned(TProtocol in) throws TException {
        ReadIsolation isolation = isolation(in);
        long[] invocations = new long[Messages.size(in.readI32())];
        for (int i = 0; i < invocations.length; i++) {
            invocations[i] = in.readI64();
        }
        List<InvocationView> views = read(isolation, reader -> reader.scan(invocations));
        return out -> {
            for (InvocationView view : views) {
                Messages.write(out, view);
            }
        };
    }

    private static ReadIsolation isolation(TProtocol in) throws TException {
        return ReadIsolation.of(in.readString());
    }

    private PartitionReader reader(PartitionStore store, ReadIsolation isolation) {
        if (readersOf != store) {
            closeReaders();
            readersOf = store;
        }
        return readers.computeIfAbsent(isolation, store::reader);
    }

    private void closeReaders() {
        readers.values().forEach(PartitionReader::close);
        readers.clear();
    }

    /** Ends the connection, from any thread; the session is over when it has noticed. */
    void disconnect() {
        connection.close();
    }

    private void close() {
        sessions.forget(this);
        closeReaders();
    }
}
