package dev.skewer.site;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of the site.
 *
 * @param path the steps of the path, decoded; the last one is empty if the path ends with a slash
 * @param parameters of the query, decoded
 */
record Question(List<String> path, Map<String, String> parameters) {
    /** Deeper than any file of a run. */
    private static final int MAX_STEPS = 16;

    Question {
        path = List.copyOf(path);
        parameters = Map.copyOf(parameters);
    }

    /** A parameter; empty if it is not there. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /**
     * Takes a path apart, and decodes each step once: a slash in a name stays in its name, where it is refused as part of that.
     *
     * @param raw as it was sent, from its first slash on
     * @return nothing if it is no path
     */
    static Optional<List<String>> steps(String raw) {
        if (!raw.startsWith("/")) {
            return Optional.empty();
        }
        var steps = new ArrayList<String>();
        for (String step : raw.substring(1).split("/", MAX_STEPS + 1)) {
            try {
                // A scheme would make all of it opaque; the slash keeps a colon from being taken for one.
                String decoded = URI.create("/" + step).getPath();
                steps.add(decoded.substring(1));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return steps.size() > MAX_STEPS ? Optional.empty() : Optional.of(steps);
    }
}
