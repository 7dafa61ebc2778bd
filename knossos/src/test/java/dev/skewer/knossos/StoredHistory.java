package dev.skewer.knossos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Validity;
import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.History;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.history.EventType;
import dev.skewer.history.ValuePrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A history that somebody recorded, for two checkers.
 *
 * @param initial the initial state, as EDN
 */
record StoredHistory(History history, Subject subject, String initial) {
    private static final Path FOLDER = Path.of(System.getProperty(
            "skewer.peers", Path.of("..", "..", "shared", "peer-histories").toString()));

    /** The stored histories of objects that both checkers know; a test without any is skipped. */
    static List<StoredHistory> all() throws IOException {
        Path expectations = FOLDER.resolve("EXPECTED.tsv");
        assumeTrue(
                Files.exists(expectations), FOLDER + " has no stored histories; name a folder with -Dskewer.peers=…");
        List<StoredHistory> all = new ArrayList<>();
        for (String line : Files.readAllLines(expectations)) {
            String[] column = line.split("\t", -1);
            for (Subject subject : Subject.values()) {
                if (column.length > 1 && column[1].equals(subject.model)) {
                    String options = column.length > 6 ? column[6] : "";
                    String initial = options.startsWith("--initial ") ? options.substring(10) : "nil";
                    all.add(new StoredHistory(History.load(FOLDER.resolve(column[0])), subject, initial));
                }
            }
        }
        return all;
    }

    /** Skewer's verdict on events, which reads nil as Knossos does: the client learnt nothing. */
    Validity verdict(History events) {
        var model = ModelCatalog.named(subject.model, Literals.read(initial), NilRead.ANY);
        return Check.linearizable(events, model).verdict().valid();
    }

    void assertSameVerdict(Peer peer) throws IOException, ReflectiveOperationException {
        Validity ours = verdict(history);
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
