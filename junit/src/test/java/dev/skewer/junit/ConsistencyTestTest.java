package dev.skewer.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.History;
import dev.skewer.checker.api.Models;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.SummaryFiles;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.ConnectionTarget;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test classes of others, run as a build runs them. */
class ConsistencyTestTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private List<Path> runs() throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(path -> Files.exists(path.resolve("verdict.json")))
                    .sorted()
                    .toList();
        }
    }

    static class RightTest {
        @TargetUnderTest
        Target store() {
            return ConnectionTarget.of(new Registers(0)::connect);
        }

        @ConsistencyTest(
                workload = "register",
                ops = 3_000,
                seeds = {4, 5})
        void isLinearizable() {}
    }

    @Test
    void aStoreThatKeepsItsPromisePassesWithEachSeed() throws IOException {
        Suite suite = Suite.run(folder, RightTest.class);
        assertThat(suite.failures()).isEmpty();
        assertThat(suite.passed()).containsExactly("seed 4", "seed 5");
        assertThat(runs()).hasSize(2).allSatisfy(run -> {
            assertThat(folder.relativize(run).getName(0))
                    .hasToString("dev.skewer.junit.ConsistencyTestTest-RightTest.isLinearizable");
            RunSummary summary = (RunSummary) SummaryFiles.read(run.resolve("verdict.json"), "verdict.json");
            assertThat(summary.verdict().valid()).isEqualTo(Validity.TRUE);
            assertThat(summary.title()).isEqualTo("register on RightTest at default");
            assertThat(run.resolve("report.html")).exists();
        });
    }

    @Test
    void otherSeedsCanBeAskedFor() {
        Suite suite = Suite.run(folder, Map.of("skewer.seeds", "17, 18,19"), RightTest.class);
        assertThat(suite.passed()).containsExactly("seed 17", "seed 18", "seed 19");
        assertThat(Suite.run(folder, Map.of("skewer.seeds", "1;2"), RightTest.class)
                        .failures())
                .containsExactly("@ConsistencyTest dev.skewer.junit.ConsistencyTestTest$RightTest.isLinearizable: "
                        + "skewer.seeds: '1;2' is no list of seeds; right would be integers such as 1,2,3");
    }

    static class WrongTest {
        static final AtomicLong CALLED = new AtomicLong();

        @TargetUnderTest
        Target store() {
            return ConnectionTarget.of(new Registers(20)::connect);
        }

        @ConsistencyTest(workload = "register", ops = 3_000, seeds = 7)
        void isLinearizable() {
            CALLED.incrementAndGet();
        }
    }

    @Test
    void aStoreThatDoesNotFailsWithItsStoryAndWhatBringsItBack() throws IOException {
        Suite suite = Suite.run(folder, WrongTest.class);
        assertThat(suite.failures()).hasSize(1);
        String message = suite.failures().get(0);
        assertThat(message)
                .startsWith("register on WrongTest at default, seed 7: nonlinearizable ")
                .containsPattern("\n +T1 .* process \\d+ ")
                .endsWith("\nagain   SKEWER_SEEDS=7 mvn test"
                        + " '-Dtest=dev.skewer.junit.ConsistencyTestTest$WrongTest#isLinearizable'");
        assertThat(Path.of(URI.create(found(message, "(?m)^report +(\\S+)$")))).exists();
        // The command for the verdict names a history that gives it.
        String check = found(message, "(?m)^check +(.*)$");
        assertThat(check).startsWith("skewer check --model cas-register ");
        History history = History.load(Path.of(found(check, "(\\S+)$")));
        Check.linearizable(history, Models.casRegister()).assertInvalid("nonlinearizable");
        assertThat(WrongTest.CALLED).hasValue(0);
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    static class ExpectingTest {
        @TargetUnderTest
        static final TargetType RIGHT = TargetType.named(
                        "right", settings -> ConnectionTarget.of(new Registers(0)::connect))
                .protocols(Set.of(RegisterConnection.class))
                .build();

        @TargetUnderTest(name = "wrong")
        @SuppressWarnings("UnusedMethod") // each run calls it
        private static Target wrong(TargetSettings settings) {
            assertThat(settings.seed()).isNotNull();
            return ConnectionTarget.of(new Registers(20)::connect);
        }

        @ConsistencyTest(workload = "register", target = "wrong", ops = 2_000_000, expect = "nonlinearizable")
        void aMistakeIsFound(Verdict verdict) {
            assertThat(verdict.anomalies()).containsKey("nonlinearizable");
            // It ended when it had shown what was wanted.
            assertThat(verdict.ops()).isLessThan(2_000_000);
        }

        @ConsistencyTest(workload = "register", target = "right", ops = 2_000, expect = "nonlinearizable")
        void aMistakeIsFoundWhereThereIsNone() {}
    }

    @Test
    void thatAMistakeIsFoundCanBeExpected() {
        Suite suite = Suite.run(folder, ExpectingTest.class);
        assertThat(suite.passed()).hasSize(1);
        assertThat(suite.failures()).hasSize(1);
        assertThat(suite.failures().get(0))
                .startsWith("register on right at default, seed 1: verdict true, and expected was nonlinearizable");
    }

    static class OutcomeTest extends RightTest {
        static final ConcurrentLinkedQueue<Object> SEEN = new ConcurrentLinkedQueue<>();
        private boolean isSetUp;

        @BeforeEach
        void setUp() {
            isSetUp = true;
        }

        @ConsistencyTest(workload = "register", ops = 1_000, concurrency = 3)
        void hasAll(ConsistencyOutcome outcome, RunSummary summary, Verdict verdict) {
            assertThat(isSetUp).isTrue();
            assertThat(outcome.verdict()).isSameAs(verdict).isSameAs(summary.verdict());
            assertThat(outcome.report()).exists();
            assertThat(outcome.history()).exists();
            assertThat(summary.spec()).containsEntry("concurrency", 3);
            SEEN.add(outcome);
        }
    }

    @Test
    void theMethodIsGivenWhatCameOfIt() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Suite suite = Suite.run(folder, OutcomeTest.class);
        assertThat(suite.failures()).isEmpty();
        assertThat(suite.passed()).containsExactlyInAnyOrder("seed 1", "seed 4", "seed 5");
        assertThat(OutcomeTest.SEEN).hasSize(1);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(suite.results().testEvents().reportingEntryPublished().stream()
                        .map(Object::toString)
                        .toList())
                .anyMatch(entry -> entry.contains("skewer.verdict = 'true'") && entry.contains("report.html"));
    }

    static class VacuousTest extends RightTest {
        @ConsistencyTest(workload = "register", ops = 100, concurrency = 1, keys = 1)
        void fails() {}

        @ConsistencyTest(workload = "register", ops = 100, concurrency = 1, keys = 1, allowUnknown = true)
        void mayBeTaken(Verdict verdict) {
            assertThat(verdict.valid()).isEqualTo(Validity.UNKNOWN);
        }
    }

    @Test
    void whatSawTooLittleDoesNotPass() {
        Suite suite = Suite.run(folder, VacuousTest.class);
        assertThat(suite.passed()).hasSize(3);
        assertThat(suite.failures()).hasSize(1);
        assertThat(suite.failures().get(0))
                .startsWith("register on VacuousTest at default, seed 1: verdict unknown")
                .contains("vacuous: there were no ");
    }

    /** Names what it stands for. */
    @ConsistencyTest(workload = "register", ops = 1_000)
    @Retention(RetentionPolicy.RUNTIME)
    @interface RegisterTest {}

    static class EnclosingTest extends RightTest {
        @Nested
        class Inner {
            @RegisterTest
            void byAnAnnotationThatStandsForIt(RunSummary summary) {
                assertThat(summary.title()).startsWith("register on Inner ");
            }
        }
    }

    @Test
    void whatIsTestedMayBeSaidAroundAndTheTestElsewhere() {
        Suite suite = Suite.run(folder, EnclosingTest.class);
        assertThat(suite.failures()).isEmpty();
        assertThat(suite.passed()).containsExactlyInAnyOrder("seed 4", "seed 5", "seed 1");
    }

    /** Reopens at once. */
    record Reopening(Target store, AtomicLong count) implements Target, Controls.Restart {
        @Override
        public <C extends dev.skewer.workloads.target.Connection> C connect(Class<C> protocol) {
            return store.connect(protocol);
        }

        @Override
        public long restarts() {
            return count.get();
        }

        @Override
        public boolean awaitReady(Duration limit) {
            return true;
        }

        @Override
        public boolean quiesce(Duration limit) {
            return true;
        }

        @Override
        public void restart() {
            count.incrementAndGet();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    static class FaultTest {
        @TargetUnderTest
        Reopening store() {
            return new Reopening(ConnectionTarget.of(new Registers(0)::connect), new AtomicLong());
        }

        @ConsistencyTest(workload = "register", ops = 3_000, faults = "restart(every-ops=500)")
        void isRestarted(RunSummary summary) {
            assertThat(summary.restarts()).isPositive();
        }
    }

    @Test
    void faultsReachATargetThatLetsThem() {
        Suite suite = Suite.run(folder, FaultTest.class);
        assertThat(suite.failures()).isEmpty();
        assertThat(suite.passed()).hasSize(1);
    }

    public static final class Providing implements TargetProvider {
        @Override
        public List<TargetType> targets() {
            return List.of(
                    TargetType.named("provided", settings -> ConnectionTarget.of(new Registers(0)::connect))
                            .protocols(Set.of(RegisterConnection.class))
                            .isolations(List.of("strong", "weak"), "strong")
                            .build(),
                    TargetType.named("missing", settings -> ConnectionTarget.of(new Registers(0)::connect))
                            .protocols(Set.of(RegisterConnection.class))
                            .availability(options -> Availability.missing("there is no\u001b[31m server"))
                            .build());
        }
    }

    static class ProviderTest {
        @ConsistencyTest(targets = Providing.class, target = "provided", workload = "register", ops = 500)
        void byAProvider(RunSummary summary) {
            assertThat(summary.title()).isEqualTo("register on provided at strong");
        }

        @ConsistencyTest(targets = Providing.class, target = "missing", workload = "register", ops = 500)
        void fails() {}

        @ConsistencyTest(
                targets = Providing.class,
                target = "missing",
                workload = "register",
                ops = 500,
                assumeAvailable = true)
        void isSkipped() {}
    }

    @Test
    void whatIsNotAvailableFailsUnlessItMayBeMissing() {
        String why = "target 'missing' is not available here: there is no\\u001b[31m server";
        Suite suite = Suite.run(folder, ProviderTest.class);
        assertThat(suite.passed()).hasSize(1);
        assertThat(suite.failures()).containsExactly(why);
        assertThat(suite.aborts()).containsExactly(why);
    }

    static class BrokenTest {
        @TargetUnderTest
        Target store() {
            throw new IllegalStateException("no room\n::error::\u001b[2J");
        }

        @ConsistencyTest(workload = "register", ops = 500)
        void cannotBeOpened() {}
    }

    @Test
    void aStoreThatCannotBeOpenedIsToldInOneLine() {
        List<String> failures = Suite.run(folder, BrokenTest.class).failures();
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0))
                .startsWith("target BrokenTest cannot be opened: ")
                .contains("no room\\n::error::\\u001b[2J")
                .doesNotContain("\n")
                .doesNotContain("\u001b");
    }

    static class CheckedTest {
        private final Registers registers = new Registers(0);

        @TargetUnderTest(name = "opens-badly")
        Target badly(TargetSettings settings) throws IOException {
            throw new IOException("no room in " + settings.durability());
        }

        /** Its clients throw what they do not declare, as those may that are not written in Java. */
        @TargetUnderTest(name = "answers-badly")
        Target well() {
            return ConnectionTarget.of(() -> throwingNowAndThen(registers.connect()));
        }

        private static RegisterConnection throwingNowAndThen(RegisterConnection right) {
            AtomicLong reads = new AtomicLong();
            return new RegisterConnection() {
                @Override
                public @Nullable Long read(long key) {
                    if (reads.incrementAndGet() % 50 == 0) {
                        CheckedTest.<RuntimeException>raise(new IOException("lost"));
                    }
                    return right.read(key);
                }

                @Override
                public void write(long key, long value) {
                    right.write(key, value);
                }

                @Override
                public boolean compareAndSet(long key, long expected, long value) {
                    return right.compareAndSet(key, expected, value);
                }

                @Override
                public void close() {}
            };
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> void raise(Exception e) throws E {
            throw (E) e;
        }

        @ConsistencyTest(workload = "register", target = "opens-badly", ops = 500)
        void cannotBeOpened() {}

        @ConsistencyTest(workload = "register", target = "answers-badly", ops = 3_000)
        void breaksDown() {}
    }

    @Test
    void whatIsThrownWithoutBeingDeclaredIsTold() {
        assertThat(Suite.run(folder, CheckedTest.class).failures())
                .hasSize(2)
                .anyMatch(message -> message.startsWith(
                        "target opens-badly cannot be opened: java.io.IOException: no room in default"))
                .anyMatch(message -> message.startsWith("register on answers-badly at default, seed 1: verdict unknown")
                        && message.contains("\n  problem: a client broke down: java.io.IOException: lost\n"));
    }

    static class FirstOfManyTest extends RightTest {}

    static class SecondOfManyTest extends WrongTest {}

    static class ThirdOfManyTest extends RightTest {
        @ConsistencyTest(
                workload = "register",
                ops = 2_000,
                seeds = {1, 2, 3})
        void seesItsOwnTarget(RunSummary summary) {
            assertThat(summary.spec()).containsEntry("target", "ThirdOfManyTest");
        }
    }

    @Test
    void testsThatRunAtOnceDoNotMeetEachOther() throws IOException {
        Suite suite = Suite.run(
                folder,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "6"),
                FirstOfManyTest.class,
                SecondOfManyTest.class,
                ThirdOfManyTest.class);
        assertThat(suite.passed()).hasSize(7);
        assertThat(suite.failures()).hasSize(1);
        assertThat(suite.failures().get(0)).startsWith("register on SecondOfManyTest at default, seed 7");
        assertThat(runs()).hasSize(8);
    }

    static class NullTest {
        @TargetUnderTest
        @Nullable Target store() {
            return null;
        }

        @ConsistencyTest(workload = "register", ops = 500)
        void opensNothing() {}
    }

    @Test
    void aMethodThatGivesNoTargetIsNamed() {
        assertThat(Suite.run(folder, NullTest.class).failures())
                .singleElement()
                .asString()
                .contains("@TargetUnderTest NullTest.store: right would be that it returns a Target, and not null");
    }
}
