package dev.skewer.history;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a history may be stored: the only list of them. */
public enum Format {
    /** Decided by the first bytes. */
    AUTO(
            "Told by the first bytes of the file.",
            "The first bytes that are no blanks decide: what begins as JSON is JSON, a line a map is JSON lines, a"
                    + " level or a time begins a log, a process and a type a history.txt, r or w and numbers a text of"
                    + " transactions, and other braces and brackets are EDN.",
            "skewer check --model journal history.edn"),
    /** Jepsen's EDN: one map an event, in sequence or inside one vector or list. */
    EDN(
            "Jepsen's: one map an event, in sequence or in one vector or list.",
            "Events have :index, :time (nanoseconds), :process, :type, :f and :value, and :error where there was"
                    + " one. Missing :index and :time are filled in from file order.",
            "{:index 0 :time 0 :process 0 :type :invoke :f :read :value {:id 1}}"),
    /** One JSON array of maps with Jepsen's field names. */
    JSON(
            "One JSON array of maps with Jepsen's field names.",
            "As EDN, with strings for keywords. 1, 1.0 and 1e0 are one number.",
            "[{\"index\": 0, \"time\": 0, \"process\": 0, \"type\": \"invoke\", \"f\": \"read\", \"value\": {\"id\": 1}}]"),
    /** One JSON map a line with Jepsen's field names. */
    JSONL(
            "One JSON map a line with Jepsen's field names.",
            "As JSON, without the array around it.",
            "{\"index\": 0, \"time\": 0, \"process\": 0, \"type\": \"invoke\", \"f\": \"read\", \"value\": {\"id\": 1}}"),
    /** A {@code jepsen.log} of any year: the lines of its logger {@code jepsen.util}. */
    JEPSEN_LOG(
            "A jepsen.log of any year, or what Jepsen prints.",
            "Lines of the logger jepsen.util are events: process, type, function, value in EDN, and an error. Other"
                    + " lines are passed over; a last line without its end was cut off.",
            "INFO [2018-03-04 05:06:07,089] jepsen worker 0 - jepsen.util 0\t:invoke\t:read\tnil"),
    /** Jepsen's {@code history.txt}: process, type, function and value of one event a line, with tabs between them. */
    JEPSEN_TXT(
            "Jepsen's history.txt.",
            "As a log, without what stands before the process. Other lines are counted in a note.",
            "0\t:invoke\t:read\tnil"),
    /** A {@code jepsen.log} of a test of etcd, as Porcupine ships and understands them: unset keys read as nil. */
    PORCUPINE_ETCD(
            "A jepsen.log of a test of etcd, as Porcupine has them.",
            "As jepsen-log, and a read of nil says that the object was unset.",
            "INFO  jepsen.util - 0\t:invoke\t:read\tnil"),
    /** EDN as Porcupine's key-value histories have it: {@code :key} beside {@code :value}, unset keys read as "". */
    PORCUPINE_KV(
            "EDN with :key beside :value, as Porcupine has it.",
            "As EDN, and a read of nil says that the object was unset.",
            "{:process 0, :type :invoke, :f :get, :key \"0\", :value nil}"),
    /** Transactions on registers as PolySI and Plume have them: {@code r(key,value,session,transaction)}, one micro-op a line. */
    POLYSI(
            "Transactions on registers as PolySI and Plume have them.",
            "One read or write a line, with its session and its transaction, -1 for an aborted one. Sessions are processes,"
                    + " and their order is all the order there is: no real time. A read of 0 that no transaction wrote"
                    + " saw the register unset.",
            "w(0,4,1,2)"),
    /** Transactions on registers as AWDIT has them: {@code r key value}, one micro-op a line, and lines between transactions. */
    AWDIT(
            "Transactions on registers as AWDIT has them.",
            "One read or write a line; a line of - ends a transaction, a line of = a session. Sessions are processes, and"
                    + " their order is all the order there is: no real time.",
            "w 0 4");

    private final String sentence;
    private final String explanation;
    private final String example;

    Format(String sentence, String explanation, String example) {
        this.sentence = sentence;
        this.explanation = explanation;
        this.example = example;
    }

    /** Its name on command lines, such as {@code jepsen-log}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** What is read of it and how, in a few sentences. */
    public String explanation() {
        return explanation;
    }

    /** An event in it; for {@link #AUTO} a command. */
    public String example() {
        return example;
    }

    /**
     * Whether the order of events says which operations were over when others began. Where it does not, only the order of
     * each process's own operations counts.
     */
    public boolean hasRealTime() {
        return this != POLYSI && this != AWDIT;
    }

    /** The names of all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Format::label).toList();
    }

    /** The format of a name. */
    public static Optional<Format> named(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst();
    }
}
