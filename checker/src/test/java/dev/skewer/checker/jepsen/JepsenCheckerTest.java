package dev.skewer.checker.jepsen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.history.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The entry point called from Clojure, as a Jepsen test calls it, and from languages without keywords. */
class JepsenCheckerTest {
    private static final IFn RUN = Clojure.var("clojure.core", "load-string");

    /** What Jepsen has and these tests need: the protocol of checkers, and records for operations. */
    private static final String JEPSEN = """
            (ns jepsen.checker)
            (defprotocol Checker (check [checker test history opts]))
            (ns jepsen.history)
            (defrecord Op [^:int index ^long time process type f value])
            (dosync (commute @#'clojure.core/*loaded-libs* conj 'jepsen.checker 'jepsen.history))
            (ns skewer-test
              (:require [jepsen.checker :as checker] [jepsen.history :as history])
              (:import (dev.skewer.checker.jepsen JepsenChecker)))
            (defn ops [& events]
              (map-indexed (fn [i [process type f value]] {:index i :process process :type type :f f :value value})
                           events))
            (def stale (ops [0 :invoke :write 1] [0 :ok :write 1] [0 :invoke :write 2] [0 :ok :write 2]
                            [:nemesis :info :kill (Object.)]
                            [1 :invoke :read nil] [1 :ok :read 1]))
            (def fresh (ops [0 :invoke :write 1] [1 :invoke :read nil] [1 :ok :read 1] [0 :info :write (Object.)]))
            """;

    @BeforeAll
    static void loadClojure() {
        RUN.invoke(JEPSEN);
    }

    @Test
    void aVerdictIsAMapOfTheCallersKeywords() {
        assertThat(clojure("(:valid? (JepsenChecker/check \"register\" {} fresh))"))
                .isEqualTo("true");
        assertThat(clojure("(:valid? (JepsenChecker/check \"register\" nil fresh))"))
                .isEqualTo("true");
        assertThat(clojure("(let [r (JepsenChecker/check \"register\" {} stale)"
                        + "      n (get-in (into {} (:anomalies r)) [:nonlinearizable])]"
                        + "  [(:valid? r) (:model r) (:ops r) (:count n) (-> n :examples first :title)"
                        + "   (mapv :index (-> n :examples first :steps))])"))
                .isEqualTo("[false \"register\" 3 1 \"read → 1 fits nowhere\" [0 2 5]]");
    }

    @Test
    void aVerdictThatWasNotReachedIsUnknown() {
        // So many orders of eight letters that each come twice, and nearly each of another state.
        assertThat(clojure(
                        "(let [appends (for [type [:invoke :ok] p (range 16)] [p type :append (str (char (+ 97 (quot p 2))))])"
                                + "      reads [[99 :invoke :get nil] [99 :ok :get \"aab\"]]"
                                + "      r (JepsenChecker/check \"kv\" {:time-limit 1/1000 :memory-limit 100000}"
                                + "                             (apply ops (concat appends reads)))]"
                                + "  [(:valid? r) (count (:notes r))])"))
                .isEqualTo("[:unknown 1]");
    }

    @Test
    void anEmptyHistoryHasKeywordsToo() {
        assertThat(clojure("(:valid? (JepsenChecker/check \"register\" nil []))"))
                .isEqualTo(":unknown");
    }

