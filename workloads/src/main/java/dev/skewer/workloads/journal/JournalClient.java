package dev.skewer.workloads.journal;

import dev.skewer.history.Tape;
import dev.skewer.store.Command;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.Outcome.Position;
import dev.skewer.store.StoreException;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.target.JournalConnection;
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

    /** A read that does not answer has failed, whatever stopped it: it cannot have changed anything. */
    private void read(Completion completion) {
        try {
            readInto(completion.value());
            completion.ok();
        } catch (StoreException e) {
            completion.value().clear();
            completion.fail(String.valueOf(e.getMessage()));
        }
    }

    private void readInto(Tape value) {
        if (operation instanceof JournalOperation.Read op) {
            words.seen(
                    value,
                    op.id(),
                    op.range() ? connection.readRange(op.id(), op.state()) : connection.read(op.id(), op.state()));
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
        try {
            Outcome outcome = connection.execute(command());
            if (outcome instanceof Outcome.Rejected rejected) {
                completion.fail(rejected.reason());
            } else {
                heard(outcome, completion.value());
                completion.ok();
            }
        } catch (StoreException e) {
            if (!e.isIndeterminate()) {
                completion.fail(String.valueOf(e.getMessage()));
                return;
            }
            completion.info(String.valueOf(e.getMessage()));
            if (operation instanceof JournalOperation.Purge op) {
                directory.retire(op.id());
            }
        }
    }

    private Command command() {
        if (operation instanceof JournalOperation.Append op) {
            return new Command.Append(op.id(), Entries.encode(op.entry()));
        }
        if (operation instanceof JournalOperation.AppendAll op) {
            return new Command.AppendAll(op.appends().stream()
                    .map(one -> new Command.Append(one.id(), Entries.encode(one.entry())))
                    .toList());
        }
        if (operation instanceof JournalOperation.SetState op) {
            return new Command.SetState(op.id(), op.key(), Entries.encode(op.entry()));
        }
        if (operation instanceof JournalOperation.Trim op) {
            return new Command.Trim(op.id(), op.length());
        }
        if (operation instanceof JournalOperation.Compact op) {
            return new Command.Compact(op.id(), op.first());
        }
        return new Command.Purge(((JournalOperation.Purge) operation).id());
    }

    private void heard(Outcome outcome, Tape value) {
        if (operation instanceof JournalOperation.Append op) {
            words.appended(value, op, position(op.id(), outcome, 0));
        } else if (operation instanceof JournalOperation.AppendAll op) {
            List<Position> positions = ((Outcome.Appended) outcome).positions();
            for (int i = 0; i < positions.size(); i++) {
                position(op.appends().get(i).id(), outcome, i);
            }
            words.appendedAll(value, op, positions);
        } else if (operation instanceof JournalOperation.SetState op) {
            words.stateSet(value, op, position(op.id(), outcome, 0));
        } else if (operation instanceof JournalOperation.Trim op) {
            Metadata metadata = ((Outcome.Trimmed) outcome).metadata();
            directory.heardLength(op.id(), metadata.length());
            words.changed(value, op.id(), metadata);
        } else if (operation instanceof JournalOperation.Compact op) {
            Metadata metadata = ((Outcome.Compacted) outcome).metadata();
            directory.heardFirst(op.id(), metadata.first());
            words.changed(value, op.id(), metadata);
        } else if (operation instanceof JournalOperation.Purge op) {
            directory.retire(op.id());
            words.changed(value, op.id(), ((Outcome.Purged) outcome).metadata());
        }
    }

    private Position position(long id, Outcome outcome, int i) {
        Position position = ((Outcome.Appended) outcome).positions().get(i);
        directory.heardLength(id, position.index() + 1);
        return position;
    }
}
