package dev.skewer.harness.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skewer.harness.console.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private static final Campaign CAMPAIGN = CampaignFile.parse("""
            cost-of-isolation: 1s
            time-limit: 1s
            tests:
              - isolation: [snapshot, locked]
                fault: [none, flush, [flush, gc]]
              - isolation: committed
                expect: read-skew
              - defect: [half-snapshot, epoch-reuse]
                expect: detected
              - {workload: counter, target: h2, name: "mode=locks"}
            """, "c.yaml", null);

    private static List<String> names(List<String> only, List<String> skip) {
        return Filter.of(only, skip).of(CAMPAIGN).cells().stream()
                .map(Cell::name)
                .toList();
    }

    @Test
    void termsAboutOneOptionAreAlternativesAndThoseAboutSeveralMustAllHold() {
        assertThat(names(List.of("isolation=locked"), List.of()))
                .containsExactly("journal locked", "journal locked flush", "journal locked flush+gc");
        assertThat(names(List.of("isolation=locked", "fault=gc,none"), List.of()))
                .containsExactly("journal locked", "journal locked flush+gc");
        assertThat(names(List.of("isolation=locked", "isolation=committed", "fault=none"), List.of()))
                .containsExactly("journal locked", "journal committed");
        assertThat(names(List.of("defect=half-snapshot"), List.of())).containsExactly("journal snapshot half-snapshot");
        assertThat(names(List.of("expect=read-skew"), List.of()))
                .containsExactly("journal committed", "journal snapshot half-snapshot");
        assertThat(names(List.of("target=h2", "workload=counter"), List.of())).hasSize(1);
    }

    @Test
    void whatASkipHoldsForIsLeftOut() {
        assertThat(names(List.of("isolation=locked"), List.of("fault=flush"))).containsExactly("journal locked");
        assertThat(names(List.of(), List.of("workload=journal"))).hasSize(1);
    }

    @Test
    void aNameIsFoundByAPartOfItWithWildcards() {
        assertThat(names(List.of("locked flush"), List.of()))
                .containsExactly("journal locked flush", "journal locked flush+gc");
        assertThat(names(List.of("journal*+gc"), List.of()))
                .containsExactly("journal snapshot flush+gc", "journal locked flush+gc");
        assertThat(names(List.of("epoch?reuse"), List.of())).hasSize(1);
        assertThat(names(List.of("name=mode=locks"), List.of())).hasSize(1);
    }

    @Test
    void onlyAWholeCampaignMeasuresTheCostOfIsolation() {
        assertThat(Filter.NONE.of(CAMPAIGN)).isSameAs(CAMPAIGN);
        assertThat(Filter.of(List.of(), List.of("fault=gc")).of(CAMPAIGN).costOfIsolation())
                .isEqualTo(CAMPAIGN.costOfIsolation());
        assertThat(Filter.of(List.of("fault=gc"), List.of()).of(CAMPAIGN).costOfIsolation())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fault=flsh | no cell of this campaign has fault 'flsh'; did you mean 'flush'?",
                "fault=flush,restart | no cell of this campaign has fault 'restart'; there are none, flush, gc",
                "journal.*  | no cell of this campaign has name 'journal.*'; --dry-run lists their names",
                "isolatoin=x | a cell has no 'isolatoin'; did you mean 'isolation'?",
                "mode=locks | a cell has no 'mode'; it has workload, target, isolation, durability, fault, defect, expect, name",
                "fault= | a name is missing; give OPTION=NAME, or a part of a cell's name",
            })
    void aTermThatHoldsForNothingIsAMistake(String term, String complaint) {
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> names(List.of(term), List.of()))
                .withMessage("campaign: --only " + term + ": " + complaint);
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> names(List.of(), List.of(term)))
                .withMessage("campaign: --skip " + term + ": " + complaint);
    }

    @Test
    void soAreTermsThatLeaveNothingTogether() {
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> names(List.of("fault=gc"), List.of("fault=flush")))
                .withMessageContaining("leave none of the 10 cells");
    }
}
