package dev.skewer.checker;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Histories of transactions that show something, written as shortly as they can be told. */
final class ExampleHistory {
    /** What a read returned, which its invocation does not have. */
    private static final Pattern READ = Pattern.compile("(\\[:r :\\w+|\\[:rp \\[[^]]*]) (\\[[^]]*]|\\{[^}]*}|\\S+)]");

    private ExampleHistory() {}

    /**
     * A history in EDN, an event a line.
     *
     * @param events for each event the process; where it invokes, with what the transaction is in the end; where that is fail, it begins with
     *     an exclamation mark
     */
    static String of(String... events) {
        Map<String, String> open = new HashMap<>();
        StringBuilder history = new StringBuilder();
        for (String event : events) {
            int blank = event.indexOf(' ');
            String process = blank < 0 ? event : event.substring(0, blank);
            String known = open.remove(process);
            boolean ends = known != null;
            String transaction = known != null ? known : event.substring(blank + 1);
            boolean fails = transaction.startsWith("!");
            String value = fails ? transaction.substring(1) : transaction;
            if (!ends) {
                open.put(process, transaction);
            }
            history.append(history.isEmpty() ? "" : "\n")
                    .append("{:process ")
                    .append(process)
                    .append(" :type :")
                    .append(!ends ? "invoke" : fails ? "fail" : "ok")
                    .append(" :f :txn :value ")
                    .append(ends && !fails ? value : READ.matcher(value).replaceAll("$1 nil]"))
                    .append('}');
        }
        return history.toString();
    }
}
