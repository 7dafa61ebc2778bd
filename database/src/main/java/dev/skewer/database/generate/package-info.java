/**
 * Histories that the reference database makes while simulated processes use it: from a {@link
 * dev.skewer.database.generate.HistorySpec} to events, in virtual time, on one thread.
 *
 * <p>{@link dev.skewer.database.generate.HistoryGenerator} is the front door. The rest of the flow: {@code KeyPool} chooses {@code Key}s,
 * {@code MicroOperations} are what a transaction does and saw, {@code SimulatedProcess} does one after the other, {@code EventComposer}
 * turns them into events. {@link dev.skewer.database.generate.AnomalyScripts} are the anomalies that can be injected, and {@code
 * ScriptRun} plays one.
 */
@NullMarked
package dev.skewer.database.generate;

import org.jspecify.annotations.NullMarked;
