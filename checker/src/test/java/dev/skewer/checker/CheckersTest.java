package dev.skewer.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the registry of checkers says of them is so. */
class CheckersTest {
    /** Reported as allowed, unless an option asks for more. */
    private static final Set<String> NEVER_A_FAULT_BY_DEFAULT = Set.of("int-send-skip", "unseen-message");

    static Stream<Checker> checkers() {
        return Checkers.all().stream();
    }

    static Stream<AnomalyCatalog.Entry> anomalies() {
        return AnomalyCatalog.all().stream();
    }

    private static Verdict verdict(CheckSession session, String edn) throws IOException {
        var bytes = new ByteArrayInputStream(edn.getBytes(StandardCharsets.UTF_8));
        try (EventReader reader = Histories.read(bytes, "example", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        }
        return session.verdict(Budget.unlimited());
    }

    @Test
    void journalComesFirstAndNoNameTwice() {
        assertThat(Checkers.names()).doesNotHaveDuplicates().startsWith(JournalChecker.NAME);
        assertThat(Checkers.named("nothing")).isEmpty();
    }

    @Test
    void theBuiltInOnesAreThereWhateverTheThreadLooksForClassesWith() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        List<String> names = Checkers.names();
        try {
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            assertThat(Checkers.names()).isEqualTo(names);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void eachIsExplainedAndItsExampleIsAHistoryOfIts(Checker checker) throws IOException {
        CheckerInfo info = checker.info();
        assertThat(List.of(info.sentence(), info.explanation(), info.promise())).noneMatch(String::isBlank);
        assertThat(info.limits()).hasSizeGreaterThanOrEqualTo(3).noneMatch(String::isBlank);
        assertThat(verdict(checker.open(CheckOptions.none()), info.example()).valid())
                .isEqualTo(Validity.TRUE);
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void itHasNoVerdictOfNothing(Checker checker) {
        assertThat(checker.open(CheckOptions.none()).verdict(Budget.unlimited()).valid())
                .isEqualTo(Validity.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void anOptionThatItDoesNotHaveIsRefused(Checker checker) {
        var option = new CheckOption("colour", List.of("red"), "Of nothing.");
        assertThatThrownBy(() -> checker.open(CheckOptions.none().withText(option, "red")))
                .isInstanceOfSatisfying(CheckOptionException.class, e -> {
                    assertThat(e.isKnown()).isFalse();
                    assertThat(e.option()).isEqualTo("colour");
                });
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void aValueThatAnOptionDoesNotHaveIsRefused(Checker checker) {
        for (CheckOption option : checker.info().options()) {
            if (!option.values().isEmpty()) {
                assertThatThrownBy(() -> checker.open(CheckOptions.none().withText(option, "maybe")))
                        .isInstanceOfSatisfying(
                                CheckOptionException.class,
                                e -> assertThat(e.isKnown()).isTrue())
                        .hasMessageContaining(option.values().get(0));
            }
        }
    }

    @Test
    void whatTheyReportIsWhatTheCatalogExplains() {
        Set<String> reported = new HashSet<>();
        checkers().map(Checker::info).map(CheckerInfo::anomalies).forEach(reported::addAll);
        Collection<String> explained =
                anomalies().map(AnomalyCatalog.Entry::name).toList();
        assertThat(reported).containsExactlyInAnyOrderElementsOf(explained);
    }

    /** Anomalies that are told only where no other says that the model is violated. */
    private static final Map<String, String> TOLD_OF = Map.of(
            "G-monotonic", "monotonic-view",
            "G-MSR", "monotonic-snapshot-read",
            "G-update", "update-serializable",
            "pram-violation", "pram");

    @ParameterizedTest
    @MethodSource("anomalies")
    void theExampleOfAnAnomalyHasIt(AnomalyCatalog.Entry anomaly) throws IOException {
        Checker checker = Checkers.named(anomaly.model()).orElseThrow();
        assertThat(checker.info().anomalies()).contains(anomaly.name());
        CheckOptions options = CheckOptions.none();
        if (anomaly.name().startsWith("timestamp-")) {
            options = options.withText(CheckOption.CONSISTENCY_MODEL, "snapshot-isolation")
                    .withText(CheckOption.TIMESTAMPS, "yes");
        }
        String model = TOLD_OF.get(anomaly.name());
        if (model != null) {
            options = options.withText(CheckOption.CONSISTENCY_MODEL, model);
        }
        Verdict verdict = verdict(checker.open(options), anomaly.example());
        if (NEVER_A_FAULT_BY_DEFAULT.contains(anomaly.name())) {
            assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
            assertThat(verdict.allowed()).containsKey(anomaly.name());
            assertThat(List.of(anomaly.sentence(), anomaly.explanation())).noneMatch(String::isBlank);
            return;
        }
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        if (anomaly.name().equals("lost-suffix")) {
            CheckSession lenient = checker.open(DurabilityPromise.BUFFERED.choose(CheckOptions.none()));
            Verdict allowing = verdict(lenient, anomaly.example());
            assertThat(allowing.valid()).isEqualTo(Validity.TRUE);
            assertThat(allowing.allowed()).containsKey(anomaly.name());
        } else {
            assertThat(verdict.anomalies()).containsKey(anomaly.name());
        }
        assertThat(List.of(anomaly.sentence(), anomaly.explanation())).noneMatch(String::isBlank);
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void aSessionSaysMoreWhenItHasSeenMore(Checker checker) throws IOException {
        CheckSession session = checker.open(CheckOptions.none());
        var bytes = new ByteArrayInputStream(checker.info().example().getBytes(StandardCharsets.UTF_8));
        long bytesBefore = -1;
        try (EventReader reader = Histories.read(bytes, "example", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
                assertThat(session.verdict(Budget.unlimited()).valid()).isNotEqualTo(Validity.FALSE);
                assertThat(session.bytes()).isGreaterThanOrEqualTo(bytesBefore);
                bytesBefore = session.bytes();
            }
        }
        assertThat(session.completed()).isPositive();
    }
}
