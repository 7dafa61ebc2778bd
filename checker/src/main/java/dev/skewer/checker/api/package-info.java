/**
 * The front door for tests written in Java: record a history or load one, check it, assert on the verdict.
 *
 * <pre>{@code
 * Recorder recorder = History.record();
 * // … each client of the test:
 * try (Call call = recorder.invoke("read")) {
 *     call.ok(store.read());
 * }
 * // … and when all are done:
 * Check.linearizable(recorder.history(), Models.register(0)).assertValid();
 * }</pre>
 *
 * <ul>
 *   <li>{@link dev.skewer.checker.api.History}: recorded, loaded, or written down; saved so that {@code skewer check} judges
 *       the same.
 *   <li>{@link dev.skewer.checker.api.Recorder}, {@link dev.skewer.checker.api.Client} and
 *       {@link dev.skewer.checker.api.Call}: what the clients of a test record, from any number of threads.
 *   <li>{@link dev.skewer.checker.api.Check}: the question, and the assertion.
 *   <li>{@link dev.skewer.checker.api.Models}: the built-in models.
 * </ul>
 *
 * <p>Nothing here needs a test framework: a failed assertion is an {@link AssertionError}. {@code docs/java-api.md} is the
 * guide.
 */
@NullMarked
package dev.skewer.checker.api;

import org.jspecify.annotations.NullMarked;
