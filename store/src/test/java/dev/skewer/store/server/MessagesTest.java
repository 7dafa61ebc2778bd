package dev.skewer.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TTransportException;

/** What is written is read again, to the last byte. */
class MessagesTest {
    private static TProtocol buffer() throws TTransportException {
        return new TBinaryProtocol(new TMemoryBuffer(64));
    }

    private static void isReadWhole(TProtocol buffer) {
        assertThat(((TMemoryBuffer) buffer.getTransport()).getBytesRemainingInBuffer())
                .isLessThanOrEqualTo(0);
        assertThatThrownBy(buffer::readByte).isInstanceOf(TTransportException.class);
    }

    @Provide
    Arbitrary<Command> commands() {
        Arbitrary<Long> ids = Arbitraries.longs();
        Arbitrary<byte[]> entries = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        Arbitrary<Integer> numbers = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<Command.Append> appends = Combinators.combine(
                        ids, entries, Arbitraries.integers().greaterOrEqual(-1))
                .as(Command.Append::new);
        return Arbitraries.oneOf(
                appends,
                appends.list().ofMinSize(1).ofMaxSize(5).map(Command.AppendAll::new),
                Combinators.combine(ids, numbers).as(Command.Trim::new),
                Combinators.combine(ids, numbers).as(Command.Compact::new),
                ids.map(Command.Create::new),
                ids.map(Command.Purge::new),
                Combinators.combine(ids, Arbitraries.strings().ofMaxLength(8), entries)
                        .as(Command.SetState::new));
    }

    @Property
    void commandsAreReadAsTheyWereWritten(@ForAll("commands") Command command) throws TException {
        TProtocol buffer = buffer();
        Messages.write(buffer, command);
        Command read = Messages.readCommand(buffer);
        assertThat(read).usingRecursiveComparison().isEqualTo(command);
        isReadWhole(buffer);
    }

    @Provide
    Arbitrary<Metadata> metadata() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 1 << 20);
        return Combinators.combine(numbers, numbers, numbers)
                .as((epoch, first, more) -> new Metadata(epoch, first, first + more));
    }

    @Provide
    Arbitrary<Outcome> outcomes() {
        Arbitrary<Long> lsns = Arbitraries.longs();
        Arbitrary<Outcome.Position> positions = Combinators.combine(Arbitraries.integers(), Arbitraries.integers())
                .as(Outcome.Position::new);
        return Arbitraries.oneOf(
                Combinators.combine(lsns, positions.list().ofMaxSize(4)).as(Outcome.Appended::new),
                Combinators.combine(lsns, metadata()).as(Outcome.Trimmed::new),
                Combinators.combine(lsns, metadata()).as(Outcome.Compacted::new),
                lsns.map(Outcome.Created::new),
                Combinators.combine(lsns, metadata()).as(Outcome.Purged::new),
                Arbitraries.strings().ofMaxLength(9).map(Outcome.Rejected::new));
    }

    @Property
    void outcomesAreReadAsTheyWereWritten(@ForAll("outcomes") Outcome outcome) throws TException {
        TProtocol buffer = buffer();
        Messages.write(buffer, outcome);
        assertThat(Messages.readOutcome(buffer)).isEqualTo(outcome);
        isReadWhole(buffer);
    }

    @Provide
    Arbitrary<InvocationView> views() {
        Arbitrary<byte[]> entries = Arbitraries.bytes().array(byte[].class).ofMaxSize(9);
        Arbitrary<Journal> journals = entries.list().ofMaxSize(5).map(list -> {
            int[] indexes = new int[list.size()];
            for (int i = 0; i < indexes.length; i++) {
                indexes[i] = 3 * i + 1;
            }
            return new Journal(indexes, list.toArray(new byte[0][]));
        });
        Arbitrary<TreeMap<String, byte[]>> states = Arbitraries.maps(
                        Arbitraries.strings().ofMaxLength(3), entries)
                .ofMaxSize(3)
                .map(TreeMap::new);
        return Combinators.combine(metadata().injectNull(0.2), journals, states.injectNull(0.3))
                .as(InvocationView::new);
    }

    @Property
    void viewsAreReadAsTheyWereWritten(@ForAll("views") InvocationView view) throws TException {
        TProtocol buffer = buffer();
        Messages.write(buffer, view);
        assertThat(Messages.readInvocationView(buffer))
                .usingRecursiveComparison()
                .isEqualTo(view);
        isReadWhole(buffer);
        Metadata metadata = view.metadata();
        JournalView journal = new JournalView(metadata == null ? null : metadata.epoch(), view.journal());
        Messages.write(buffer, journal);
        assertThat(Messages.readJournalView(buffer)).usingRecursiveComparison().isEqualTo(journal);
    }

    @Example
    void whatIsNoMessageIsSaidToBeNone() throws TException {
        TProtocol buffer = buffer();
        buffer.writeByte((byte) 77);
        assertThatThrownBy(() -> Messages.readCommand(buffer)).hasMessage("unknown command 77");
        buffer.writeByte((byte) 1);
        buffer.writeI32(-3);
        assertThatThrownBy(() -> Messages.readCommand(buffer)).hasMessage("a message with -3 parts");
    }

    @Example
    void listsOfNothing() throws TException {
        TProtocol buffer = buffer();
        Outcome outcome = new Outcome.Appended(1, List.of());
        Messages.write(buffer, outcome);
        assertThat(Messages.readOutcome(buffer)).isEqualTo(outcome);
    }
}
