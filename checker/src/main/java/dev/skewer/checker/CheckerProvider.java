package dev.skewer.checker;

import java.util.List;

/**
 * Offers checkers to {@link Checkers}: a service of {@link java.util.ServiceLoader}, with a public constructor without
 * arguments.
 */
public interface CheckerProvider {
    /** The checkers, in the order in which people should see them. */
    List<Checker> checkers();
}
