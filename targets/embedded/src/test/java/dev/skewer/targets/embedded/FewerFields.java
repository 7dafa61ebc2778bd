package dev.skewer.targets.embedded;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Hands on a journal history without the fields that a store need not report: those of a trim that say where it began, of a
 * compact and a purge that say where they stood, and the epoch of a journal read alone. So a run of the reference store
 * becomes the history that a store which reports less would have left.
 */
final class FewerFields implements EventSink {
    private static final Map<String, Set<String>> LEFT_OUT = Map.of(
            "trim", Set.of("first"),
            "compact", Set.of("epoch", "length"),
            "purge", Set.of("epoch", "first", "length"),
            "read-journal", Set.of("epoch"));

    private final EventSink next;
    private final Tape whole = new Tape();
    /** How many fields were left out. */
    long leftOut;

    FewerFields(EventSink next) {
        this.next = next;
    }

    @Override
    public void accept(Event event) throws IOException {
        Set<String> unwanted = LEFT_OUT.get(event.symbols.name(event.f));
        if (event.process >= 0 && event.type == EventType.OK && unwanted != null) {
            whole.clear();
            whole.addFrom(event.value, 0);
            event.value.clear();
            int map = event.value.begin(Token.MAP);
            int end = whole.skip(0);
            for (int key = 1; key < end; ) {
                int value = whole.skip(key);
                if (unwanted.contains(event.symbols.name(Token.symbol(whole.token(key))))) {
                    leftOut++;
                } else {
                    event.value.addFrom(whole, key);
                    event.value.addFrom(whole, value);
                }
                key = whole.skip(value);
            }
            event.value.end(map);
        }
        next.accept(event);
    }
}
