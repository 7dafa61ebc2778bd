package dev.skewer.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsistencyModelsTest {
    @Test
    void strictSerializabilityImpliesEverything() {
        assertThat(ConsistencyModels.names())
                .allMatch(model -> ConsistencyModels.implies("strict-serializable", model));
    }

    @Test
    void noTwoModelsImplyEachOther() {
        for (String one : ConsistencyModels.names()) {
            for (String other : ConsistencyModels.names()) {
                assertThat(ConsistencyModels.implies(one, other) && ConsistencyModels.implies(other, one))
                        .isEqualTo(one.equals(other));
            }
        }
    }

    @Test
    void levelsOfOneKindAreOrderedAndOfOtherKindsAreNot() {
        assertThat(ConsistencyModels.implies("serializable", "read-atomic")).isTrue();
        assertThat(ConsistencyModels.implies("snapshot-isolation", "repeatable-read"))
                .isFalse();
        assertThat(ConsistencyModels.implies("repeatable-read", "snapshot-isolation"))
                .isFalse();
        assertThat(ConsistencyModels.implies("serializable", "linearizable")).isFalse();
        assertThat(ConsistencyModels.implies("linearizable", "serializable")).isFalse();
        assertThatThrownBy(() -> ConsistencyModels.implies("serializable", "eventual"))
                .hasMessage("no consistency model eventual");
    }

    @Test
    void theWeakestAreToldAndTheStrongerFollow() {
        List<String> not = ConsistencyModels.weakest(List.of("serializable", "snapshot-isolation", "repeatable-read"));
        assertThat(not).containsExactly("repeatable-read", "snapshot-isolation");
        assertThat(ConsistencyModels.stronger(not))
                .contains("serializable", "strong-snapshot-isolation", "strict-serializable")
                .doesNotContain("read-atomic", "linearizable", "repeatable-read");
    }

    @Test
    void eachOtherNameStandsForAModel() {
        assertThat(ConsistencyModels.aliases())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(ConsistencyModels.names())
                .allSatisfy(
                        alias -> assertThat(ConsistencyModels.names()).contains(ConsistencyModels.canonical(alias)));
        assertThat(ConsistencyModels.canonical("PL-2.99")).isEqualTo("repeatable-read");
        assertThat(ConsistencyModels.canonical("serializable")).isEqualTo("serializable");
    }

    @Test
    void theStrongestAreThoseThatNoOtherImplies() {
        assertThat(ConsistencyModels.strongest(List.of("read-committed", "prefix", "snapshot-isolation", "pram")))
                .containsExactly("snapshot-isolation", "pram");
    }
}
