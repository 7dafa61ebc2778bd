package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultBoardTest {
    private final FaultBoard board = new FaultBoard();

    @Test
    void faultsExplainAsMuchAsTheLongestOfEachTook() {
        assertThat(board.longest()).isZero();
        board.started("kill", 1_000);
        board.started("pause", 1_500);
        assertThat(board.active()).isEqualTo("kill,pause");
        board.healed("kill", 4_000);
        board.healed("pause", 1_700);
        board.started("kill", 5_000);
        board.healed("kill", 5_100);
        assertThat(board.longest()).isEqualTo(Duration.ofNanos(3_200));
        assertThat(board.active()).isEmpty();
        assertThat(board.injected()).isEqualTo(Map.of("kill", 2L, "pause", 1L));
    }
}
