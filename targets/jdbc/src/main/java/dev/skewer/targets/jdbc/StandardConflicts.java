package dev.skewer.targets.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Set;

/** Failures that mean, by the standard or in widespread databases, that others won and nothing happened. */
final class StandardConflicts {
    /** A transaction was rolled back, as others won; SQLSTATEs of the class 40, but for {@link #UNKNOWN}. */
    private static final String ROLLED_BACK = "40";
    /** The class of a constraint that would be violated; ours have primary keys only. */
    private static final String CONSTRAINT = "23";
    /** It is not known whether a statement was completed. */
    private static final String UNKNOWN = "40003";
    /** PostgreSQL: a lock was not to be had. */
    private static final String NO_LOCK = "55P03";
    /** MariaDB and MySQL, which have no SQLSTATE for it: a lock was not to be had; a record is not as it was read. */
    private static final Set<Integer> MARIADB = Set.of(1205, 1020);

    private StandardConflicts() {}

    /** Whether a failure is one by its SQLSTATE. */
    static boolean include(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(UNKNOWN)) {
            return false;
        }
        return failure instanceof SQLTransactionRollbackException
                || state.startsWith(ROLLED_BACK)
                || state.startsWith(CONSTRAINT)
                || state.equals(NO_LOCK);
    }

    /** Whether a failure is one by its number in MariaDB and MySQL. */
    static boolean includeInMariadb(SQLException failure) {
        return MARIADB.contains(failure.getErrorCode());
    }
}
