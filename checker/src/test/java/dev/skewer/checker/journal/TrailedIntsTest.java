package dev.skewer.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.search.TrailedInts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrailedIntsTest {
    private static final int SIZE = 12;
    /** Ints from here on are not part of the state. */
    private static final int STATE = 8;

    private record Mark(int trailed, List<Integer> cells, long low, long high) {}

    @Test
    void whatWasDoneSinceAMarkIsUndoneAsWellInTheHash() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            TrailedInts ints = new TrailedInts(SIZE);
            int[] expected = new int[SIZE];
            change(ints, expected, random, 20);
            ints.keepTrail(true);
            Deque<Mark> marks = new ArrayDeque<>();
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(3) > 0 || marks.isEmpty()) {
                    marks.push(new Mark(
                            ints.mark(), IntStream.of(expected).boxed().toList(), ints.lowHash(), ints.highHash()));
                    change(ints, expected, random, random.nextInt(40));
                } else {
                    Mark mark = marks.pop();
                    ints.undoTo(mark.trailed());
                    expected = mark.cells().stream().mapToInt(Integer::intValue).toArray();
                    assertThat(ints.lowHash()).as("seed %d", seed).isEqualTo(mark.low());
                    assertThat(ints.highHash()).as("seed %d", seed).isEqualTo(mark.high());
                }
                for (int i = 0; i < SIZE; i++) {
                    assertThat(ints.get(i)).as("seed %d", seed).isEqualTo(expected[i]);
                }
            }
        }
    }

    private static void change(TrailedInts ints, int[] expected, Random random, int times) {
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(SIZE);
            int value = random.nextInt(5) - 2;
            expected[at] = value;
            if (at < STATE) {
                ints.setState(at, value);
            } else {
                ints.set(at, value);
            }
        }
    }

    @Test
    void eachHalfOfTheHashIsTheSameForTheSameStateAndAnotherForEachOther() {
        Random random = new Random(1);
        TrailedInts ints = new TrailedInts(SIZE);
        int[] cells = new int[SIZE];
        Map<Long, String> byLow = new HashMap<>();
        Map<Long, String> byHigh = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            change(ints, cells, random, 1);
            String state =
                    IntStream.range(0, STATE).mapToObj(i -> cells[i] + " ").reduce("", String::concat);
            assertThat(byLow.computeIfAbsent(ints.lowHash(), hash -> state)).isEqualTo(state);
            assertThat(byHigh.computeIfAbsent(ints.highHash(), hash -> state)).isEqualTo(state);
        }
        assertThat(byLow).hasSameSizeAs(byHigh);
        assertThat(byLow.values()).doesNotHaveDuplicates();
        assertThat(byHigh.values()).doesNotHaveDuplicates();
    }

    /** Otherwise states that differ little would share what is remembered of them more often than chance has it. */
    @Test
    void eachBitOfTheHashDependsOnEachBitOfTheState() {
        Random random = new Random(2);
        int samples = 400;
        int[] flips = new int[2 * Long.SIZE];
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int[] mine = new int[flips.length];
            for (int i = 0; i < samples; i++) {
                int at = random.nextInt(SIZE);
                int value = random.nextInt();
                TrailedInts one = new TrailedInts(SIZE);
                one.setState(at, value);
                TrailedInts other = new TrailedInts(SIZE);
                other.setState(at, value ^ 1 << bit);
                for (int b = 0; b < Long.SIZE; b++) {
                    mine[b] += (int) ((one.lowHash() ^ other.lowHash()) >>> b & 1);
                    mine[Long.SIZE + b] += (int) ((one.highHash() ^ other.highHash()) >>> b & 1);
                }
            }
            for (int b = 0; b < mine.length; b++) {
                assertThat(mine[b]).as("bit %d of the hash by bit %d", b, bit).isBetween(samples / 4, samples * 3 / 4);
            }
        }
    }

    @Test
    void withoutATrailChangesTakeNoMemory() {
        TrailedInts ints = new TrailedInts(SIZE);
        ints.keepTrail(true);
        long atFirst = ints.bytes();
        assertThat(atFirst).isGreaterThan(4 * SIZE);
        for (int i = 0; i < 1000; i++) {
            ints.keepTrail(false);
            ints.keepTrail(true);
            ints.setState(0, i + 1);
            assertThat(ints.mark()).isEqualTo(2);
        }
        assertThat(ints.bytes()).isEqualTo(atFirst);
        for (int i = 0; i < 1000; i++) {
            ints.setState(0, -i);
        }
        assertThat(ints.bytes()).isBetween(8_000L, 8_000L * 2 + 4 * SIZE);
        ints.keepTrail(false);
        ints.setState(0, 5);
        assertThat(ints.mark()).isZero();
        ints.undoTo(0);
        assertThat(ints.get(0)).isEqualTo(5);
    }

    @Test
    void aChangeToTheSameIsNone() {
        TrailedInts ints = new TrailedInts(SIZE);
        ints.keepTrail(true);
        ints.setState(3, 0);
        ints.set(9, 0);
        assertThat(ints.mark()).isZero();
    }
}
