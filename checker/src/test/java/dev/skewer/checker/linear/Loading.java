package dev.skewer.checker.linear;

import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.history.OperationHistoryBuilder;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Histories in memory, from files and from text. */
final class Loading {
    private Loading() {}

    static OperationHistory load(Path file, Format format) throws IOException {
        try (EventReader reader = Histories.open(file, format)) {
            return load(reader);
        }
    }

    /** Lines such as {@code 0 invoke write 1}: process, type, function, and a value in EDN. */
    static OperationHistory of(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String[] word = line.split(" ", 4);
            text.append("{:process ")
                    .append(word[0])
                    .append(" :type :")
                    .append(word[1])
                    .append(" :f :")
                    .append(word[2])
                    .append(" :value ")
                    .append(word.length > 3 ? word[3] : "nil")
                    .append("}\n");
        }
        return text(text.toString(), Format.EDN);
    }

    /** A history in a format, as it is. */
    static OperationHistory text(String text, Format format) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = Histories.read(new ByteArrayInputStream(bytes), "test.edn", format)) {
            return load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OperationHistory load(EventReader reader) throws IOException {
        OperationHistoryBuilder builder = new OperationHistoryBuilder("test.edn");
        Event event = new Event(reader.symbols());
        while (reader.next(event)) {
            builder.accept(event);
        }
        return builder.build();
    }
}
