package dev.skewer.results.measure;

import dev.skewer.history.Event;
import dev.skewer.history.Symbols;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.Outcome;
import org.jspecify.annotations.Nullable;

/** One operation of a history as it passes by, kept until it is known whether it is wanted, and then used for another. */
final class HeldOperation {
    /** The most characters of an argument or result. */
    private static final int CHARACTERS = 120;
    /** The same of an operation that an example tells of. */
    private static final int CHARACTERS_OF_STEP = 600;

    private final int handle;

    private final HeldValue key = new HeldValue();
    private final HeldValue argument = new HeldValue();
    private final HeldValue result = new HeldValue();
    private long index;
    private int process;
    private int function;
    private int characters;
    private Outcome outcome = Outcome.OPEN;
    private long invoked;
    private long completed;
    private long number;
    private Excerpt.@Nullable Operation told;

    /**
     * None yet.
     *
     * @param handle its place among all that are held
     */
    HeldOperation(int handle) {
        this.handle = handle;
    }

    /** Becomes the operation that an event begins. */
    void begin(Event event, boolean isStep) {
        characters = isStep ? CHARACTERS_OF_STEP : CHARACTERS;
        key.set(event.key, event.symbols, characters);
        argument.set(event.value, event.symbols, characters);
        index = event.index;
        process = event.process;
        function = event.f;
        outcome = Outcome.OPEN;
        invoked = event.time;
        completed = -1;
        told = null;
    }

    /**
     * Ends as an event says.
     *
     * @param number how many operations ended before it
     */
    void end(Event event, long number) {
        outcome = Outcome.of(event.type);
        result.set(outcome == Outcome.OK || event.error.isNil() ? event.value : event.error, event.symbols, characters);
        completed = event.time;
        this.number = number;
    }

    int handle() {
        return handle;
    }

    long index() {
        return index;
    }

    /** How many operations ended before it, if it has ended. */
    long number() {
        return number;
    }

    long invoked() {
        return invoked;
    }

    /** When it ended, or -1. */
    long completed() {
        return completed;
    }

    /** What is told of it. */
    Excerpt.Operation told(Symbols symbols) {
        Excerpt.Operation ready = told;
        if (ready == null) {
            String called = calledWith(symbols);
            ready = new Excerpt.Operation(
                    index,
                    Event.processName(process, symbols),
                    symbols.name(function),
                    outcome,
                    invoked,
                    completed,
                    called,
                    outcome == Outcome.OPEN ? "" : returned(symbols));
            told = ready;
        }
        return ready;
    }

    /** The argument, behind the key where that is apart; nothing of a call without either. */
    private String calledWith(Symbols symbols) {
        String value = argument.isNil() ? "" : argument.text(symbols, characters);
        return key.isNil() ? value : (key.text(symbols, characters) + " " + value).strip();
    }

    /** The result, unless it is what the operation was called with. */
    private String returned(Symbols symbols) {
        String value = result.text(symbols, characters);
        boolean saysMore = argument.isNil()
                ? outcome == Outcome.OK || !result.isNil()
                : !value.equals(argument.text(symbols, characters));
        return saysMore ? value : "";
    }
}
