package dev.skewer.harness.cli;

import dev.skewer.harness.console.UserException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import java.util.Collection;

/** Names that users choose from a list. */
final class Names {
    private Names() {}

    /**
     * Complains about a name that is not in the list, with the one that was probably meant.
     *
     * @param option what is chosen, as the option calls it
     * @param name what the user wrote
     * @param known the list
     */
    static void check(String option, String name, Collection<String> known) {
        if (!known.contains(name)) {
            throw new UserException(
                    "unknown " + option + " '" + Printable.line(name) + "'" + Nearest.hint(name, known));
        }
    }
}
