package dev.skewer.harness.cli;

import com.github.luben.zstd.Zstd;
import dev.skewer.harness.cli.CorrectHistory.Event;
import dev.skewer.harness.cli.CorrectHistory.Keyword;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Events as text, in each of the formats. */
enum HistoryText {
    EDN("", "", "\n", ""),
    EDN_ONE_LINE("", "", " ", ""),
    EDN_VECTOR("[", "", "\n ", "]"),
    EDN_LIST("(", "", ", ", ")\n"),
    EDN_RECORDS("", "#jepsen.history.Op", "\r\n", "\r\n"),
    JSON("[", "", ",\n", "]"),
    JSON_LINES("", "", "\n", "\n"),
    LOG_2014("INFO  jepsen.core - Running\n", "INFO  jepsen.util - ", "\n", "\n"),
    LOG_2018("", "INFO [2018-03-04 05:06:07,089] jepsen worker 1 - jepsen.util ", "\n", "\n"),
    LOG_2021("", "2021-03-04 05:06:07,089{GMT}\tINFO\t[jepsen worker 1] jepsen.util: ", "\r\n", "\r\n"),
    HISTORY_TXT("", "", "\n", "\n");

    private static final JsonMapper MAPPER = new JsonMapper();

    private final String before;
    private final String prefix;
    private final String between;
    private final String after;

    HistoryText(String before, String prefix, String between, String after) {
        this.before = before;
        this.prefix = prefix;
        this.between = between;
        this.after = after;
    }

    private boolean isJson() {
        return this == JSON || this == JSON_LINES;
    }

    private boolean isLog() {
        return this == HISTORY_TXT || prefix.contains("jepsen.util");
    }

    /** Whether the format says itself where it ends, so that every cut can be seen. */
    boolean showsItsEnd() {
        return before.equals("[") || before.equals("(");
    }

    /** Whether a history can be written so: a log has nothing around the names of processes. */
    boolean canHold(List<Event> events) {
        return !isLog()
                || events.stream()
                        .noneMatch(event -> String.valueOf(event.process()).contains(" "));
    }

    String of(List<Event> events) {
        return events.stream().map(this::line).collect(Collectors.joining(between, before, after));
    }

    /** Whether a part of a text ends between two events, so that it looks whole. */
    boolean looksWhole(String part, List<Event> events) {
        if (showsItsEnd()) {
            // Nothing but the end of the last line may be missing.
            return part.equals(of(events).stripTrailing());
        }
        for (int count = 0; count <= events.size(); count++) {
            String some =
                    events.subList(0, count).stream().map(this::line).collect(Collectors.joining(between, before, ""));
            boolean isBetween = isLog()
                    ? part.equals(some + (count == 0 ? "" : between)) || (part + "\n").equals(some + between + "\n")
                    : part.stripTrailing().equals(some.stripTrailing())
                            || part.stripTrailing().equals((some + between).stripTrailing());
            if (isBetween && (!isLog() || part.endsWith("\n") || part.isEmpty())) {
                return true;
            }
        }
        return false;
    }

    private String line(Event event) {
        if (isLog()) {
            String process =
                    event.process() instanceof Keyword keyword ? ":" + keyword.name() : String.valueOf(event.process());
            return prefix + process + "\t:" + event.type() + "\t:" + event.f() + "\t" + edn(event.value());
        }
        if (isJson()) {
            return "{\"process\":" + json(event.process()) + ",\"type\":\"" + event.type() + "\",\"f\":\"" + event.f()
                    + "\",\"value\":" + json(event.value()) + "}";
        }
        return prefix + "{:process " + edn(event.process()) + ", :type :" + event.type() + ", :f :" + event.f()
                + ", :value " + edn(event.value()) + "}";
    }

    private static String edn(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Keyword keyword) {
            return ":" + keyword.name();
        }
        if (value instanceof String string) {
            return MAPPER.writeValueAsString(string);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(HistoryText::edn).collect(Collectors.joining(" ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            boolean isRecord = map.containsKey("id") || map.containsKey("amount") || map.containsKey("epoch");
            return map.entrySet().stream()
                    .map(entry -> (isRecord ? ":" + entry.getKey() : edn(entry.getKey())) + " " + edn(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Keyword keyword) {
            return MAPPER.writeValueAsString(keyword.name());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(HistoryText::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry ->
                            MAPPER.writeValueAsString(String.valueOf(entry.getKey())) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return MAPPER.writeValueAsString(value);
    }

    /** A text as a file has it: plain, or compressed. */
    enum Compressor {
        NONE,
        GZIP,
        ZSTD;

        byte[] compress(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return switch (this) {
                case NONE -> bytes;
                case ZSTD -> Zstd.compress(bytes);
                case GZIP -> {
                    var out = new ByteArrayOutputStream();
                    try (var gzip = new GZIPOutputStream(out)) {
                        gzip.write(bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    yield out.toByteArray();
                }
            };
        }
    }
}
