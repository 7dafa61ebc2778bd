package dev.skewer.workloads.journal;

import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.Names;
import java.util.List;

/** Carries operations out as they are, over one connection, and writes down what was asked and what came back in the words of a history. */
public final class JournalCalls implements Client<JournalOperation> {
    private final JournalConnection connection;
    private final JournalWords words;
    private final Heard heard;
    private JournalOperation operation = new JournalOperation.ReadMetadata(0);

    /**
     * Calls over a connection, which is closed with them.
     *
     * @param names of the history
     */
    public JournalCalls(JournalConnection connection, Names names) {
        this(connection, new JournalWords(names), Heard.NOTHING);
    }

    JournalCalls(JournalConnection connection, JournalWords words, Heard heard) {
        this.connection = connection;
        this.words = words;
        this.heard = heard;
    }

    /** Is told what answers say of journals. */
    interface Heard {
        /** Takes no note of anything. */
        Heard NOTHING = new Heard() {
            @Override
            public void heardLength(long id, int length) {}

            @Override
            public void heardAppend(long id) {}

            @Override
            public void heardTrim(long id, int length) {}

            @Override
            public void heardFirst(long id, int first) {}

            @Override
            public void retire(long id) {}
        };

        /** The journal has this length. */
        void heardLength(long id, int length);

        /** An append was acknowledged without its index. */
        void heardAppend(long id);

        /** A trim to {@code length} was acknowledged without what it left. */
        void heardTrim(long id, int length);

        /** The journal begins at this index. */
        void heardFirst(long id, int first);

        /** It was purged, or may have been. */
        void retire(long id);
    }

    @Override
    public int prepare(JournalOperation planned, Tape value) {
        operation = planned;
        return words.invocation(operation, value);
    }

    @Override
    public void call(Completion completion) {
        if (operation.isRead()) {
            completion.settle(true, () -> {
                readInto(completion.value());
                completion.ok();
            });
            return;
        }
        completion.settle(false, () -> {
            writeInto(completion.value());
            completion.ok();
        });
        if (completion.type() == EventType.INFO) {
            retirePurged();
        }
    }

    @Override
    public void abandoned() {
        retirePurged();
    }

    @Override
    public void close() {
        connection.close();
    }

    private void readInto(Tape value) {
        if (operation instanceof JournalOperation.Read op) {
            words.seen(value, op.id(), connection.read(op.id(), op.range(), op.state()));
        } else if (operation instanceof JournalOperation.Scan op) {
            words.seen(value, op.ids(), connection.scan(op.ids()));
        } else if (operation instanceof JournalOperation.ReadMetadata op) {
            words.seenMetadata(value, op.id(), connection.readMetadata(op.id()));
        } else if (operation instanceof JournalOperation.ReadJournal op) {
            words.seenJournal(value, op.id(), connection.readJournal(op.id()));
        }
    }

    /** An id that was purged, or may have been, is not used again. */
    private void retirePurged() {
        if (operation instanceof JournalOperation.Purge op) {
            heard.retire(op.id());
        }
    }

    private void writeInto(Tape value) {
        if (operation instanceof JournalOperation.AppendOne op) {
            Append append = op.append();
            long id = append.invocation();
            words.appended(value, append, heard(id, connection.append(id, append.entry())));
        } else if (operation instanceof JournalOperation.AppendAll op) {
            words.appendedAll(value, op, appendAll(op));
        } else if (operation instanceof JournalOperation.SetState op) {
            words.stateSet(value, op, heard(op.id(), connection.setState(op.id(), op.key(), op.entry())));
        } else if (operation instanceof JournalOperation.Trim op) {
            Metadata left = connection.trim(op.id(), op.length());
            if (left.length() != Metadata.UNREPORTED) {
                heard.heardLength(op.id(), left.length());
            } else {
                heard.heardTrim(op.id(), op.length());
            }
            words.changed(value, op.id(), left);
        } else if (operation instanceof JournalOperation.Compact op) {
            Metadata left = connection.compact(op.id(), op.first());
            if (left.first() != Metadata.UNREPORTED) {
                heard.heardFirst(op.id(), left.first());
            }
            words.changed(value, op.id(), left);
        } else if (operation instanceof JournalOperation.Purge op) {
            Metadata found = connection.purge(op.id());
            retirePurged();
            words.changed(value, op.id(), found);
        }
    }

    private List<Position> appendAll(JournalOperation.AppendAll all) {
        List<Position> positions = connection.appendAll(all.appends());
        for (int i = 0; i < positions.size(); i++) {
            heard(all.appends().get(i).invocation(), positions.get(i));
        }
        return positions;
    }

    private Position heard(long id, Position position) {
        if (position.index() != Metadata.UNREPORTED) {
            heard.heardLength(id, position.index() + 1);
        } else {
            heard.heardAppend(id);
        }
        return position;
    }
}
