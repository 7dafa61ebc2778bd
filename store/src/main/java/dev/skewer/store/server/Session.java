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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;

/** A client's connection, as the server sees it: answers one call after the other, on one thread, and keeps the readers. */
final class Session implements TProcessor {
    private final PartitionStore store;
    private final AtomicInteger sessions;
    private final Consumer<StoreException> onBroken;
    private boolean isClosed;
    private final Map<ReadIsolation, PartitionReader> readers = new EnumMap<>(ReadIsolation.class);

    private interface Answer {
        void write(TProtocol out) throws TException;
    }

    /**
     * A session without calls yet.
     *
     * @param sessions counts those that are open
     * @param onBroken told when the store will never write again, after the client was told
     */
    Session(PartitionStore store, AtomicInteger sessions, Consumer<StoreException> onBroken) {
        this.store = store;
        this.sessions = sessions;
        this.onBroken = onBroken;
        sessions.incrementAndGet();
    }

    @Override
    public void process(TProtocol in, TProtocol out) throws TException {
        try {
            TMessage message = in.readMessageBegin();
            StoreException broken = null;
            try {
                Answer answer = answer(Call.valueOf(message.name.toUpperCase(Locale.ROOT)), in);
                in.readMessageEnd();
                out.writeMessageBegin(new TMessage(message.name, TMessageType.REPLY, message.seqid));
                answer.write(out);
            } catch (StoreException e) {
                in.readMessageEnd();
                out.writeMessageBegin(new TMessage(message.name, TMessageType.EXCEPTION, message.seqid));
                out.writeString(e.kind().name());
                out.writeString(String.valueOf(e.getMessage()));
                broken = e.kind() == StoreException.Kind.BROKEN ? e : null;
            }
            out.writeMessageEnd();
            out.getTransport().flush();
            if (broken != null) {
                onBroken.accept(broken);
            }
        } catch (TException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Does what is asked, and returns what to say of it. Everything is read before anything is done, so that a call that fails is read whole. */
    private Answer answer(Call call, TProtocol in) throws TException {
        int deadlineMillis = in.readI32();
        return switch (call) {
            case EXECUTE -> executed(Messages.readCommand(in), deadlineMillis);
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
                store.flush();
                yield out -> {};
            }
            case COMPACT -> {
                store.compactRange();
                yield out -> {};
            }
            case CONNECTIONS -> {
                int open = sessions.get();
                yield out -> out.writeI32(open);
            }
        };
    }

    private Answer executed(Command command, int deadlineMillis) {
        CompletableFuture<Outcome> outcome = store.submit(command);
        try {
            var told = outcome.get(deadlineMillis, TimeUnit.MILLISECONDS);
            return out -> Messages.write(out, told);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException told
                    ? told
                    : new StoreException(StoreException.Kind.INDETERMINATE, String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new StoreException(StoreException.Kind.INDETERMINATE, "the deadline has passed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Kind.INDETERMINATE, "the server ends", e);
        }
    }

    private interface Part<T> {
        T read(PartitionReader reader, long invocation);
    }

    private interface Whole {
        InvocationView read(PartitionReader reader, long invocation, boolean withState);
    }

    private <T> T read(ReadIsolation isolation, long invocation, Part<T> part) {
        return part.read(reader(isolation), invocation);
    }

    private Answer viewed(TProtocol in, Whole whole) throws TException {
        ReadIsolation isolation = isolation(in);
        long invocation = in.readI64();
        boolean withState = in.readBool();
        InvocationView view = whole.read(reader(isolation), invocation, withState);
        return out -> Messages.write(out, view);
    }

    private Answer scanned(TProtocol in) throws TException {
        ReadIsolation isolation = isolation(in);
        long[] invocations = new long[Messages.size(in.readI32())];
        for (int i = 0; i < invocations.length; i++) {
            invocations[i] = in.readI64();
        }
        List<InvocationView> views = reader(isolation).scan(invocations);
        return out -> {
            for (InvocationView view : views) {
                Messages.write(out, view);
            }
        };
    }

    private static ReadIsolation isolation(TProtocol in) throws TException {
        return ReadIsolation.of(in.readString());
    }

    private PartitionReader reader(ReadIsolation isolation) {
        return readers.computeIfAbsent(isolation, store::reader);
    }

    private void close() {
        if (!isClosed) {
            isClosed = true;
            sessions.decrementAndGet();
        }
        readers.values().forEach(PartitionReader::close);
        readers.clear();
    }
}
