package dev.skewer.checker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.EventType;
import dev.skewer.history.ValuePrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a recorder takes down, and what it refuses. */
class RecorderTest {
    private final Recorder recorder = History.record();

    @Test
    void aCallBecomesAnInvocationAndACompletion() {
        Call write = recorder.invoke("write", 3);
        Call read = recorder.client().invoke("read");
        write.ok();
        read.ok(3);
        assertThat(lines()).containsExactly("0 invoke write 3", "1 invoke read nil", "0 ok write 3", "1 ok read 3");
    }

    @Test
    void aCallThatNobodyCompletesStaysOpen() {
        recorder.invoke("write", 3);
        assertThat(lines()).containsExactly("0 invoke write 3");
    }

    @Test
    void aCallThatIsClosedBeforeItsEndIsOfUnknownOutcome() {
        assertThatThrownBy(() -> {
                    try (Call call = recorder.invoke("write", 3)) {
                        if (call.toString().equals("write 3")) {
                            throw new TimeoutException("no answer");
                        }
                        call.ok();
                    }
                })
                .isInstanceOf(TimeoutException.class);
        assertThat(lines()).containsExactly("0 invoke write 3", "0 info write 3");
    }

    @Test
    void closingACallThatEndedChangesNothing() {
        try (Call call = recorder.invoke("read")) {
            call.fail("not a leader");
        }
        assertThat(lines()).containsExactly("0 invoke read nil", "0 fail read nil \"not a leader\"");
    }

    @Test
    void anErrorIsKeptAsItsText() {
        recorder.invoke("write", 1).info(new TimeoutException("5 s"));
        assertThat(lines()).last().asString().endsWith("info write 1 \"java.util.concurrent.TimeoutException: 5 s\"");
    }

    @Test
    void aClientGoesOnUnderAFreshProcessAfterAnUnknownOutcome() {
        Client client = recorder.client();
        client.invoke("write", 1).ok();
        client.invoke("write", 2).fail();
        client.invoke("write", 3).info();
        client.invoke("write", 4);
        client.invoke("write", 5).ok();
        assertThat(lines())
                .filteredOn(line -> line.contains("invoke"))
                .containsExactly(
                        "0 invoke write 1",
                        "0 invoke write 2",
                        "0 invoke write 3",
                        "1 invoke write 4",
                        "2 invoke write 5");
    }

    @Test
    void aCallThatWasGivenUpMayStillReturn() {
        Call late = recorder.invoke("write", 1);
        recorder.invoke("write", 2).ok();
        late.ok();
        assertThat(lines()).containsExactly("0 invoke write 1", "1 invoke write 2", "1 ok write 2", "0 ok write 1");
    }

