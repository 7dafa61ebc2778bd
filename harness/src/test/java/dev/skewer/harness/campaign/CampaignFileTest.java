package dev.skewer.harness.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.harness.console.UserException;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignFileTest {
    private static Campaign parse(String yaml) {
        return CampaignFile.parse(yaml, "c.yaml", null);
    }

    private static List<TestSpec> specs(Campaign campaign) {
        return campaign.cells().stream().flatMap(cell -> cell.runs().stream()).toList();
    }

    @Test
    void listsMultiplyOut() {
        Campaign campaign = parse("""
                name: nightly
                seeds: 3
                time-limit: 10s
                tests:
                  - workload: journal
                    target: [embedded]
                    isolation: [snapshot, locked]
                    fault: [none, flush, [flush, compact]]
                    expect: valid
                  - workload: journal
                    isolation: committed
                    expect: read-skew
                  - workload: journal
                    defect: all
                    expect: detected
                """);
        assertThat(campaign.name()).isEqualTo("nightly");
        assertThat(campaign.cells())
                .hasSize(2 * 3 + 1 + Targets.of("embedded").defectIds().size());
        assertThat(campaign.cells().stream().map(Cell::name).toList())
                .startsWith(
                        "journal snapshot",
                        "journal snapshot flush",
                        "journal snapshot flush+compact",
                        "journal locked",
                        "journal locked flush",
                        "journal locked flush+compact",
                        "journal committed",
                        "journal snapshot half-snapshot");
        assertThat(campaign.cells()).allMatch(cell -> cell.runs().size() == 3);
        assertThat(specs(campaign)).allMatch(spec -> Duration.ofSeconds(10).equals(spec.timeLimit()));
        assertThat(campaign.cells().get(0).runs().stream().map(TestSpec::seed).toList())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aTestThatIsToShowSomethingStopsWhenItHas() {
        Campaign campaign = parse("tests: [{isolation: committed, expect: read-skew}, {expect: valid}]");
        assertThat(specs(campaign).stream().map(TestSpec::failFast).toList()).containsExactly(true, false);
    }

    @Test
    void aDefectIsDetectedByTheAnomalyThatItClaims() {
        Campaign campaign = parse("tests: [{defect: [half-snapshot, epoch-reuse], expect: detected}]");
        assertThat(campaign.cells().stream().map(c -> c.expected().anomalies()).toList())
                .containsExactly(List.of("read-skew"), List.of("position-reuse"));
    }

    @Test
    void aListInAListIsSeveralAtOnce() {
        Campaign campaign = parse("tests: [{defect: [[half-snapshot, torn-append-all]], expect: detected}]");
        assertThat(specs(campaign).get(0).defects()).containsExactly("half-snapshot", "torn-append-all");
        assertThat(campaign.cells().get(0).expected().anomalies()).containsExactly("read-skew", "intermediate-read");
    }

    @Test
    void whatATestDoesNotSayTheCampaignSays() {
        Campaign campaign = parse("{isolation: locked, keys: 5, tests: [{expect: valid}, {keys: 6}]}");
        assertThat(specs(campaign).stream().map(TestSpec::keys).toList()).containsExactly(5, 6);
        assertThat(specs(campaign)).allMatch(spec -> spec.isolation().equals("locked"));
    }

    @Test
    void transactionsHaveOptionsOfTheirWorkloadAndAModelToBeHeldTo() {
        Campaign campaign = parse("{tests: [{workload: list-append, workload-option: {max-length: 6}, target: h2,"
                + " isolation: serializable, consistency-model: [serializable, snapshot-isolation]}]}");
        assertThat(campaign.cells())
                .extracting(Cell::name)
                .containsExactly(
                        "list-append max-length=6 h2 serializable consistency-model=serializable",
                        "list-append max-length=6 h2 serializable");
        assertThat(specs(campaign))
                .allMatch(spec -> "6".equals(spec.workloadOptions().get("max-length")));
    }

    @Test
    void seedsCanBeAListOrBeginElsewhere() {
        assertThat(specs(parse("{seeds: [7, -9], tests: [{expect: valid}]}")).stream()
                        .map(TestSpec::seed)
                        .toList())
                .containsExactly(7L, -9L);
        assertThat(specs(CampaignFile.parse("{seeds: 2, tests: [{expect: valid}]}", "c", 100L)).stream()
                        .map(TestSpec::seed)
                        .toList())
                .containsExactly(100L, 101L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tests: [{isolaton: snapshot}] | c.yaml:1:10: unknown key 'isolaton'; did you mean 'isolation'?",
                "{test: []} | c.yaml:1:2: unknown key 'test'; did you mean 'tests'?",
                "name: x | c.yaml:1:1: no 'tests'; a campaign needs at least one",
                "tests: [] | 'tests' is a list of at least one test",
                "tests: 3 | c.yaml:1:8: 'tests' is a list of at least one test",
                "tests: [3] | a test is a map",
                "tests: [{expect: [valid, read-skew]}] | c.yaml:1:19: 'valid' stands alone, not in a list",
                "tests: [ | c.yaml:1:9: not YAML: expected the node content, but found '<stream end>'",
                "`tests:\n\t- expect: valid` | c.yaml:2:1: not YAML: found character '\\t(TAB)' that cannot start any token",
                "`tests: 'a` | c.yaml:1:10: not YAML: found unexpected end of stream",
                "- 3 | a campaign is a map",
                "tests: [{isolation: comitted}] | c.yaml:1:21: unknown isolation 'comitted'; did you mean 'committed'?",
                "tests: [{fault: [kil]}] | c.yaml:1:18: unknown fault 'kil'; did you mean 'kill'?",
                "tests: [{fault: [[flush, flush]]}] | fault 'flush' is given twice",
                "tests: [{fault: [flush(at=1s,for=2s)]}] | c.yaml:1:18: 'fault': 'flush(at=1s': its ')' is missing; in a list",
                "tests: [{fault: flush(evry=1s)}] | c.yaml:1:17: 'fault': 'flush(evry=1s)': there is no option 'evry' here; did",
                "tests: [{fault: \"sequence(flush, gcc)\"}] | unknown fault 'gcc'; did you mean 'gc'?",
                "tests: [{fault-package: crsh}] | c.yaml:1:25: unknown fault package 'crsh'; did you mean 'crash'?",
                "tests: [{defect: nonsense}] | unknown defect 'nonsense'",
                "tests: [{defect: [[half-snapshot, snapshot-per-call]]}] | cannot be on together",
                "tests: [{keys: many}] | c.yaml:1:16: 'keys' must be an integer from 1 to 1,000,000, and is 'many'",
                "tests: [{keys: 0}] | 'keys' must be an integer from 1 to 1,000,000, and is 0",
                "tests: [{keys: 1.5}] | 'keys' must be an integer",
                "tests: [{keys: [1, [2]]}] | 'keys' must be an integer from 1 to 1,000,000, and is a list",
                "tests: [{ops: -1}] | 'ops' must be an integer of at least 1, and is -1",
                "tests: [{ops: 99999999999999999999}] | 'ops' must be an integer",
                "tests: [{time-limit: 10}] | 'time-limit' must be a duration, and is 10; write a duration such as",
                "tests: [{rate: fast}] | 'rate' must be a number of at least 0, and is 'fast'",
                "tests: [{workload: [a: b]}] | 'workload' must be a text, and is a map",
                "tests: [{workload: }] | 'workload' must be a text, and is empty",
                "tests: [{isolation: []}] | 'isolation' is an empty list",
                "tests: [{expect: read-skw}] | unknown expectation 'read-skw'; did you mean 'read-skew'?",
                "tests: [{expect: detected}] | 'detected' is for tests with a 'defect'",
                "tests: [{expect: []}] | 'expect' is empty",
                "{seeds: 0, tests: [{expect: valid}]} | 'seeds' must be an integer from 1 to 10,000, and is 0",
                "{seeds: [], tests: [{expect: valid}]} | 'seeds' is empty",
                "{name: a, name: b, tests: []} | c.yaml:1:11: 'name' a second time",
                "tests: [{expect: valid} | c.yaml:1:",
                "a: &x [1]\\nb: *x | aliases are not understood",
                "a: 1\\n---\\nb: 2 | a second document",
            })
    void mistakesAreNamedWithTheirPlace(String yaml, String complaint) {
        assertThatThrownBy(() -> parse(yaml.replace("\\n", "\n")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("c.yaml:")
                .hasMessageContaining(complaint)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void anEmptyFileIsNoCampaign() {
        assertThatThrownBy(() -> parse("")).isInstanceOf(UserException.class).hasMessageContaining("the file is empty");
    }

    @Test
    void listsThatMultiplyOutToAnythingAreRefusedAtOnce() {
        String many = "[" + "5,".repeat(1_000) + "6]";
        assertThatThrownBy(() -> parse("tests: [{keys: " + many + ", concurrency: " + many + "}]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("more than 10000 tests");
    }

    @Test
    void deepNestingIsAnErrorAndNoCrash() {
        assertThatThrownBy(() -> parse("tests: " + "[".repeat(100_000)))
                .isInstanceOf(UserException.class)
                .message()
                .startsWith("c.yaml:")
                .doesNotContain("\n");
    }

    @Provide
    Arbitrary<String> anyText() {
        Arbitrary<String> pieces = Arbitraries.of(
                "tests:",
                "- ",
                "\n",
                "  ",
                "name: ",
                "seeds: 3",
                "expect: ",
                "valid",
                "[",
                "]",
                "{",
                "}",
                ",",
                ": ",
                "&a",
                "*a",
                "!!int",
                "|",
                ">",
                "\"",
                "'",
                "#",
                "defect: all",
                "---",
                "\t",
                "?",
                "1e9",
                "isolation: snapshot");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                pieces.list().ofMaxSize(20).map(list -> String.join("", list)));
    }

    @Property(tries = 2_000)
    void anyTextIsACampaignOrAOneLineError(@ForAll("anyText") String text) {
        try {
            assertThat(parse(text).cells()).isNotEmpty();
        } catch (UserException e) {
            assertThat(e.getMessage()).matches("c\\.yaml:\\d+:\\d+: .+");
        }
    }

    @Property(tries = 100)
    void cellsAreTheProductOfTheLists(
            @ForAll @IntRange(min = 1, max = 3) int isolations,
            @ForAll @IntRange(min = 1, max = 4) int faults,
            @ForAll @IntRange(min = 1, max = 3) int keys,
            @ForAll @IntRange(min = 1, max = 5) int seeds) {
        var keyList = new ArrayList<String>();
        for (int i = 0; i < keys; i++) {
            keyList.add(String.valueOf(10 + i));
        }
        String yaml = "{seeds: " + seeds + ", tests: [{isolation: "
                + List.of("committed", "snapshot", "locked").subList(0, isolations) + ", fault: "
                + List.of("none", "flush", "[flush, gc]", "restart").subList(0, faults) + ", keys: " + keyList + "}]}";
        Campaign campaign = parse(yaml);
        assertThat(campaign.cells()).hasSize(isolations * faults * keys);
        assertThat(campaign.cells().stream().map(Cell::name)).doesNotHaveDuplicates();
        assertThat(specs(campaign)).hasSize(isolations * faults * keys * seeds);
    }

    /** What another version or a plugin has is no mistake in a list; what is nearly a name that is known is. */
    @Test
    void namesOfWhatIsElsewhereAreLeftOutOfLists() {
        Campaign campaign = CampaignFile.parse("""
                name: nightly
                seeds: 3
                tests:
                  - workload: journal
                    target: [embedded, process-of-another-version]
                    isolation: [snapshot, locked]
                    fault: [none, power-cut, [power-cut, compact]]
                    expect: valid
                  - workload: journal
                    isolation: committed
                    expect: read-skew
                """, "c.yaml", null);
        assertThat(campaign.cells())
                .extracting(Cell::name)
                .containsExactly("journal snapshot", "journal locked", "journal committed");
        assertThat(campaign.leftOut())
                .hasSize(2)
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("there is no target 'process-of-another-version' here; there are embedded"))
                .anySatisfy(
                        reason -> assertThat(reason).startsWith("there is no fault 'power-cut' here; there are flush"));
        for (String mistake : List.of(
                "target: [embedded, embeded]",
                "fault: [none, compat]",
                "fault: [none, [flush, compat]]",
                "defect: [none, nosuch]",
                "target: [procss]",
                "target: procss")) {
            assertThatExceptionOfType(UserException.class)
                    .isThrownBy(() -> CampaignFile.parse("tests: [{" + mistake + "}]", "c.yaml", null))
                    .as(mistake)
                    .withMessageContaining("unknown");
        }
    }

    @Test
    void faultsSayWhenTheyHappen() {
        Campaign campaign = parse("""
                tests:
                  - fault: [none, restart(every=2s), "flush(at=1s,for=2s)", [gc, "sequence(flush,compact)"]]
                """);
        assertThat(campaign.cells())
                .extracting(Cell::name)
                .containsExactly(
                        "journal snapshot",
                        "journal snapshot restart(every=2s)",
                        "journal snapshot flush(at=1s,for=2s)",
                        "journal snapshot gc+sequence(flush,compact)");
        assertThat(specs(campaign).get(3).faultNames()).containsExactly("gc", "flush", "compact");
    }

    @Test
    void aPackageIsWhatOfItWorksOnEachTarget() {
        Campaign campaign = parse("""
                tests:
                  - target: [embedded, h2]
                    isolation: [snapshot, serializable]
                    fault: [none, flush]
                    fault-package: [crash, all]
                """);
        assertThat(campaign.cells())
                .extracting(Cell::name)
                .contains(
                        "journal snapshot",
                        "journal snapshot flush",
                        "journal snapshot crash faults",
                        "journal snapshot all faults",
                        "journal h2 serializable");
        assertThat(named(campaign, "journal snapshot crash faults").faultNames())
                .contains("restart")
                .doesNotContain("flush", "gc");
        assertThat(named(campaign, "journal snapshot all faults").faultNames()).contains("restart", "flush", "gc");
        assertThat(campaign.leftOut()).anyMatch(reason -> reason.contains("target 'h2'"));
    }

    private static TestSpec named(Campaign campaign, String cell) {
        return campaign.cells().stream()
                .filter(each -> each.name().equals(cell))
                .findFirst()
                .orElseThrow()
                .runs()
                .get(0);
    }
}
