package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.history;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certification;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the certificate of a contradiction says what it rests on. */
class CertifierTest {
    private static String silentAppends(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{:id 1 :entry " + i + "}")
                .map(value -> call(0, "append", value, value))
                .collect(Collectors.joining("\n"));
    }

    private static String length(int length) {
        return call(7, "read-metadata", "{:id 1}", "{:id 1 :metadata {:first 0 :length " + length + "}}");
    }

    private static void isCertified(String how, String... lines) {
        JournalHistory history = history(lines);
        JournalCheck check = JournalCheck.of(history, new InvocationParts(history), 1, Budget.unlimited());
        Verdict verdict = check.run();
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Certification certification = check.certify(verdict);
        assertThat(certification.certified()).isEqualTo(certification.size());
        assertThat(certification.groups())
                .extracting(group -> group.certificate().how())
                .containsExactly(how);
    }

    /** So many appends, and one less than them in the journal: all of them are needed. */
    @ParameterizedTest
    @CsvSource({
        "2, 'the operations shown have no order, whatever the others did'",
        "8, 'the operations shown have no order, whatever the others did'",
        "12, the operations on the invocations shown have no order"
    })
    void whatTakesMoreOperationsThanAreShownRestsOnAllOfTheInvocation(int appends, String how) {
        isCertified(how, silentAppends(appends), length(appends - 1), append(3, 2, 200, 0, 0));
    }

    @Test
    void itIsOfferedByItsProvider() {
        assertThat(new JournalModels().checkers())
                .extracting(checker -> checker.info().name())
                .isEqualTo(List.of(JournalChecker.NAME));
    }
}
