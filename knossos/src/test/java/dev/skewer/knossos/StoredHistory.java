package dev.skewer.knossos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Validity;
import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.History;
import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.models.NilRead;
import dev.skewer.history.EventType;
import dev.skewer.history.ValuePrinter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A history that somebody recorded, for two checkers.
 *
 * @param initial the initial state, as EDN
 */
record StoredHistory(History history, Subject subject, String initial) {
    void assertSameVerdict(Peer peer) throws IOException, ReflectiveOperationException {
        // As Knossos reads nil: the client learnt nothing.
        var model = ModelCatalog.named(subject.model, Literals.read(initial), NilRead.ANY);
        Validity ours = Check.linearizable(history, model).verdict().valid();
        String theirs = peer.verdict(subject.model, initial, edn());
        assumeTrue(!theirs.equals(":unknown"), "Knossos did not decide in time");
        assertThat(theirs).isEqualTo(ours.toString());
    }

    /**
     * The events of clients as Knossos takes them. It asks that a failed call has the value that it was invoked with, which
     * not every recorder cares for.
     */
    String edn() throws IOException {
        StringBuilder text = new StringBuilder();
        Map<Integer, String> invoked = new HashMap<>();
        history.replay(event -> {
            if (event.process < 0) {
                return;
            }
            String value = ValuePrinter.text(event.value, event.symbols);
            if (event.type == EventType.INVOKE) {
                invoked.put(event.process, value);
            } else if (event.type != EventType.OK) {
                value = invoked.getOrDefault(event.process, value);
            }
            text.append("{:process ")
                    .append(event.process)
                    .append(", :type :")
                    .append(event.type.name().toLowerCase(Locale.ROOT))
                    .append(", :f :")
                    .append(event.symbols.name(event.f))
                    .append(", :value ")
                    .append(value)
                    .append("}\n");
        });
        return text.toString();
    }
}
