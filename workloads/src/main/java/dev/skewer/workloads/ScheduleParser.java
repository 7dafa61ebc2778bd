package dev.skewer.workloads;

import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.schedule.Step;
import dev.skewer.workloads.schedule.Step.Member;
import dev.skewer.workloads.schedule.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link ScheduleText} describes: names, each with a list in round brackets or none. */
final class ScheduleParser {
    /** What says when rounds begin; one of them at most. */
    private static final List<String> WHEN = List.of("every", "mean", "at", "every-ops", "at-op", "at-point");

    private static final List<String> OF_WHOLE = join(WHEN, List.of("times"));
    private static final List<String> OF_MEMBER = List.of("for", "nodes");

    private final String text;
    private int at;

    ScheduleParser(String text) {
        this.text = text;
    }

    /** What stands between two commas: a name and what is in its brackets, or an option. */
    record Item(String text, String name, Optional<List<Item>> inBrackets, Optional<String> value) {
        boolean isOption() {
            return value.isPresent();
        }
    }

    List<FaultSchedule> list() {
        List<Item> items = items(0);
        if (at < text.length()) {
            throw new SpecException("'" + text + "': a ')' without its '('");
        }
        return items.stream().map(ScheduleParser::schedule).toList();
    }

    // ── the brackets ────────────────────────────────────────────────────────────────────────────────────────────

    private List<Item> items(int depth) {
        var items = new ArrayList<Item>();
        do {
            items.add(item(depth));
        } while (takes(','));
        return items;
    }

    private Item item(int depth) {
        skipBlanks();
        int from = at;
        String name = word("(),=");
        if (name.isEmpty()) {
            throw new SpecException("'" + text + "': a fault is missing"
                    + (from < text.length() ? " before '" + text.substring(from) + "'" : " at the end"));
        }
        if (takes('=')) {
            String value = word("(),");
            return new Item(text.substring(from, at).strip(), name, Optional.empty(), Optional.of(value));
        }
        if (!takes('(')) {
            return new Item(name, name, Optional.empty(), Optional.empty());
        }
        if (depth > 2) {
            throw new SpecException("'" + text + "': brackets are nested too deeply");
        }
        List<Item> inside = items(depth + 1);
        if (!takes(')')) {
            throw new SpecException(
                    "'" + text.substring(from) + "': its ')' is missing; in a list in brackets of YAML it"
                            + " needs quotes, such as [\"kill(at=3s,for=1s)\", pause]");
        }
        skipBlanks();
        if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ')') {
            throw new SpecException(
                    "'" + text.substring(from) + "': after ')' comes ',' or the end, not '" + text.substring(at) + "'");
        }
        return new Item(text.substring(from, at).strip(), name, Optional.of(inside), Optional.empty());
    }

    private String word(String ends) {
        int from = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private boolean takes(char c) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    // ── what they mean ──────────────────────────────────────────────────────────────────────────────────────────

    private static FaultSchedule schedule(Item item) {
        if (item.isOption()) {
            throw new SpecException(
                    "'" + item.text() + "' is an option without its fault; right would be a fault, such as" + " kill("
                            + item.text() + "); in a list in brackets of YAML that needs quotes");
        }
        boolean isSequence = item.name().equals(ScheduleText.SEQUENCE);
        boolean isTogether = item.name().equals(ScheduleText.TOGETHER);
        boolean isSingle = !isSequence && !isTogether;
        ScheduleOptions options = ScheduleOptions.of(item, isSingle ? join(OF_WHOLE, OF_MEMBER) : OF_WHOLE);
        List<Step> steps = isSequence
                ? steps(item)
                : List.of(new Step(Optional.empty(), isTogether ? members(item) : List.of(member(item, options))));
        return new FaultSchedule(when(options), steps, options.count("times").orElse(0L));
    }

    private static List<Step> steps(Item sequence) {
        var steps = new ArrayList<Step>();
        for (Item part : parts(sequence)) {
            List<String> after = steps.isEmpty() ? List.of() : List.of("after");
            boolean isTogether = part.name().equals(ScheduleText.TOGETHER);
            if (part.name().equals(ScheduleText.SEQUENCE)) {
                throw new SpecException("'" + sequence.text() + "': a sequence in a sequence; write its faults out");
            }
            ScheduleOptions options = ScheduleOptions.of(part, isTogether ? after : join(after, OF_MEMBER));
            steps.add(new Step(options.duration("after"), isTogether ? members(part) : List.of(member(part, options))));
        }
        return steps;
    }

    private static List<Member> members(Item together) {
        var members = new ArrayList<Member>();
        for (Item part : parts(together)) {
            if (part.name().equals(ScheduleText.SEQUENCE) || part.name().equals(ScheduleText.TOGETHER)) {
                throw new SpecException(
                        "'" + together.text() + "': what begins together are faults, not a '" + part.name() + "'");
            }
            Member member = member(part, ScheduleOptions.of(part, OF_MEMBER));
            if (members.stream().anyMatch(other -> other.fault().equals(member.fault()))) {
                throw new SpecException("'" + together.text() + "': fault '" + member.fault() + "' is given twice");
            }
            members.add(member);
        }
        return members;
    }

    /** The faults in the brackets of a schedule of several. */
    private static List<Item> parts(Item several) {
        List<Item> parts = several.inBrackets().orElse(List.of()).stream()
                .filter(part -> !part.isOption())
                .toList();
        if (parts.size() < 2) {
            throw new SpecException("'" + several.text() + "': '" + several.name()
                    + "' needs at least two faults in its brackets, such as " + several.name() + "(kill,pause)");
        }
        return parts;
    }

    private static Member member(Item item, ScheduleOptions options) {
        item.inBrackets().orElse(List.of()).stream()
                .filter(part -> !part.isOption())
                .findFirst()
                .ifPresent(part -> {
                    throw new SpecException("'" + item.text() + "': '" + part.name()
                            + "' is no option of the form NAME=VALUE; several faults are sequence(…) or together(…)");
                });
        return new Member(item.name(), options.duration("for"), options.nodes("nodes"));
    }

    private static When when(ScheduleOptions options) {
        List<String> given = WHEN.stream().filter(options::has).toList();
        if (given.size() > 1) {
            throw options.error("'" + given.get(0) + "' and '" + given.get(1)
                    + "' cannot be together; when it happens is one of " + String.join(", ", WHEN));
        }
        return switch (given.isEmpty() ? "" : given.get(0)) {
            case "every" -> new When.Every(options.durations("every").get(0));
            case "mean" -> new When.Mean(options.durations("mean").get(0));
            case "at" -> new When.At(options.durations("at"));
            case "every-ops" ->
                new When.EveryOperations(options.counts("every-ops").get(0));
            case "at-op" -> new When.AtOperations(options.counts("at-op"));
            case "at-point" -> new When.AtPoint(options.name("at-point"));
            default -> new When.Own();
        };
    }

    private static List<String> join(List<String> some, List<String> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
