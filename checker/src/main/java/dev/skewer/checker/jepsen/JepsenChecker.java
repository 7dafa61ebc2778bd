package dev.skewer.checker.jepsen;

import dev.skewer.checker.api.History;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for Jepsen tests, which are written in Clojure:
 *
 * <pre>{@code
 * (JepsenChecker/check "cas-register" {:initial 0} history)
 * ;=> {:valid? true, :model "cas-register", :ops 1234, …}
 * }</pre>
 *
 * <p><b>In.</b> The history is any sequence of maps with the keys {@code :index :time :process :type :f :value}: maps, records
 * such as {@code jepsen.history.Op}, in a vector, a list or a history of {@code jepsen.history}. Keys may also be strings.
 * Events of processes that are no integers, such as {@code :nemesis}, are passed over. A value means what it would mean in a
 * file in which it is printed as EDN, and the same rules hold: whoever breaks them is told the event's index.
 *
 * <p><b>Out.</b> A map whose keys are keywords of the caller's Clojure, found through the class of a keyword in the options or
 * the history, or else through the thread's class loader. Where there is no Clojure at all the keys are strings, and
 * {@code "unknown"} stands for {@code :unknown}. Maps and lists in it are Java's.
 */
public final class JepsenChecker {
    private JepsenChecker() {}

    /**
     * Checks a history.
     *
     * @param model one of {@link dev.skewer.checker.Checkers#names}, such as {@code cas-register}; a string
     * @param options may be nil; {@code :initial}, the initial state; {@code :nil-read}, {@code :any} or {@code :exact};
     *     {@code :time-limit}, in seconds; {@code :memory-limit}, in bytes
     * @param history the events, in order
     * @return {@code :valid?}, which is true, false or {@code :unknown}; {@code :model}; {@code :ops}; {@code :anomalies}, from
     *     name to {@code :count}, {@code :kinds} and {@code :examples}; {@code :opportunities}; {@code :notes}
     * @throws IllegalArgumentException if there is no such model or option; says what would be right
     * @throws dev.skewer.history.HistoryException if the history breaks the rules; names the event
     */
    public static Map<Object, Object> check(String model, @Nullable Map<?, ?> options, Iterable<?> history) {
        Keywords keywords = new Keywords();
        Options chosen = Options.of(model, options == null ? Map.of() : options, keywords);
        History recorded = Operations.read(history, keywords);
        return new Answer(keywords).of(chosen.check(recorded).verdict());
    }
}
