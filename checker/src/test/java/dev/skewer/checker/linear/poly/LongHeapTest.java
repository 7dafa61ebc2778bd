package dev.skewer.checker.linear.poly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongHeapTest {
    @Test
    void theLeastComesOutFirst() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            PriorityQueue<Long> expected = new PriorityQueue<>();
            LongHeap heap = new LongHeap();
            int adds = 2 + random.nextInt(3);
            for (int step = 0; step < 300; step++) {
                assertThat(heap.isEmpty()).as("seed %d", seed).isEqualTo(expected.isEmpty());
                if (expected.isEmpty() || random.nextInt(5) < adds) {
                    long element = (random.nextInt(40) - 20L) << (random.nextBoolean() ? 32 : 0);
                    heap.add(element);
                    expected.add(element);
                } else {
                    assertThat(heap.removeLeast()).as("seed %d", seed).isEqualTo(expected.remove());
                }
            }
            while (!expected.isEmpty()) {
                assertThat(heap.removeLeast()).as("seed %d", seed).isEqualTo(expected.remove());
            }
            assertThat(heap.isEmpty()).isTrue();
        }
    }

    @Test
    void whatComesInInOrderComesOutInOrderHoweverFullItIs() {
        for (int size = 1; size <= 130; size++) {
            LongHeap heap = new LongHeap();
            for (int i = 0; i < size; i++) {
                heap.add(i);
            }
            for (int i = 0; i < size; i++) {
                assertThat(heap.removeLeast()).as("%d elements", size).isEqualTo(i);
            }
            assertThat(heap.isEmpty()).isTrue();
        }
    }
}
