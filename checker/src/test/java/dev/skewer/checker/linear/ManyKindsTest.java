package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.history.Format;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories of so many unlike operations that what models see of them is not kept but made each time. */
class ManyKindsTest {
    private static final int MANY = 80_000;

    /** Behind many others: the values of the first key come again, so that it has to be searched; those of the second are unique. */
    @ParameterizedTest
    @CsvSource({
        "write [:again 1], read [:again 1], TRUE",
        "write [:again 1], read [:again 0], FALSE",
        "write [:once 1], read [:once 1], TRUE",
        "write [:once 1], read [:once 0], FALSE",
        "cas [:once [0 1]], read [:once 1], TRUE",
        "cas [:once [5 1]], read [:once 1], FALSE",
    })
    void whatComesLastIsJudgedAsIfItWereAlone(String change, String read, Validity valid) {
        StringBuilder few = new StringBuilder();
        add(few, "write [:again 1]", "write [:again 1]");
        add(few, "write [:again 0]", "write [:again 0]");
        add(few, "write [:once 0]", "write [:once 0]");
        add(few, change, change);
        add(few, read.replaceAll(" \\d", " nil"), read);
        StringBuilder many = new StringBuilder();
        for (int value = 0; value < MANY; value++) {
            add(many, "write [" + value % 10 + " " + value + "]", "write [" + value % 10 + " " + value + "]");
        }
        Verdict alone = verdict(few.toString());
        Verdict behind = verdict(many.append(few).toString());
        assertThat(alone.valid()).isEqualTo(valid);
        assertThat(behind.valid()).isEqualTo(valid);
        assertThat(told(behind)).isEqualTo(told(alone));
    }

    /** A reentrant mutex asks who calls: what is made each time is made whole. */
    @ParameterizedTest
    @CsvSource({"0, TRUE", "1, FALSE"})
    void callersAreKnownHoweverManyThereAre(int thief, Validity valid) {
        StringBuilder text = new StringBuilder();
        for (int process = 0; process < MANY; process++) {
            for (String f : new String[] {"acquire", "release"}) {
                int by = f.equals("release") && process == MANY - 1 ? process - thief : process;
                for (String type : new String[] {"invoke", "ok"}) {
                    text.append("{:process %d :type :%s :f :%s :value nil}\n".formatted(by, type, f));
                }
            }
        }
        assertThat(verdict("reentrant-mutex", text.toString()).valid()).isEqualTo(valid);
    }

    private static void add(StringBuilder text, String invoked, String answered) {
        text.append("{:process 0 :type :invoke :f :").append(call(invoked)).append("}\n");
        text.append("{:process 0 :type :ok :f :").append(call(answered)).append("}\n");
    }

    private static String call(String call) {
        return call.replaceFirst(" ", " :value ");
    }

    private static @Nullable String told(Verdict verdict) {
        return verdict.anomalies().values().stream()
                .flatMap(anomaly -> anomaly.examples().stream())
                .map(ManyKindsTest::told)
                .findFirst()
                .orElse(null);
    }

    private static String told(Example example) {
        return example.contradiction()
                + example.steps().stream().map(Example.Step::text).toList();
    }

    private static Verdict verdict(String text) {
        return verdict("cas-register", text);
    }

    private static Verdict verdict(String model, String text) {
        OperationHistory history = Loading.text(text, Format.EDN);
        return LinearizabilityChecker.check(history, ModelCatalog.named(model, null, NilRead.ANY), Budget.unlimited())
                .verdict();
    }
}
