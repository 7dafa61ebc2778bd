package dev.skewer.checker.journal.crash;

import dev.skewer.checker.journal.history.Crash;

/**
 * An acknowledged append that a crash undid, as one explanation of a history has it.
 *
 * @param op the operation
 * @param part its append to the invocation
 * @param shows the first read of the invocation, of those that began after the crash and returned before the next one that undid
 *     something
 * @param crash what undid it
 */
public record Undone(int op, int part, int shows, Crash crash) {}
