package dev.skewer.workloads.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.history.EventType;
import dev.skewer.workloads.RecordedHistory.Line;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TestContext;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.generator.SlotStream;
import dev.skewer.workloads.generator.Step;
import dev.skewer.workloads.runner.JudgedRun;
import dev.skewer.workloads.runner.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What transactional workloads plan, and what a history of theirs looks like. */
class TransactionWorkloadsTest {
    private static final Pattern MICRO_OPERATION = Pattern.compile("\\[:(append|r|w) (\\d+) (nil|\\d+|\\[[\\d ]*])]");

    @TempDir
    Path scratch;

    private static TestSpec.Builder spec(String workload) {
        return TestSpec.builder()
                .workload(workload)
                .target("locked")
                .concurrency(4)
                .keys(6)
                .ops(2_000)
                .seed(7);
    }

    private static <O> List<O> plans(Workload<O> workload, TestSpec spec, int slot, int count) {
        var stream = new SlotStream<>(workload.generator(spec), new Seed(spec.seed()), slot, spec.concurrency());
        var plans = new ArrayList<O>();
        while (plans.size() < count) {
            plans.add(((Step.Emit<O>) stream.next(0)).operation());
        }
        return plans;
    }

    private List<Line> history(TestSpec spec) {
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = new Run<>(
                        spec, context, Workloads.of(spec.workload()), LockedTarget.TYPE)
                .execute();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.finalReads()).isPositive();
        return context.history.clientLines();
    }

    private static List<MatchResult> microOperations(Line line) {
        assertThat(line.f()).isEqualTo("txn");
        assertThat(line.value()).matches("\\[" + MICRO_OPERATION + "( " + MICRO_OPERATION + ")*]");
        return MICRO_OPERATION.matcher(line.value()).results().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-append", "rw-register", "journal-txn", "write-skew", "long-fork"})
    void equalSeedsMakeEqualPlans(String workload) {
        TestSpec spec = spec(workload).build();
        Workload<?> type = Workloads.of(workload);
        for (int slot = 0; slot < 2; slot++) {
            assertThat(plans(type, spec, slot, 300).toString())
                    .isEqualTo(plans(type, spec, slot, 300).toString());
        }
        TestSpec other = spec(workload).seed(8).build();
        assertThat(plans(type, spec, 0, 300).toString())
                .isNotEqualTo(plans(type, other, 0, 300).toString());
    }

    @Test
    void lengthsAndReadOnlyTransactionsAreAsAskedFor() {
        TestSpec spec = spec("list-append")
                .workloadOptions(Map.of("min-length", "2", "max-length", "7", "read-only", "40"))
                .build();
        List<PlannedTransaction> plans = plans(RandomTransactionWorkload.ofLists(), spec, 1, 4_000);
        assertThat(plans).allMatch(plan ->
                plan.operations().size() >= 2 && plan.operations().size() <= 7);
        assertThat(plans).anyMatch(plan -> plan.operations().size() == 2);
        assertThat(plans).anyMatch(plan -> plan.operations().size() == 7);
        long long7 = plans.stream().filter(plan -> plan.operations().size() == 7).count();
        long readOnly = plans.stream()
                .filter(plan -> plan.operations().size() == 7)
                .filter(plan -> plan.operations().stream().allMatch(PlannedTransaction.Planned::isRead))
                .count();
        assertThat((double) readOnly / long7).isCloseTo(0.4, within(0.07));
    }

    @Test
    void keysAreAsOftenAsTheirDistributionSays() {
        for (double base : new double[] {1, 1.5, 2, 10}) {
            int keys = 5;
            int[] drawn = new int[keys];
            KeyDistribution distribution = new KeyDistribution(keys, base);
            for (int i = 0; i < 20_000; i++) {
                drawn[distribution.draw(new Seed(i).dice())]++;
            }
            double all = 0;
            for (int key = 0; key < keys; key++) {
                all += Math.pow(base, -key);
            }
            for (int key = 0; key < keys; key++) {
                assertThat(drawn[key] / 20_000.0)
                        .as("key %d with base %s", key, base)
                        .isCloseTo(Math.pow(base, -key) / all, within(0.015));
            }
        }
        KeyDistribution many = new KeyDistribution(TestSpec.MAX_KEYS, 1.000_01);
        for (int i = 0; i < 1_000; i++) {
            assertThat(many.draw(new Seed(i).dice())).isBetween(0, TestSpec.MAX_KEYS - 1);
        }
        assertThat(new KeyDistribution(1, 2).draw(new Seed(1).dice())).isZero();
    }

    /** As Elle wants it: a value is written once to a key, and what is read grows at the end and shows nothing that was aborted. */
    @ParameterizedTest
    @ValueSource(strings = {"list-append", "journal-txn"})
    void listsOnlyGrowAndAreShort(String workload) {
        List<Line> history = history(
                spec(workload).workloadOptions(Map.of("max-writes-per-key", "10")).build());
        Map<String, String> longest = new HashMap<>();
        Set<String> appended = new HashSet<>();
        Set<String> aborted = new HashSet<>();
        for (Line line : history) {
            for (MatchResult each : microOperations(line)) {
                if (each.group(1).equals("append")) {
                    if (line.type() == EventType.INVOKE) {
                        assertThat(appended.add(each.group())).as(each.group()).isTrue();
                        assertThat(Integer.parseInt(each.group(3))).isBetween(1, 10);
                    } else if (line.type() == EventType.FAIL) {
                        aborted.add(each.group());
                    }
                } else if (line.type() == EventType.OK && !each.group(3).equals("nil")) {
                    String read = each.group(3).substring(1, each.group(3).length() - 1) + " ";
                    longest.merge(each.group(2), read, (a, b) -> {
                        assertThat(a.startsWith(b) || b.startsWith(a)).isTrue();
                        return a.length() > b.length() ? a : b;
                    });
                }
            }
        }
        assertThat(aborted).isNotEmpty();
        longest.forEach((key, elements) -> {
            for (String element : elements.strip().split(" ")) {
                assertThat(appended).contains("[:append " + key + " " + element + "]");
                assertThat(aborted).doesNotContain("[:append " + key + " " + element + "]");
            }
        });
        // All that was written was read in the end.
        Set<String> written = new HashSet<>();
        appended.forEach(each -> written.add(each.split(" ")[1]));
        assertThat(longest.keySet()).containsAll(written.stream()
                .filter(key -> appended.stream()
                        .anyMatch(each -> each.startsWith("[:append " + key + " ") && !aborted.contains(each)))
                .toList());
    }

    @Test
    void aTransactionOfJournalsReadsMetadataBeforeJournalAndAppendsToBoth() {
        for (Line line : history(spec("journal-txn").build())) {
            Map<Long, List<String>> byInvocation = new HashMap<>();
            microOperations(line).forEach(each -> byInvocation
                    .computeIfAbsent(Long.parseLong(each.group(2)) / 2, key -> new ArrayList<>())
                    .add((Long.parseLong(each.group(2)) % 2 == 0 ? "metadata " : "journal ") + each.group(1)));
            assertThat(byInvocation.values())
                    .allMatch(operations -> operations.equals(List.of("metadata r", "journal r"))
                            || operations.equals(List.of("journal append", "metadata append"))
                            || operations.equals(List.of("metadata r", "journal append", "metadata append")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"write-skew", "long-fork"})
    void registersInPairsAreWrittenOnceEachAndReadTogether(String workload) {
        Set<String> written = new HashSet<>();
        int skewed = 0;
        for (Line line : history(spec(workload).build())) {
            List<MatchResult> all = microOperations(line);
            if (line.type() != EventType.INVOKE) {
                continue;
            }
            Set<Long> pairs = new HashSet<>();
            Set<String> read = new HashSet<>();
            for (MatchResult each : all) {
                pairs.add(Long.parseLong(each.group(2)) / 2);
                if (each.group(1).equals("w")) {
                    assertThat(written.add(each.group(2))).isTrue();
                    assertThat(each.group(3)).isEqualTo("1");
                    skewed += all.size() == 3 ? 1 : 0;
                } else {
                    read.add(each.group(2));
                }
            }
            assertThat(pairs).hasSize(1);
            assertThat(read).hasSize(all.size() == 1 ? 0 : 2);
        }
        assertThat(written.size()).isGreaterThan(400);
        assertThat(skewed).isEqualTo(workload.equals("write-skew") ? written.size() : 0);
    }

    @Test
    void whatAWorkloadDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> spec("list-append")
                        .workloadOptions(Map.of("length", "3"))
                        .build())
                .isInstanceOf(SpecException.class)
                .hasMessage("workload 'list-append' has no option 'length': expected one of min-length, max-length, "
                        + "max-writes-per-key, read-only, key-distribution, key-distribution-base");
        assertThatThrownBy(() -> spec("list-append")
                        .workloadOptions(Map.of("max-length", "0"))
                        .build())
                .hasMessage("option 'max-length' of workload 'list-append' is a whole number from 1 to 64, not '0'");
        assertThatThrownBy(() -> spec("rw-register")
                        .workloadOptions(Map.of("key-distribution", "zipf"))
                        .build())
                .hasMessage("option 'key-distribution' of workload 'rw-register' is one of exponential, uniform, "
                        + "not 'zipf'");
        assertThatThrownBy(() -> spec("rw-register")
                        .workloadOptions(Map.of("key-distribution-base", "1e3"))
                        .build())
                .hasMessageContaining("is a number from 1 to 1000, not '1e3'");
        assertThatThrownBy(() -> spec("rw-register")
                        .workloadOptions(Map.of("min-length", "5"))
                        .build())
                .hasMessage("workload 'rw-register': min-length is at most max-length, and they are 5 and 4");
        assertThatThrownBy(() -> TestSpec.builder()
                        .target("fake")
                        .ops(1)
                        .workloadOptions(Map.of("max-length", "3"))
                        .build())
                .hasMessage("workload 'journal' has no option 'max-length': it has none");
    }

    @Test
    void transactionsAreHeldToWhatTheTargetPromisesUnlessAModelIsGiven() {
        TestSpec promised = spec("list-append").build();
        assertThat(promised.consistencyModel()).isEqualTo("strict-serializable");
        assertThat(promised.unpromisedConsistencyModel()).isEmpty();
        assertThat(promised.toArguments()).containsSequence("--consistency-model", "strict-serializable");
        assertThat(promised.toBuilder().isolation("loose").build().consistencyModel())
                .isNull();
        TestSpec given = spec("list-append").consistencyModel("causal").build();
        assertThat(given.unpromisedConsistencyModel()).contains("causal");
        assertThat(given.toBuilder().isolation("loose").build().consistencyModel())
                .isEqualTo("causal");
        assertThat(TestSpec.builder().target("fake").ops(1).build().consistencyModel())
                .isNull();
        assertThatThrownBy(() ->
                        spec("list-append").consistencyModel("serialisable").build())
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("there is no consistency model 'serialisable'; right would be read-uncommitted,");
        assertThatThrownBy(() -> TestSpec.builder()
                        .target("fake")
                        .ops(1)
                        .consistencyModel("causal")
                        .build())
                .hasMessage("a history of workload 'journal' is not checked against consistency models; leave"
                        + " --consistency-model out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-append", "journal-txn"})
    void oneTransactionAtATimeIsStrictSerializable(String workload) {
        Verdict verdict = JudgedRun.of(spec(workload).build(), scratch).verdict();
        assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
        assertThat(verdict.opportunities()).isPositive();
    }

    @Test
    void whatIsSetOfAWorkloadIsPartOfTheSpec() {
        TestSpec spec =
                spec("list-append").workloadOptions(Map.of("max-length", "8")).build();
        assertThat(spec.workloadChoices()).containsExactly(Map.entry("max-length", "8"));
        assertThat(spec.toBuilder().build()).isEqualTo(spec);
        assertThat(spec.toArguments()).containsSequence("--workload-option", "max-length=8");
        assertThat(spec.toArguments()).containsSequence("--workload-option", "max-writes-per-key=32");
    }
}
