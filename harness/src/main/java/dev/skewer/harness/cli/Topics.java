package dev.skewer.harness.cli;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Checker;
import dev.skewer.checker.Checkers;
import dev.skewer.store.Defect;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.Workloads;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that has a name: what {@code list} lists and {@code explain} explains. */
final class Topics {
    /** What each list is called, and how to get it. */
    private static final Map<String, Supplier<List<Topic>>> LISTS = lists();

    private Topics() {}

    /**
     * One thing with a name.
     *
     * @param kind what it is, in the singular
     * @param name on the command line
     * @param sentence what it is or does
     * @param text paragraphs that explain it
     * @param example a command or a history that shows it; may be empty
     */
    record Topic(String kind, String name, String sentence, String text, String example) {}

    /** The names of the lists. */
    static List<String> listNames() {
        return List.copyOf(LISTS.keySet());
    }

    /** One list. */
    static List<Topic> list(String name) {
        return LISTS.getOrDefault(name, List::of).get();
    }

    /** Everything with this name; several, if an anomaly and a fault share it. */
    static List<Topic> named(String name) {
        return all().filter(topic -> topic.name().equals(name)).toList();
    }

    /** All names. */
    static List<String> names() {
        return all().map(Topic::name).distinct().toList();
    }

    private static Stream<Topic> all() {
        return LISTS.values().stream().flatMap(list -> list.get().stream());
    }

    private static Map<String, Supplier<List<Topic>>> lists() {
        var lists = new LinkedHashMap<String, Supplier<List<Topic>>>();
        lists.put(
                "workloads",
                () -> map(Workloads.all().stream()
                        .map(w -> new Topic(
                                "workload",
                                w.name(),
                                w.sentence(),
                                w.explanation(),
                                "skewer test --workload " + w.name()))));
        lists.put(
                "targets",
                () -> map(Targets.all().stream()
                        .map(t -> new Topic(
                                "target",
                                t.name(),
                                t.sentence(),
                                t.explanation(),
                                "skewer test --target " + t.name()))));
        lists.put(
                "faults",
                () -> map(Faults.all().stream()
                        .map(f -> new Topic(
                                "fault", f.name(), f.sentence(), f.explanation(), "skewer test --fault " + f.name()))));
        lists.put("defects", () -> map(Arrays.stream(Defect.values()).map(Topics::of)));
        lists.put(
                "models",
                () -> map(Checkers.all().stream()
                        .map(Checker::info)
                        .map(c -> new Topic("model", c.name(), c.sentence(), c.explanation(), c.example()))));
        lists.put(
                "anomalies",
                () -> map(AnomalyCatalog.all().stream()
                        .map(a -> new Topic("anomaly", a.name(), a.sentence(), a.explanation(), ""))));
        lists.put("formats", Topics::formats);
        return lists;
    }

    private static Topic of(Defect defect) {
        String fault = defect.fault();
        String causes =
                "Causes " + defect.anomaly() + (fault == null ? "; needs no fault." : "; needs fault " + fault + ".");
        return new Topic(
                "defect",
                defect.id(),
                defect.sentence(),
                defect.explanation() + "\n\n" + causes,
                "skewer test --defect " + defect.id() + (fault == null ? "" : " --fault " + fault));
    }

    private static List<Topic> formats() {
        return List.of(
                format(
                        "auto",
                        "Told by the first bytes of the file.",
                        "The first bytes that are no blanks decide: what begins as JSON is JSON, a line a map is JSON lines, a"
                                + " level or a time begins a log, a process and a type a history.txt, and other braces and"
                                + " brackets are EDN.",
                        "skewer check --model journal history.edn"),
                format(
                        "edn",
                        "Jepsen's: one map an event, in sequence or in one vector or list.",
                        "Events have :index, :time (nanoseconds), :process, :type, :f and :value, and :error where there was"
                                + " one. Missing :index and :time are filled in from file order.",
                        "{:index 0 :time 0 :process 0 :type :invoke :f :read :value {:id 1}}"),
                format(
                        "json",
                        "One JSON array of maps with Jepsen's field names.",
                        "As EDN, with strings for keywords. 1, 1.0 and 1e0 are one number.",
                        "[{\"index\": 0, \"time\": 0, \"process\": 0, \"type\": \"invoke\", \"f\": \"read\", \"value\": {\"id\": 1}}]"),
                format(
                        "jsonl",
                        "One JSON map a line with Jepsen's field names.",
                        "As JSON, without the array around it.",
                        "{\"index\": 0, \"time\": 0, \"process\": 0, \"type\": \"invoke\", \"f\": \"read\", \"value\": {\"id\": 1}}"),
                format(
                        "jepsen-log",
                        "A jepsen.log of any year, or what Jepsen prints.",
                        "Lines of the logger jepsen.util are events: process, type, function, value in EDN, and an error. Other"
                                + " lines are passed over; a last line without its end was cut off.",
                        "INFO [2018-03-04 05:06:07,089] jepsen worker 0 - jepsen.util 0\t:invoke\t:read\tnil"),
                format(
                        "jepsen-txt",
                        "Jepsen's history.txt.",
                        "As a log, without what stands before the process. Other lines are counted in a note.",
                        "0\t:invoke\t:read\tnil"),
                format(
                        "porcupine-etcd",
                        "A jepsen.log of a test of etcd, as Porcupine has them.",
                        "As jepsen-log, and a read of nil says that the object was unset.",
                        "INFO  jepsen.util - 0\t:invoke\t:read\tnil"),
                format(
                        "porcupine-kv",
                        "EDN with :key beside :value, as Porcupine has it.",
                        "As EDN, and a read of nil says that the object was unset.",
                        "{:process 0, :type :invoke, :f :get, :key \"0\", :value nil}"));
    }

    private static Topic format(String name, String sentence, String explanation, String example) {
        String compressed = "\n\nFiles compressed with gzip or zstd are read as they are, whatever their name.";
        return new Topic("format", name, sentence, explanation + compressed, example);
    }

    private static List<Topic> map(Stream<Topic> topics) {
        return topics.toList();
    }
}