    @Test
    void operationsMayBeRecordsInAnySequence() {
        for (String form : List.of("vec", "list*", "identity", "into-array")) {
            assertThat(clojure("(:valid? (JepsenChecker/check \"register\" {} (vec (" + form
                            + " (map #(history/map->Op (assoc % :time (* 10 (:index %)))) stale)))))"))
                    .isEqualTo("false");
        }
        assertThat(clojure("(:valid? (JepsenChecker/check \"register\" {}"
                        + " (map #(history/map->Op (assoc % :index -1 :time -1)) stale)))"))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    1 | 1N | true
                    1 | (int 1) | true
                    1 | 1.0 | false
                    1/2 | 1/2 | true
                    1/2 | 0.5 | false
                    12345678901234567890 | 12345678901234567890N | true
                    1.5M | 1.5M | true
                    :a | "a" | false
                    :a/b | (keyword "a" "b") | true
                    \\a | (first "a") | true
                    'sym | (symbol "sym") | true
                    [1 2 [3 nil]] | (list 1 2 (seq [3 nil])) | true
                    [1 2] | (map inc [0 1]) | true
                    #{1 2} | (sorted-set 2 1) | true
                    {:a {:b #{}}} | (sorted-map :a (hash-map :b (sorted-set))) | true
                    {:a 1} | {:a 2} | false
                    (first {:k 1}) | [:k 1] | true
                    (float 0.1) | 0.1 | true
                    true | false | false
                    """)
    void valuesMeanWhatTheyMeanInClojure(String written, String read, boolean same) {
        // The value is not alone, for a history of pairs is one of keys.
        assertThat(clojure("(:valid? (JepsenChecker/check \"register\" {} (ops"
                        + " [0 :invoke :write {:is " + written + "}] [0 :ok :write nil]"
                        + " [0 :invoke :read nil] [0 :ok :read {:is " + read + "}])))"))
                .isEqualTo(Boolean.toString(same));
    }

    @Test
    void anInitialStateIsAValueOfClojure() {
        for (String initial : List.of("0", "0N", ":off", "[1 #{:x}]", "1/2", "\"s\"")) {
            assertThat(clojure("(:valid? (JepsenChecker/check \"cas-register\" {:initial " + initial + "}"
                            + " (ops [0 :invoke :read nil] [0 :ok :read " + initial + "])))"))
                    .isEqualTo("true");
        }
        assertThat(clojure("(:valid? (JepsenChecker/check \"register\" {\"nil-read\" :exact :initial 1}"
                        + " (ops [0 :invoke :read nil] [0 :ok :read nil])))"))
                .isEqualTo("false");
    }

    @Test
    void aKeyedHistoryIsSplit() {
        assertThat(clojure("(:valid? (JepsenChecker/check \"register\" {} (ops"
                        + " [0 :invoke :write (first {:x 1})] [0 :ok :write (first {:x 1})]"
                        + " [0 :invoke :read [:y nil]] [0 :ok :read [:y nil]])))"))
                .isEqualTo("true");
    }

    @Test
    void everyModelIsServed() {
        for (String model : ModelCatalog.names()) {
            assertThat(clojure("(:model (JepsenChecker/check \"" + model + "\" {} []))"))
                    .isEqualTo("\"" + model + "\"");
        }
        assertThat(clojure("(:valid? (JepsenChecker/check \"journal\" {} (ops"
                        + " [0 :invoke :append {:id 1 :entry :a}] [0 :ok :append {:id 1 :entry :a :epoch 0 :index 0}]"
                        + " [0 :invoke :read {:id 1}] [0 :ok :read {:id 1 :metadata nil :journal []}])))"))
                .isEqualTo("false");
    }

    @Test
    void aProcessThatInvokesIsAClientWhateverItsName() {
        for (String pair : List.of(":ada :lin", "\"a\" \"b\"", "-1 4611686018427387904", "99999999999999999999 2N")) {
            String[] process = pair.split(" ");
            assertThat(clojure("(:valid? (JepsenChecker/check \"register\" {} (ops [" + process[0]
                            + " :invoke :write 1] ["
                            + process[0] + " :ok :write 1] [:observer :info :look nil] [:nemesis :invoke :kill nil] ["
                            + process[1] + " :invoke :read nil] [" + process[1] + " :ok :read 2])))"))
                    .isEqualTo("false");
        }
    }

    @Test
    void whatIsWrongIsToldByTheIndexOfTheEvent() {
        assertComplaint("(ops [0 :ok :read 1])", "event 0: process 0 ends an operation (:ok) but has none open");
        assertComplaint(
                "(ops [0 :invoke :read nil] [0 :invoke :read nil])",
                "event 1: process 0 invokes an operation while that of event 0 is open");
        assertComplaint(
                "[{:process 0 :type :invoke :f :read :index 7} {:process 0 :type :info :f :read :index 8}"
                        + " {:process 0 :type :invoke :f :read :index 9}]",
                "event 9: process 0 goes on after its operation of event 7 ended as info");
        assertComplaint("(ops [nil :invoke :read nil])", "event 0: :process nil cannot be");
        assertComplaint("(ops [1.5 :invoke :read nil])", "event 0: :process 1.5 cannot be");
        assertComplaint("(ops [-1 :ok :read nil])", "event 0: process -1 ends an operation (:ok) but has none open");
        assertComplaint("(ops [0 :done :read nil])", "event 0: :type :done cannot be; right would be :invoke, :ok");
        assertComplaint("(ops [0 :invoke nil nil])", "event 0: :f nil cannot be");
        assertComplaint("(ops [0 :invoke :write (Object.)])", "event 0: a java.lang.Object cannot be a value");
        assertComplaint("[nil]", "event 0: nil is no operation");
        assertComplaint("(ops [0 :invoke :push 1])", "event 0: :push with 1 does not fit the model");
    }

    private static void assertComplaint(String ops, String message) {
        assertThatThrownBy(() -> clojure("(JepsenChecker/check \"register\" {} " + ops + ")"))
                .rootCause()
                .isInstanceOf(HistoryException.class)
                .message()
                .contains(message);
    }

    @Test
    void aWrongModelOrOptionIsToldByName() {
        assertThatThrownBy(() -> JepsenChecker.check("regster", Map.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown model 'regster'; did you mean 'register'?");
        assertThatThrownBy(() -> JepsenChecker.check("register", Map.of("timeout", 1), List.of()))
                .hasMessage("the model register has no :timeout; right would be"
                        + " :initial, :nil-read, :keyed, :time-limit or :memory-limit");
        assertThatThrownBy(() -> JepsenChecker.check("register", Map.of("time-limit", 0), List.of()))
                .hasMessageContaining("a number of seconds above zero");
        assertThatThrownBy(() -> JepsenChecker.check("register", Map.of("nil-read", "all"), List.of()))
                .hasMessageContaining(":any or :exact");
        assertThatThrownBy(() -> JepsenChecker.check("journal", Map.of("initial", 0), List.of()))
                .hasMessageContaining("no :initial");
        assertThatThrownBy(() -> JepsenChecker.check("counter", Map.of("initial", "much"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutClojureTheKeysAreStrings() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            Map<Object, Object> answer = JepsenChecker.check(
                    "register",
                    Map.of(),
                    List.of(op(0, "invoke", "write", 1), op(0, "ok", "write", 1), op(0, "invoke", "read", null)));
            assertThat(answer).containsEntry("valid?", true).containsEntry("ops", 2L);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Map<String, @Nullable Object> op(int process, String type, String f, @Nullable Object value) {
        Map<String, @Nullable Object> op = new HashMap<>();
        op.put("process", process);
        op.put("type", type);
        op.put("f", f);
        op.put("value", value);
        return op;
    }

    @Test
    void theDocumentedCheckerWorks() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "jepsen.md"));
        String[] parts = page.split("```clojure\n");
        String code = parts[1].substring(0, parts[1].indexOf("```"));
        RUN.invoke(code);
        assertThat(clojure(
                        "(let [r (checker/check ((resolve 'my.checker/skewer) \"register\" {:initial 0}) {} stale {})]"
                                + " [(map? r) (:valid? r)])"))
                .isEqualTo("[true false]");
        String shown = parts[3].substring(0, parts[3].indexOf("```"));
        assertThat(
                        clojure(
                                "(let [shown " + shown
                                        + "\n r (into {} (JepsenChecker/check \"cas-register\" {} stale))"
                                        + " example #(-> % :anomalies :nonlinearizable :examples first)]"
                                        + " [(= (set (keys shown)) (set (keys r)))"
                                        + "  (= (set (keys (example shown))) (set (keys (example r))))"
                                        + "  (= (set (keys (first (:steps (example shown))))) (set (keys (first (:steps (example r))))))])"))
                .isEqualTo("[true true true]");
    }

    /** Runs code in the namespace of these tests, and gives what comes of it as Clojure prints it. */
    private static String clojure(String code) {
        return Objects.requireNonNull(RUN.invoke("(ns skewer-test) (pr-str " + code + ")"))
                .toString();
    }
}
