package dev.skewer.targets.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a node runs.
 *
 * @param entrance the beginning of a command that goes on with another, and runs with the rights of the harness, such as one that enters a
 *     namespace; mostly empty
 * @param command the program and its arguments
 * @param environment what is set besides the harness's own environment
 * @param folder where the node keeps its files and its log; exists
 * @param readiness tells whether it serves; asked every few milliseconds while it starts, so it is quick
 * @param patience how long it may take to start, and to end in good order
 * @param endSignal the signal that asks it to end in good order, without {@code SIG}
 * @param isUnprivileged whether it runs as {@link Unprivileged} does
 */
public record Program(
        List<String> entrance,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Readiness readiness,
        Duration patience,
        String endSignal,
        boolean isUnprivileged) {
    /** Tells whether a program that was started serves. */
    @FunctionalInterface
    public interface Readiness {
        /** It is about to be started: what an earlier start left is not to be taken for a sign of this one. */
        default void reset() {}

        /** Whether it does now. */
        boolean isReady();
    }

    /** Copies the collections. */
    public Program {
        entrance = List.copyOf(entrance);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * One environment of two that each have what the other does not need to know; libraries that are to be loaded before the C library
     * ({@code LD_PRELOAD}) are loaded both.
     */
    public static Map<String, String> environment(Map<String, String> one, Map<String, String> other) {
        var both = new HashMap<>(one);
        other.forEach((name, value) ->
                both.merge(name, value, (first, second) -> name.equals("LD_PRELOAD") ? first + ":" + second : second));
        return both;
    }

    /** One that runs as the harness does, and ends by {@code SIGTERM}. */
    public Program(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Readiness readiness,
            Duration patience) {
        this(List.of(), command, environment, folder, readiness, patience, "TERM", false);
    }

    /** The same with a further {@linkplain #environment(Map, Map) environment}. */
    public Program with(Map<String, String> more) {
        return new Program(
                entrance,
                command,
                environment(environment, more),
                folder,
                readiness,
                patience,
                endSignal,
                isUnprivileged);
    }

    /** The same, asked to end by another signal. */
    public Program endedBy(String signal) {
        return new Program(entrance, command, environment, folder, readiness, patience, signal, isUnprivileged);
    }

    /** The same, which serves when something else tells so. */
    public Program readyWhen(Readiness other) {
        return new Program(entrance, command, environment, folder, other, patience, endSignal, isUnprivileged);
    }

    /** The same without the privileges of the harness; its folder is {@linkplain Unprivileged#give given} to it before. */
    public Program unprivileged() {
        return new Program(entrance, command, environment, folder, readiness, patience, endSignal, true);
    }

    /** The same, after an {@linkplain #entrance entrance} of its own. */
    public Program entering(List<String> before) {
        return new Program(before, command, environment, folder, readiness, patience, endSignal, isUnprivileged);
    }

    /** All that is run: the entrance, what ties the program to the harness, and the program. */
    List<String> wholeCommand() {
        return Stream.concat(entrance.stream(), Leash.tied(command, isUnprivileged).stream())
                .toList();
    }
}
