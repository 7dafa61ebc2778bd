package dev.skewer.checker.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntArenaTest {
    private static final int CHUNK = 1 << 20;

    private static IntArena counting(int ints) {
        IntArena arena = new IntArena();
        for (int i = 0; i < ints; i++) {
            assertThat(arena.size() == i).isTrue();
            arena.add(3 * i + 1);
        }
        return arena;
    }

    @Test
    void whatWasAddedStaysAcrossChunks() {
        int ints = 5 * CHUNK + 7;
        IntArena arena = counting(ints);
        for (int at = 0; at < ints; at += 97) {
            assertThat(arena.get(at) == 3 * at + 1).isTrue();
        }
        arena.set(CHUNK, -1);
        arena.set(CHUNK - 1, -2);
        assertThat(arena.get(CHUNK)).isEqualTo(-1);
        assertThat(arena.get(CHUNK - 1)).isEqualTo(-2);
        assertThat(arena.get(0)).isEqualTo(1);
        arena.truncate(CHUNK + 1);
        assertThat(arena.size()).isEqualTo(CHUNK + 1);
        arena.add(8);
        assertThat(arena.get(CHUNK + 1)).isEqualTo(8);
        assertThat(arena.bytes()).isBetween(4L * ints, 4L * (ints + CHUNK));
    }

    @Test
    void aFewIntsTakeAFewBytes() {
        assertThat(counting(1).bytes()).isLessThanOrEqualTo(4096);
        assertThat(counting(1025).bytes()).isBetween(4L * 1025, 4L * 4 * 1025);
    }

    @Test
    void aStretchMatchesWhatIsEqualThroughoutWhereverItLies() {
        IntArena arena = counting(2 * CHUNK + 100);
        Random random = new Random(5);
        for (int count : new int[] {0, 1, 2, 50}) {
            for (int at : new int[] {0, 1, 500, CHUNK - 50, CHUNK - 25, CHUNK - 1, CHUNK, 2 * CHUNK - count}) {
                int from = random.nextInt(4);
                int[] other = new int[from + count + 2];
                for (int i = 0; i < count; i++) {
                    other[from + i] = arena.get(at + i);
                }
                assertThat(arena.matches(at, other, from, count))
                        .as("%d at %d", count, at)
                        .isTrue();
                for (int wrong : new int[] {0, count / 2, count - 1}) {
                    if (wrong >= 0 && wrong < count) {
                        other[from + wrong]++;
                        assertThat(arena.matches(at, other, from, count))
                                .as("%d at %d", count, at)
                                .isFalse();
                        other[from + wrong]--;
                    }
                }
            }
        }
    }
}