    @Test
    void eachThreadIsAProcess() throws Exception {
        recorder.invoke("read").ok(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        other.submit(() -> recorder.invoke("read").ok(2)).get();
        other.shutdown();
        recorder.invoke("read").ok(3);
        assertThat(lines())
                .filteredOn(line -> line.contains(" ok "))
                .containsExactly("0 ok read 1", "1 ok read 2", "0 ok read 3");
    }

    @Test
    void theTestMayNumberTheProcesses() {
        recorder.invoke(7, "write", 1).ok();
        recorder.invoke(0, "read", null).ok(1);
        recorder.client().invoke("read").ok(1);
        assertThat(lines())
                .containsExactly(
                        "7 invoke write 1",
                        "7 ok write 1",
                        "0 invoke read nil",
                        "0 ok read 1",
                        "1 invoke read nil",
                        "1 ok read 1");
        assertThatThrownBy(() -> recorder.process(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "process 1 is already one that this recorder numbered; right would be a client(), or numbers for"
                                + " all");
        assertThatThrownBy(() -> recorder.process(-1)).hasMessageContaining("from zero up");
    }

    @Test
    void aCallEndsOnce() {
        Call call = recorder.invoke(2, "write", 3);
        call.ok();
        assertThatThrownBy(call::info)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("write 3 of process 2 has ended already, as ok; a call is completed once");
        assertThat(lines()).hasSize(2);
    }

    @Test
    void aNumberedProcessMakesOneCallAtATime() {
        Call open = recorder.invoke(2, "write", 3);
        assertThatThrownBy(() -> recorder.invoke(2, "read", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "process 2 invokes read while its write 3 is open; right would be its ok, fail or info first");
        open.info();
        assertThatThrownBy(() -> recorder.invoke(2, "read", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "process 2 invokes read after its write 3 ended as info; a fresh process must take its place");
    }

    @Test
    void valuesOfAllKindsAreKeptAsTheyAreNow() {
        List<Object> list = new ArrayList<>(Arrays.asList("a", null, 1.5f, 'c'));
        Call call = recorder.invoke("write", Map.of("k", list));
        list.clear();
        call.ok(new int[] {1, 2});
        recorder.invoke("read").ok(new TreeSet<>(Set.of(2, 1)));
        recorder.invoke("read").ok(new java.math.BigInteger("123456789012345678901234567890"));
        recorder.invoke("read").ok(EventType.FAIL);
        assertThat(lines())
                .containsExactly(
                        "0 invoke write {\"k\" [\"a\" nil 1.5 \\c]}",
                        "0 ok write [1 2]",
                        "0 invoke read nil",
                        "0 ok read #{1 2}",
                        "0 invoke read nil",
                        "0 ok read 123456789012345678901234567890",
                        "0 invoke read nil",
                        "0 ok read \"FAIL\"");
    }

    @Test
    void aValueThatNoFileCouldHoldIsRefused() {
        assertThatThrownBy(() -> recorder.invoke("write", new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a java.lang.Object cannot be a value of a history; right would be nil");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> recorder.invoke("write", itself)).hasMessageContaining("inside one another");
        assertThatThrownBy(() -> recorder.invoke("write", Map.of(1, "a", 1L, "b")))
                .hasMessageContaining("two keys that are the same");
        assertThatThrownBy(() -> recorder.invoke("")).hasMessageContaining("a name");
        assertThat(lines()).isEmpty();
    }

    @Test
    void keysSeparateObjects() {
        recorder.invokeOn("x", "write", 1).ok();
        recorder.invokeOn("y", "read", null).ok(null);
        assertThat(Check.linearizable(recorder.history(), Models.register())
                        .assertValid()
                        .ops())
                .isEqualTo(2);
        recorder.invokeOn("x", "read", null).ok(2);
        Check.linearizable(recorder.history(), Models.register()).assertInvalid("nonlinearizable");
    }

    /**
     * A correct object, many threads, and histories that are taken in the middle: none may be accused. The object is so
     * fast that a recorder that numbered events carelessly would be found out.
     */
    @Test
    void noOrderIsClaimedThatWasNotThere() throws Exception {
        AtomicLong object = new AtomicLong();
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            running.add(pool.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    step(object, thread * 1_000_000L + i, i % 3);
                }
            }));
        }
        int taken = 0;
        while (running.stream().anyMatch(each -> !each.isDone())) {
            assertThat(Check.linearizable(recorder.history(), Models.register(0))
                            .verdict()
                            .anomalies())
                    .isEmpty();
            taken++;
        }
        for (Future<?> each : running) {
            each.get();
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).isPositive();
        History all = recorder.history();
        assertThat(all.size()).isEqualTo(2 * threads * 2_000);
        Check.linearizable(all, Models.register(0))
                .within(Duration.ofSeconds(60))
                .assertValid();
    }

    private void step(AtomicLong object, long value, int kind) {
        if (kind == 0) {
            try (Call call = recorder.invoke("write", value)) {
                object.set(value);
                if (value % 8 == 0) {
                    // Others see the value meanwhile.
                    LockSupport.parkNanos(50_000);
                }
                call.ok();
            }
        } else {
            try (Call call = recorder.invoke("read")) {
                call.ok(object.get());
            }
        }
    }

    private List<String> lines() {
        return lines(recorder.history());
    }

    static List<String> lines(History history) {
        List<String> lines = new ArrayList<>();
        try {
            history.replay(event -> {
                assertThat(event.index).isEqualTo(lines.size());
                lines.add(event.processName() + " " + event.type.name().toLowerCase(java.util.Locale.ROOT) + " "
                        + event.symbols.name(event.f) + " " + ValuePrinter.text(event.value, event.symbols)
                        + (event.error.isNil() ? "" : " " + ValuePrinter.text(event.error, event.symbols)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
