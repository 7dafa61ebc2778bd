package dev.skewer.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.Symbols;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names();

    @Test
    void numbersMeanTheSameInTheSymbolsThatAreTaught() {
        Symbols symbols = new Symbols();
        int read = names.of("read");
        names.teach(symbols);
        int write = names.of("write");
        assertThat(names.of("read")).isEqualTo(read);
        names.teach(symbols);
        assertThat(symbols.name(read)).isEqualTo("read");
        assertThat(symbols.name(write)).isEqualTo("write");
    }

    @Test
    void namesOfOthersInTheSymbolsAreNoticed() {
        Symbols symbols = new Symbols();
        names.of("read");
        symbols.intern("intruder");
        names.of("write");
        assertThatThrownBy(() -> names.teach(symbols)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void textsThatNobodyCanCountAreBounded() {
        for (int i = 0; i < 2 * Names.MANY; i++) {
            names.bounded("error " + i);
        }
        Symbols symbols = new Symbols();
        names.teach(symbols);
        assertThat(symbols.size()).isEqualTo(Names.MANY + 1);
        assertThat(symbols.name(names.bounded("yet another"))).startsWith("another error");
        assertThat(names.of("a word of a workload")).isEqualTo(Names.MANY + 1);
    }

    @Test
    void manyThreadsAgree() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        int[][] numbers = new int[4][1_000];
        CountDownLatch start = new CountDownLatch(1);
        for (int[] mine : numbers) {
            threads.add(new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int i = 0; i < mine.length; i++) {
                    mine[i] = names.of("name " + i);
                }
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(numbers[1]).isEqualTo(numbers[0]);
        assertThat(numbers[2]).isEqualTo(numbers[0]);
        assertThat(numbers[3]).isEqualTo(numbers[0]);
    }
}
