package dev.skewer.harness.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.summary.Shard;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The campaigns in the jar can be run as they stand, and leave nothing out. */
class BuiltInCampaignsTest {
    private static final Set<String> DATABASES = Set.of("h2", "hsqldb", "sqlite", "postgresql", "mariadb", "redis");
    /** Redis has no more than journals, registers and transactions. */
    private static final int NOT_ON_REDIS = 5;
    /** What list-append shows at each level of each database, these show too, of fewer anomalies. */
    private static final Set<String> SHOWN_BY_LIST_APPEND =
            Set.of("rw-register", "journal-txn", "write-skew", "long-fork");

    private static Campaign campaign(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Campaign.class.getResourceAsStream(name + ".yaml"))) {
            return CampaignFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name, null);
        }
    }

    @Test
    void theDatabasesAreAskedAtEachOfTheirLevels() throws IOException {
        Campaign databases = campaign("databases");
        assertThat(databases.cells()).hasSize(223);
        Set<String> asked = databases.cells().stream()
                .map(cell -> cell.runs().get(0))
                .filter(spec -> spec.workload().equals("journal"))
                .map(spec -> spec.target() + " " + spec.isolation())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>();
        for (TargetType target : Targets.all()) {
            if (DATABASES.contains(target.name())) {
                target.isolations().names().forEach(level -> there.add(target.name() + " " + level));
            }
        }
        assertThat(asked).isEqualTo(there);
    }

    /** The transactions of each level are held to what it promises, but where it promises next to nothing. */
    @Test
    void theTransactionsOfEachLevelAreHeldToItsPromise() throws IOException {
        Set<String> held = new TreeSet<>();
        for (Cell cell : campaign("databases").cells()) {
            TestSpec spec = cell.runs().get(0);
            if (spec.workload().equals("list-append")
                    && cell.expected().isValid()
                    && !spec.isolation().equals("read-uncommitted")) {
                assertThat(spec.unpromisedConsistencyModel()).isEmpty();
                held.add(spec.target() + " " + spec.isolation());
            }
        }
        Set<String> promised = new TreeSet<>();
        for (TargetType target : Targets.all()) {
            if (DATABASES.contains(target.name())) {
                target.isolations().names().stream()
                        .filter(level -> !level.equals("read-uncommitted"))
                        .filter(level -> target.consistency(level, Map.of()).isPresent())
                        .forEach(level -> promised.add(target.name() + " " + level));
            }
        }
        assertThat(held).isEqualTo(promised);
    }

    @Test
    void eachWorkloadHasALevelThatBreaksItAndOneThatKeepsItOnEachDatabase() throws IOException {
        Set<String> broken = new TreeSet<>();
        Set<String> kept = new TreeSet<>();
        for (Cell cell : campaign("databases").cells()) {
            TestSpec spec = cell.runs().get(0);
            if (!spec.faults().isEmpty() || SHOWN_BY_LIST_APPEND.contains(spec.workload())) {
                continue;
            }
            String what = spec.workload() + " " + spec.target();
            (cell.expected().isValid() ? kept : broken).add(what);
        }
        int workloads = Workloads.all().size() - SHOWN_BY_LIST_APPEND.size();
        assertThat(broken).isEqualTo(kept).hasSize(workloads * DATABASES.size() - NOT_ON_REDIS);
    }

    @Test
    void eachDurabilityOfADatabaseIsAskedWhatItKeepsOfACrash() throws IOException {
        Set<String> asked = new TreeSet<>();
        Set<String> there = new TreeSet<>();
        for (Cell cell : campaign("databases").cells()) {
            TestSpec spec = cell.runs().get(0);
            if (!spec.faults().isEmpty()) {
                asked.add(spec.target() + " " + spec.durability());
            }
        }
        for (TargetType target : Targets.all()) {
            if (DATABASES.contains(target.name()) && !target.controls().isEmpty()) {
                target.durabilities().names().forEach(level -> there.add(target.name() + " " + level));
            }
        }
        assertThat(asked).isEqualTo(there);
    }

    @Test
    void theOtherOneIsOfTheReferenceStore() throws IOException {
        assertThat(campaign("built-in").cells())
                .hasSizeGreaterThan(30)
                .allSatisfy(cell -> assertThat(cell.runs().get(0).target()).isIn("embedded", "process"));
    }

    /** Where all of it is available; the estimates are those of a machine with two cores that has nothing else to do. */
    @ParameterizedTest
    @CsvSource({"built-in, 60", "databases, 450", "full, 1200"})
    void eachIsPlannedForItsTime(String name, int seconds) throws IOException {
        assertThat(Planner.plan(campaign(name), Shard.WHOLE, null, 1, cell -> true)
                        .estimate())
                .isLessThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"built-in", "databases", "full"})
    void noneLeavesAnythingOut(String name) throws IOException {
        assertThat(campaign(name).leftOut()).isEmpty();
    }

    /** A detection must not be a matter of luck: most take less than a second, and the slowest that was measured three. */
    @ParameterizedTest
    @ValueSource(strings = {"built-in", "databases", "full"})
    void whatIsToBeFoundHasTimeEnough(String name) throws IOException {
        assertThat(campaign(name).cells())
                .filteredOn(cell -> !cell.expected().isValid())
                .isNotEmpty()
                .allSatisfy(cell ->
                        assertThat(cell.runs().get(0).timeLimit()).isGreaterThanOrEqualTo(Duration.ofSeconds(10)));
    }
}
