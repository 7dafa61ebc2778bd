package dev.skewer.workloads.journal;

import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import java.util.List;

/** Carries out one slot's operations over one connection and tells the {@link KeyDirectory} what it heard. */
final class JournalClient implements Client<JournalPlan> {
    private final JournalBinder binder;
    private final KeyDirectory directory;
    private final JournalWords words;
    private final JournalConnection connection;
    private JournalOperation operation = new JournalOperation.ReadMetadata(0);

    JournalClient(JournalBinder binder, KeyDirectory directory, JournalWords words, JournalConnection connection) {
        this.binder = binder;
        this.directory = directory;
        this.words = words;
        this.connection = connection;
    }

    @Override
    public int prepare(JournalPlan planned, Tape value) {
        operation = binder.bind(planned);
        return words.invocation(operation, value);
    }

    @Override
    public void call(Completion completion) {
        if (isRead(operation)) {
            read(completion);
        } else {
            write(completion);
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

    private static boolean isRead(JournalOperation operation) {
        return operation instanceof JournalOperation.Read
                || operation instanceof JournalOperation.Scan
                || operation instanceof JournalOperation.ReadMetadata
                || operation instanceof JournalOperation.ReadJournal;
    }

    // ── reads ───────────────────────────────────────────────────────────────────────────────────────────────────

    private void read(Completion completion) {
        completion.settle(true, () -> {
            readInto(completion.value());
            completion.ok();
        });
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

    // ── writes ──────────────────────────────────────────────────────────────────────────────────────────────────

    private void write(Completion completion) {
        completion.settle(false, () -> {
            writeInto(completion.value());
            completion.ok();
        });
        if (completion.type() == EventType.INFO) {
            retirePurged();
        }
    }

    /** An id that was purged, or may have been, is not used again. */
    private void retirePurged() {
        if (operation instanceof JournalOperation.Purge op) {
            directory.retire(op.id());
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
                directory.heardLength(op.id(), left.length());
            } else {
                directory.heardTrim(op.id(), op.length());
            }
            words.changed(value, op.id(), left);
        } else if (operation instanceof JournalOperation.Compact op) {
            Metadata left = connection.compact(op.id(), op.first());
            if (left.first() != Metadata.UNREPORTED) {
                directory.heardFirst(op.id(), left.first());
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
            directory.heardLength(id, position.index() + 1);
        } else {
            directory.heardAppend(id);
        }
        return position;
    }
}
