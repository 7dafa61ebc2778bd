package dev.skewer.checker.invariant.story;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.history.RecordedOperations.Status;
import dev.skewer.history.ValuePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a story of a few operations: first all of them are {@linkplain #show shown}, then their {@linkplain #name names} are
 * known and sentences can speak of them.
 */
public final class StoryBuilder {
    /** A value longer than this is cut. */
    private static final int MOST_CHARACTERS = 160;

    private final RecordedOperations operations;
    /** By operation, which are numbered in order of invocation. */
    private final Map<Integer, Part> parts = new TreeMap<>();

    private final List<Example.Edge> edges = new ArrayList<>();

    private record Part(Example.Kind kind, String role) {}

    /** An empty story. */
    public StoryBuilder(RecordedOperations operations) {
        this.operations = operations;
    }

    /** Puts an operation into the story; one that is there already keeps its part. */
    public StoryBuilder show(int op, Example.Kind kind, String role) {
        parts.putIfAbsent(op, new Part(kind, role));
        return this;
    }

    /** The name of an operation that is shown, such as {@code T1}: they are numbered in order of invocation. */
    public String name(int op) {
        int number = 1;
        for (int shown : parts.keySet()) {
            if (shown == op) {
                return "T" + number;
            }
            number++;
        }
        throw new IllegalArgumentException("operation " + op + " is not in the story");
    }

    /** Says what puts one operation before another. */
    public StoryBuilder edge(int from, int to, EdgeType type, String reason) {
        edges.add(new Example.Edge(name(from), name(to), type, reason));
        return this;
    }

    /**
     * The story.
     *
     * @param title one line that says what happened
     * @param contradiction why the operations cannot all be as they are
     */
    public Example build(String title, String contradiction) {
        List<Example.Step> steps = new ArrayList<>();
        parts.forEach((op, part) -> steps.add(new Example.Step(
                name(op),
                operations.index(op),
                operations.processName(op),
                operations.invokeTime(op),
                operations.completeTime(op),
                operations.symbols().name(operations.function[op]),
                part.kind(),
                text(op),
                part.role())));
        return new Example(title, steps, edges, contradiction);
    }

    /** What was called and what came back. */
    private String text(int op) {
        StringBuilder text = new StringBuilder();
        text.append(ValuePrinter.quoted(operations.symbols().name(operations.function[op])));
        String input = value(operations.input[op]);
        String output = value(operations.output[op]);
        if (!input.isEmpty()) {
            text.append(' ').append(input);
        }
        if (operations.status[op] == Status.OK && !output.isEmpty() && !output.equals(input)) {
            text.append(" → ").append(output);
        } else if (operations.status[op] == Status.FAIL) {
            text.append(" → failed");
        } else if (operations.status[op] == Status.INFO) {
            text.append(" → outcome unknown");
        }
        return text.toString();
    }

    private String value(int at) {
        return at == RecordedOperations.NONE
                ? ""
                : ValuePrinter.text(operations.tape, at, operations.symbols(), MOST_CHARACTERS);
    }
}
