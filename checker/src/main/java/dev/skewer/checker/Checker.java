package dev.skewer.checker;

/**
 * Decides whether a history keeps one promise, such as that of a linearizable register. The one way from events to a
 * {@link Verdict}, whoever has the events: a run, a file, a test in Java, Jepsen.
 *
 * <p>An implementation is immutable and any thread may use it. {@link Checkers} finds it by name.
 */
public interface Checker {
    /** What it is called and what it does, for people. */
    CheckerInfo info();

    /**
     * Begins the check of one history.
     *
     * @param options what was chosen; those that are not chosen are as {@link #info} says
     * @throws CheckOptionException if it does not have one of them, or not with that value
     */
    CheckSession open(CheckOptions options);
}
