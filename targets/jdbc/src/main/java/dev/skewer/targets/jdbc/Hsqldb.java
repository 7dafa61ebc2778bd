package dev.skewer.targets.jdbc;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** HSQLDB, in this JVM. */
final class Hsqldb implements Dialect {
    private static final String MODE = "mode";

    /** The class of failures by which a transaction is told that others won. */
    private static final String SERIALIZATION_FAILURE = "40001";

    private static final String UNIQUE_VIOLATION = "23505";

    @Override
    public String name() {
        return "hsqldb";
    }

    @Override
    public String sentence() {
        return "HSQLDB, a database in this JVM, with the journal in tables.";
    }

    @Override
    public String explanation() {
        return """
                Metadata, entries and state are rows of three tables. A paired read takes the metadata and \
                then the entries that it promises: at autocommit each statement alone, at one-statement as one join, and otherwise \
                in one transaction at that level. Writers work at serializable, for FOR UPDATE does not lock at lower levels, and \
                try again when they are told that others won (SQLSTATE 40001).

                HSQLDB documents that in MVCC mode read-committed sees what is committed when each statement begins, and \
                repeatable-read and serializable what was committed when the transaction began: snapshot isolation \
                (https://hsqldb.org/doc/2.0/guide/sessions-chapt.html, MVCC Model). In its modes LOCKS and MVLOCKS (--target-option \
                mode=…) the two are two-phase locking; sessions of these now and then wait for each other for ever, which is \
                documented nowhere, and ends a run as unavailable. Where its detector of deadlocks overflows the stack, a session may go \
                on without a lock.

                Durability: async is the default, which writes to the log up to half a second after a commit; sync writes before a \
                commit returns.""";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                Level.transaction("repeatable-read", Connection.TRANSACTION_REPEATABLE_READ),
                Level.AUTOCOMMIT,
                Level.ONE_STATEMENT,
                Level.transaction("read-uncommitted", Connection.TRANSACTION_READ_UNCOMMITTED),
                Level.transaction("read-committed", Connection.TRANSACTION_READ_COMMITTED),
                Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE));
    }

    @Override
    public List<TargetOption> options() {
        return List.of(TargetOption.oneOf(
                MODE, "HSQLDB's transaction mode (hsqldb.tx).", List.of("mvcc", "mvlocks", "locks")));
    }

    /** What is committed waits up to half a second in this process, unless it is told otherwise. */
    @Override
    public DurabilityPromise promise(String durability) {
        return durability.equals("async") ? DurabilityPromise.BUFFERED : DurabilityPromise.DURABLE;
    }

    @Override
    public Database open(TargetSettings settings, Level level) {
        return new Opened(
                "jdbc:hsqldb:file:" + settings.directory().toAbsolutePath().resolve("db") + ";hsqldb.tx="
                        + settings.options().get(MODE) + ";shutdown=false"
                        + (settings.durability().equals("sync") ? ";hsqldb.write_delay=false" : ""));
    }

    private static final class Opened extends Database {
        Opened(String url) {
            super(url);
        }

        @Override
        Connection openWriter() throws SQLException {
            return open(Level.transaction("writer", Connection.TRANSACTION_SERIALIZABLE));
        }

        @Override
        boolean isConflict(SQLException failure) {
            String state = failure.getSQLState();
            return SERIALIZATION_FAILURE.equals(state) || UNIQUE_VIOLATION.equals(state);
        }

        @Override
        void shutDown(Statements last, List<String> tables) throws SQLException {
            last.run("SHUTDOWN");
        }
    }
}
