package dev.skewer.junit;

import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.run.CheckLimits;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.RunCommands;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.run.TestRun;
import dev.skewer.harness.run.Viewpoint;
import dev.skewer.registry.GivenProviders;
import dev.skewer.registry.Nearest;
import dev.skewer.registry.RegistryException;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.workloads.DurationText;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Promises;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The run of a consistency test with one seed. */
final class ConsistencyRun {
    private final ExtensionContext context;
    private final ConsistencyTest test;
    private final long seed;
    private final Path results;

    ConsistencyRun(ExtensionContext context, ConsistencyTest test, long seed) {
        this.context = context;
        this.test = test;
        this.seed = seed;
        results = new Configuration(context).results();
    }

    /**
     * Carries it out, with the targets of the test class among those that threads of the run find.
     *
     * @throws TestAbortedException if the target is not available and may be missing
     * @throws AssertionFailedError if it is not available and may not be missing, the run could not be carried through, or it left less
     *     than a whole folder
     */
    ConsistencyOutcome execute() {
        try {
            return execute(new OwnTargets(context, test).all());
        } catch (SpecException | RegistryException e) {
            throw Complaints.of(context, e);
        }
    }

    private ConsistencyOutcome execute(List<TargetType> own) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        TargetProvider provider = () -> own;
        thread.setContextClassLoader(GivenProviders.of(
                context.getRequiredTestClass().getName(), TargetProvider.class, List.of(provider), before));
        try {
            return execute(spec(target(own)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private String target(List<TargetType> own) {
        if (!test.target().isEmpty()) {
            return test.target();
        }
        if (own.size() != 1) {
            throw Complaints.of(
                    context,
                    own.isEmpty()
                            ? "no target; right would be a field or method with @TargetUnderTest, or target = one of "
                                    + String.join(", ", Targets.names())
                            : "more than one target; target says which: " + OwnTargets.names(own));
        }
        return own.get(0).name();
    }

    private ConsistencyOutcome execute(TestSpec spec) {
        TargetType type = Targets.of(spec.target());
        Optional<String> obstacle = Optional.ofNullable(
                        type.availability(spec.targetOptions()).obstacle())
                .map(why -> "target '" + type.name() + "' is not available here: " + why)
                .or(() -> Faults.obstacle(spec.faultNames(), type, spec.targetOptions()));
        if (obstacle.isPresent()) {
            String why = Printable.line(obstacle.get());
            if (test.assumeAvailable()) {
                throw new TestAbortedException(why);
            }
            throw new AssertionFailedError(why);
        }
        Promises.obstacle(spec).ifPresent(why -> {
            throw new SpecException(why);
        });
        try {
            RunFolder folder = RunFolder.create(results, Complaints.nameOf(context), Instant.now());
            var settings = new RunSettings(results, new CheckLimits(null, null), true, List.of());
            TestRun.Result result =
                    new TestRun(spec, settings, folder, new Seen(), Progress.SILENT, this::isEnough).execute();
            if (result.unwritten() != null) {
                throw new AssertionFailedError(result.unwritten());
            }
            return new ConsistencyOutcome(result.summary(), folder.directory());
        } catch (RunException e) {
            throw new AssertionFailedError(Printable.line(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new UncheckedIOException(Printable.line(results.toString()) + ": " + IoMessages.of(e), e);
        }
    }

    /** How the run looks from a build or an IDE, wherever that stands: by whole paths. */
    private final class Seen implements Viewpoint {
        @Override
        public String show(Path path) {
            return Printable.line(path.toString());
        }

        @Override
        public RunCommands commands(
                TestSpec spec, RunSettings settings, String model, Map<String, String> choices, Path history) {
            return new RunCommands(
                    RunCommands.check("skewer", model, choices, List.of(), settings.limits(), history.toString()),
                    Repetition.of(context.getRequiredTestClass(), context.getRequiredTestMethod(), seed));
        }

        @Override
        public boolean isStopWished() {
            return false;
        }
    }

    /** Whether the anomalies that were found are all that are wanted. */
    private boolean isEnough(Set<String> found) {
        return test.expect().length == 0 ? !found.isEmpty() : found.containsAll(List.of(test.expect()));
    }

    /**
     * Holds an outcome against what is expected.
     *
     * @throws AssertionFailedError if it is otherwise; tells the story, and how to have it again
     */
    void judge(ConsistencyOutcome outcome) {
        Validity valid = outcome.verdict().valid();
        boolean isAsExpected = test.expect().length == 0
                ? valid == Validity.TRUE || (valid == Validity.UNKNOWN && test.allowUnknown())
                : outcome.verdict().anomalies().keySet().containsAll(List.of(test.expect()));
        if (!isAsExpected) {
            throw new AssertionFailedError(FailureMessage.of(outcome, List.of(test.expect())));
        }
    }

    private TestSpec spec(String target) {
        String model = Workloads.of(test.workload()).model();
        List<String> known = Checkers.named(model)
                .map(Checker::info)
                .map(CheckerInfo::anomalies)
                .orElse(List.of());
        for (String anomaly : test.expect()) {
            if (!known.contains(anomaly)) {
                throw new SpecException("expect: a history of workload '" + test.workload() + "' shows no '" + anomaly
                        + "'" + Nearest.hint(anomaly, known));
            }
        }
        return TestSpec.builder()
                .workload(test.workload())
                .target(target)
                .isolation(test.isolation().isEmpty() ? null : test.isolation())
                .durability(test.durability().isEmpty() ? null : test.durability())
                .workloadOptions(settings("workloadOptions", test.workloadOptions()))
                .targetOptions(settings("targetOptions", test.targetOptions()))
                .defects(List.of(test.defects()))
                .faults(List.of(test.faults()))
                .concurrency(test.concurrency())
                .keys(test.keys())
                .ops(test.ops())
                .timeLimit(test.timeLimit().isEmpty() ? null : duration("timeLimit", test.timeLimit()))
                .opTimeout(duration("opTimeout", test.opTimeout()))
                .rate(test.rate())
                .seed(seed)
                .failFast(test.failFast() || test.expect().length > 0)
                .build();
    }

    private static Map<String, String> settings(String attribute, String[] given) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : given) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new SpecException(attribute + ": '" + setting + "' is not of the form NAME=VALUE");
            }
            if (settings.put(setting.substring(0, equals), setting.substring(equals + 1)) != null) {
                throw new SpecException(attribute + ": " + setting.substring(0, equals) + " is there twice");
            }
        }
        return settings;
    }

    private static Duration duration(String attribute, String text) {
        return DurationText.parse(text)
                .orElseThrow(
                        () -> new SpecException(attribute + ": '" + text + "' is no duration; " + DurationText.HELP));
    }
}
