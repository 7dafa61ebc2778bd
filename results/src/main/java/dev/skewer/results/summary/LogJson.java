package dev.skewer.results.summary;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lines of logs as JSON, there and back: {@code log}. */
final class LogJson {
    private LogJson() {}

    static void put(ObjectNode json, LogExcerpt log) {
        ObjectNode all = json.putObject("log");
        ArrayNode lines = all.putArray("lines");
        for (LogExcerpt.Line line : log.lines()) {
            ObjectNode one = lines.addObject().put("file", line.file());
            if (line.at() != LogExcerpt.UNTIMED) {
                one.put("at_ms", Json.millis(line.at()));
            }
            one.put("text", line.text());
        }
        all.put("left-out", log.leftOut());
    }

    /** What a run has of logs; nothing of one that was written before any was kept. */
    static LogExcerpt log(StoredObject json) {
        if (!json.has("log")) {
            return LogExcerpt.NONE;
        }
        StoredObject log = json.object("log");
        return new LogExcerpt(
                log.objects("lines").stream()
                        .map(line -> new LogExcerpt.Line(
                                line.text("file"),
                                line.has("at_ms") ? line.nanosFromMillis("at_ms") : LogExcerpt.UNTIMED,
                                line.text("text")))
                        .toList(),
                log.count("left-out"));
    }
}
