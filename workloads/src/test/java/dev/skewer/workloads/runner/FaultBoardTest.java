package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.Stall;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultBoardTest {
    private final FaultBoard board = new FaultBoard();

    private long explained(long from, long to) {
        return board.explained(new Stall(Duration.ofNanos(from), Duration.ofNanos(to)))
                .toNanos();
    }

    @Test
    void faultsExplainAsMuchAsTheLongestOfEachTook() {
        assertThat(explained(0, 10_000)).isZero();
        board.started("kill", 1_000);
        board.started("pause", 1_500);
        assertThat(board.active()).isEqualTo("kill,pause");
        board.healed("kill", 4_000);
        board.healed("pause", 1_700);
        board.started("kill", 5_000);
        board.healed("kill", 5_100);
        assertThat(explained(0, 10_000)).isEqualTo(3_200);
        assertThat(board.active()).isEmpty();
        assertThat(board.injected()).isEqualTo(Map.of("kill", 2L, "pause", 1L));
    }

    /** Each time before a node that was killed has started again, its disk is full, and so on. */
    @Test
    void faultsExplainAChainOfThem() {
        for (int begin = 0; begin < 10_000; begin += 1_000) {
            board.started("kill", begin);
            board.healed("kill", begin + 600);
            board.started("disk-full", begin + 500);
            board.healed("disk-full", begin + 900);
        }
        assertThat(explained(0, 10_000)).isEqualTo(9_000);
        assertThat(explained(2_950, 4_200)).isEqualTo(1_100);
        assertThat(explained(20_000, 30_000)).isEqualTo(1_000);
        board.started("pause", 25_000);
        assertThat(explained(20_000, 30_000)).isEqualTo(5_000);
    }
}
