package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What algorithms rely on that compare numbers instead of values. */
class ValuesTest {
    private static final List<String> EDN_ATOMS = List.of(
            "nil",
            "true",
            "false",
            "0",
            "-0",
            "+7",
            "7",
            "007",
            "0x7",
            "7N",
            "7M",
            "7.0",
            "0.0",
            "-0.0",
            "##NaN",
            "1152921504606846975",
            "1152921504606846976",
            "-1152921504606846977",
            "9223372036854775807",
            "9223372036854775808",
            "+9223372036854775808",
            "9223372036854775808N",
            "0x8000000000000000",
            "-9223372036854775809",
            "123456789012345678901234567890",
            "+123456789012345678901234567890",
            "0123456701234567012345670123",
            "16rFFFFFFFFFFFFFFFFFFFFF",
            "\"7\"",
            "\"a\"",
            "a",
            ":a",
            "\\a",
            "\"\"",
            "[]",
            "()",
            "#{}",
            "{}");

    private static final List<String> JSON_ATOMS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "7",
            "7.0",
            "7e0",
            "-0.0",
            "1152921504606846976",
            "9223372036854775807",
            "9223372036854775808",
            "9223372036854775808.0",
            "123456789012345678901234567890",
            "-123456789012345678901234567890",
            "\"7\"",
            "\"a\"",
            "\"\\u0061\"",
            "\"\"",
            "[]",
            "{}");

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"EDN", "JSONL"})
    void numbersAreEqualIfAndOnlyIfValuesAre(Format format) {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Integer> numbers = new ArrayList<>();
            List<@Nullable Object> objects = new ArrayList<>();
            @Nullable Values[] values = {null};
            read(history(random, format), format, event -> {
                values[0] = values[0] == null ? new Values(event.symbols) : values[0];
                numbers.add(values[0].of(event.value, 0));
                objects.add(values[0].object(event.value));
            });
            Map<@Nullable Object, Integer> numberOf = new HashMap<>();
            Map<Integer, @Nullable Object> valueOf = new HashMap<>();
            for (int i = 0; i < numbers.size(); i++) {
                int number = numbers.get(i);
                Object object = objects.get(i);
                assertThat(numberOf.computeIfAbsent(object, each -> number))
                        .as("seed %d: %s", seed, object)
                        .isEqualTo(number);
                Object first = valueOf.containsKey(number) ? valueOf.get(number) : object;
                valueOf.put(number, object);
                assertThat(object).as("seed %d", seed).isEqualTo(first);
                assertThat(values[0].get(number)).as("seed %d", seed).isEqualTo(object);
                assertThat(values[0].find(object))
                        .as("seed %d: %s", seed, object)
                        .isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"EDN", "JSONL"})
    void whatIsNotThereIsNotFoundAndNotAdded(Format format) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            @Nullable Values[] values = {null};
            List<@Nullable Object> some = new ArrayList<>();
            List<@Nullable Object> others = new ArrayList<>();
            read(history(random, format), format, event -> {
                values[0] = values[0] == null ? new Values(event.symbols) : values[0];
                if (event.index % 4 < 2) {
                    some.add(values[0].get(values[0].of(event.value, 0)));
                } else {
                    others.add(values[0].object(event.value));
                }
            });
            int size = values[0].size();
            // The halves of pairs have numbers, too.
            List<@Nullable Object> there = new ArrayList<>();
            for (int number = 0; number < size; number++) {
                there.add(values[0].get(number));
            }
            for (Object other : others) {
                boolean isThere = other != null && there.contains(other);
                assertThat(values[0].find(other))
                        .as("seed %d: %s", seed, other)
                        .isEqualTo(isThere ? there.indexOf(other) : Calls.NONE);
            }
            assertThat(values[0].size()).isEqualTo(size);
            assertThat(there)
                    .containsAll(some.stream().filter(each -> each != null).toList());
        }
    }

    private static void read(String text, Format format, Consumer<Event> sink) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = Histories.read(new ByteArrayInputStream(bytes), "test", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                sink.accept(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String history(Random random, Format format) {
        StringBuilder text = new StringBuilder();
        for (int op = 0; op < 120; op++) {
            for (String type : List.of("invoke", "ok")) {
                int index = 2 * op + (type.equals("ok") ? 1 : 0);
                text.append(
                        format == Format.EDN
                                ? "{:index %d :process 0 :type :%s :f :write :value %s}\n"
                                        .formatted(index, type, edn(random, 3))
                                : "{\"index\": %d, \"process\": 0, \"type\": \"%s\", \"f\": \"write\", \"value\": %s}\n"
                                        .formatted(index, type, json(random, 3)));
            }
        }
        return text.toString();
    }

    private static String edn(Random random, int depth) {
        if (depth == 0 || random.nextInt(5) < 2) {
            return random.nextInt(4) == 0
                    ? String.valueOf(random.nextInt(30))
                    : EDN_ATOMS.get(random.nextInt(EDN_ATOMS.size()));
        }
        String one = edn(random, depth - 1);
        String other = edn(random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> "[" + one + "]";
            case 1, 2 -> "[" + one + " " + other + "]";
            case 3 -> "(" + one + " " + other + ")";
            case 4 -> "#{" + one + "}";
            default -> "{" + one + " " + other + "}";
        };
    }

    private static String json(Random random, int depth) {
        if (depth == 0 || random.nextInt(5) < 2) {
            return random.nextInt(4) == 0
                    ? String.valueOf(random.nextInt(30))
                    : JSON_ATOMS.get(random.nextInt(JSON_ATOMS.size()));
        }
        String one = json(random, depth - 1);
        String other = json(random, depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> "[" + one + "]";
            case 1, 2 -> "[" + one + ", " + other + "]";
            default -> "{\"a\": " + one + ", \"b\": " + other + "}";
        };
    }
}
