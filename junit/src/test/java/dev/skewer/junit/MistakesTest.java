package dev.skewer.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.DurationText;
import dev.skewer.workloads.target.ConnectionTarget;
import dev.skewer.workloads.target.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that are written wrong: one line says where, what, and what would be right, and nothing is run. */
class MistakesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    abstract static class RegistersTest {
        @TargetUnderTest
        Target store() {
            return ConnectionTarget.of(new Registers(0)::connect);
        }
    }

    static class AttributesTest extends RegistersTest {
        @ConsistencyTest(workload = "registr")
        void workload() {}

        @ConsistencyTest(workload = "register", target = "regsters")
        void target() {}

        @ConsistencyTest(workload = "register", timeLimit = "soon")
        void timeLimit() {}

        @ConsistencyTest(workload = "register", ops = -3)
        void ops() {}

        @ConsistencyTest(workload = "register", opTimeout = "0s")
        void opTimeout() {}

        @ConsistencyTest(workload = "register", concurrency = 5_000)
        void concurrency() {}

        @ConsistencyTest(workload = "register", faults = "kil")
        void fault() {}

        @ConsistencyTest(workload = "register", faults = "kill")
        void faultThatDoesNotSuit() {}

        @ConsistencyTest(workload = "register", defects = "lazy")
        void defect() {}

        @ConsistencyTest(workload = "register", targetOptions = "fast")
        void targetOption() {}

        @ConsistencyTest(workload = "register", expect = "nonlinearisable")
        void expect() {}

        @ConsistencyTest(
                workload = "register",
                seeds = {3, 4, 3})
        void seedTwice() {}

        @ConsistencyTest(
                workload = "register",
                seeds = {})
        void noSeed() {}
    }

    @Test
    void eachAttribute() {
        List<String> failures = Suite.run(folder, AttributesTest.class).failures();
        assertThat(failures)
                .allMatch(line -> !line.contains("\n"))
                .allMatch(line -> line.startsWith("@ConsistencyTest " + AttributesTest.class.getName() + "."));
        assertThat(failures.stream()
                        .map(line ->
                                line.substring(("@ConsistencyTest " + AttributesTest.class.getName() + ".").length()))
                        .toList())
                .containsExactlyInAnyOrder(
                        "workload: unknown workload 'registr'; did you mean 'register'?",
                        "target: unknown target 'regsters'; there are AttributesTest",
                        "timeLimit: timeLimit: 'soon' is no duration; " + DurationText.HELP,
                        "ops: ops must not be negative, and is -3",
                        "opTimeout: opTimeout: '0s' is no duration; " + DurationText.HELP,
                        "concurrency: concurrency must be 1 … 1,024, and is 5000",
                        "fault: unknown fault 'kil'; did you mean 'kill'?",
                        "faultThatDoesNotSuit: fault 'kill' does not suit target 'AttributesTest', which has: none",
                        "defect: target 'AttributesTest' has no defect 'lazy': it has none",
                        "targetOption: targetOptions: 'fast' is not of the form NAME=VALUE",
                        "expect: expect: a history of workload 'register' shows no 'nonlinearisable'; "
                                + "did you mean 'nonlinearizable'?",
                        "seedTwice: seeds: one is there twice",
                        "noSeed: seeds: there is none; give one, as in seeds = 1");
        assertThat(folder).isEmptyDirectory();
    }

    static class NoTargetTest {
        @ConsistencyTest(workload = "register", ops = 100)
        void test() {}
    }

    static class TwoTargetsTest extends RegistersTest {
        @TargetUnderTest(name = "other")
        Target other() {
            return store();
        }

        @ConsistencyTest(workload = "register", ops = 100)
        void test() {}
    }

    static class FieldTest {
        @TargetUnderTest
        final Target store = ConnectionTarget.of(new Registers(0)::connect);

        @ConsistencyTest(workload = "register", ops = 100)
        void test() {}
    }

    static class MethodTest {
        @TargetUnderTest
        Target store(String name) {
            throw new AssertionError(name);
        }

        @ConsistencyTest(workload = "register", ops = 100)
        void test() {}
    }

    static class OtherProtocolTest extends RegistersTest {
        @ConsistencyTest(workload = "bank", ops = 100)
        void test() {}
    }

    @Test
    void whatIsTested() {
        assertThat(failure(NoTargetTest.class))
                .startsWith("no target; right would be a field or method with @TargetUnderTest, or target = one of");
        assertThat(failure(TwoTargetsTest.class))
                .isEqualTo("more than one target; target says which: TwoTargetsTest, other");
        assertThat(failure(FieldTest.class))
                .isEqualTo("@TargetUnderTest FieldTest.store: right would be that a field must be a TargetType; "
                        + "a method may return a Target, as each run opens one and closes it");
        assertThat(failure(MethodTest.class))
                .startsWith(
                        "@TargetUnderTest MethodTest.store: right would be that a method must return a Target and take");
        assertThat(Suite.run(folder, OtherProtocolTest.class).failures())
                .singleElement()
                .asString()
                .contains("Registers$1 is no BankConnection, which the workload needs");
    }

    private String failure(Class<?> test) {
        String start = "@ConsistencyTest " + test.getName() + ".test: ";
        List<String> failures = Suite.run(folder, test).failures();
        assertThat(failures).singleElement().asString().startsWith(start);
        return failures.get(0).substring(start.length());
    }
}
