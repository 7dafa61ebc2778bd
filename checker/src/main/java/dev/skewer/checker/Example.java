package dev.skewer.checker;

import java.util.List;

/**
 * One finding, told as a story: the few operations that prove it, in time order, and the sentence that names the
 * contradiction. It can be believed from these lines alone.
 *
 * @param title one line that says what happened
 * @param steps the operations involved, by the time of their invocation
 * @param contradiction why these operations cannot all be as they are
 */
public record Example(String title, List<Step> steps, String contradiction) {
    /** Copies the list. */
    public Example {
        steps = List.copyOf(steps);
    }

    /**
     * One operation of a story.
     *
     * @param op the operation's name in the story, such as {@code T1}; unique within it
     * @param index the history index of its invocation
     * @param process the name of the logical process: its number, {@code nemesis}, or its own name
     * @param invoked nanoseconds since the start of the run
     * @param completed nanoseconds since the start of the run; -1 if it never completed
     * @param text what was called and what came back, such as {@code append 17 to 4 → epoch 0, index 3}
     * @param role why it is in the story, in a few words; may be empty
     */
    public record Step(String op, long index, String process, long invoked, long completed, String text, String role) {}
}
