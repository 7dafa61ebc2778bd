package dev.skewer.checker;

import java.util.List;
import java.util.Locale;

/**
 * One finding, told as a story: the few operations that prove it, in time order, and the sentence that names the
 * contradiction. It can be believed from these lines alone.
 *
 * @param title one line that says what happened
 * @param steps the operations involved, by the time of their invocation
 * @param edges what the contradiction says of their order, in its order; empty where it is no matter of order
 * @param contradiction why these operations cannot all be as they are
 */
public record Example(String title, List<Step> steps, List<Edge> edges, String contradiction) {
    /** Copies the lists. */
    public Example {
        steps = List.copyOf(steps);
        edges = List.copyOf(edges);
    }

    /**
     * One operation of a story.
     *
     * @param op the operation's name in the story, such as {@code T1}; unique within it
     * @param index the history index of its invocation
     * @param process the name of the logical process: its number, {@code nemesis}, or its own name
     * @param invoked nanoseconds since the start of the run
     * @param completed nanoseconds since the start of the run; -1 if it never completed
     * @param function what was called, such as {@code append}
     * @param kind what that does to the object
     * @param text what was called and what came back, such as {@code append 17 to 4 → epoch 0, index 3}
     * @param role why it is in the story, in a few words; may be empty
     */
    public record Step(
            String op,
            long index,
            String process,
            long invoked,
            long completed,
            String function,
            Kind kind,
            String text,
            String role) {}

    /** What an operation does to the object that it is called on, as far as a picture shows it. */
    public enum Kind {
        /** Puts something there. */
        ADD,
        /** Takes something away. */
        DROP,
        /** Looks at it. */
        READ,
        /** Looks at it twice, first at the metadata and then at the journal. */
        PAIRED_READ,
        /** Anything else, or what only its model knows. */
        OTHER;

        /** As reports write it: {@code paired-read}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What puts one operation of a story before another.
     *
     * @param from the name of the earlier one in the story
     * @param to the name of the later one
     * @param type in which way it is earlier
     * @param reason how one can tell, as a sentence
     */
    public record Edge(String from, String to, EdgeType type, String reason) {}
}
