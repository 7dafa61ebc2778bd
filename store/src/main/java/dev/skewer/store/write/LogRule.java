package dev.skewer.store.write;

import dev.skewer.store.Command;

/** Which commands that change something go into the command log, where there is one. */
@FunctionalInterface
public interface LogRule {
    /** All. */
    LogRule SOUND = command -> true;

    /** Whether {@code command} does. */
    boolean logs(Command command);
}
