package dev.skewer.checker.api.example;

import dev.skewer.checker.api.Call;
import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.Client;
import dev.skewer.checker.api.History;
import dev.skewer.checker.api.Models;
import dev.skewer.checker.api.Recorder;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/java-api.md}, which a test compares with this file. */
class RegisterTest {
    private final AtomicLong store = new AtomicLong();

    @Test
    void isLinearizable() throws Exception {
        Recorder recorder = History.record();
        Callable<Void> client = () -> {
            for (int i = 0; i < 1_000; i++) {
                if (ThreadLocalRandom.current().nextBoolean()) {
                    try (Call call = recorder.invoke("read")) {
                        call.ok(store.get());
                    }
                } else {
                    long value = ThreadLocalRandom.current().nextLong();
                    try (Call call = recorder.invoke("write", value)) {
                        store.set(value);
                        call.ok();
                    }
                }
            }
            return null;
        };
        var threads = Executors.newFixedThreadPool(4);
        for (var done : threads.invokeAll(List.of(client, client, client, client))) {
            done.get();
        }
        threads.shutdown();

        Check.linearizable(recorder.history(), Models.register(0))
                .within(Duration.ofSeconds(10))
                .savingFailuresTo(Path.of("target", "histories", "register.edn"))
                .assertValid();
    }

    private interface Remote {
        boolean compareAndSet(long from, long to) throws IOException, TimeoutException;
    }

    private static void cas(Client client, Remote store, long from, long to) throws IOException {
        Call call = client.invoke("cas", List.of(from, to));
        try {
            if (store.compareAndSet(from, to)) {
                call.ok();
            } else {
                call.fail("another value");
            }
        } catch (TimeoutException e) {
            call.info(e);
        }
    }

    @Test
    void anOutcomeMayBeUnknown() throws IOException {
        Recorder recorder = History.record();
        Client client = recorder.client();
        cas(client, (from, to) -> true, 0, 1);
        cas(client, (from, to) -> false, 0, 2);
        cas(
                client,
                (from, to) -> {
                    throw new TimeoutException();
                },
                1,
                3);
        client.invoke("read").ok(3);
        Check.linearizable(recorder.history(), Models.casRegister(0)).assertValid();
    }

    @Test
    void aStaleReadIsFound() {
        History history = History.parse("""
                {:process 0 :type :invoke :f :write :value 1}
                {:process 0 :type :ok     :f :write :value 1}
                {:process 1 :type :invoke :f :read}
                {:process 1 :type :ok     :f :read  :value 0}
                """);
        Check.linearizable(history, Models.register(0)).assertInvalid("nonlinearizable");
    }

    @Test
    void aSavedHistoryIsTheSame() throws IOException {
        Recorder recorder = History.record();
        recorder.invoke("write", 1).ok();
        Path file = Path.of("target", "histories", "saved.edn");
        recorder.history().save(file);
        Check.linearizable(History.load(file), Models.register()).assertValid();
    }

    /** A model of one's own. */
    record Switch() implements Model<Boolean> {
        @Override
        public String name() {
            return "switch";
        }

        @Override
        public Boolean initial() {
            return false;
        }

        @Override
        public @Nullable Boolean step(Boolean on, Operation op) {
            return switch (op.f()) {
                case "toggle" -> !on;
                case "look" -> (!op.known() || on.equals(op.output())) ? on : null;
                default -> throw op.unfit(":toggle or :look");
            };
        }
    }

    @Test
    void aModelOfOnesOwn() {
        Recorder recorder = History.record();
        recorder.invoke("toggle").ok();
        recorder.invoke("look").ok(true);
        Check.linearizable(recorder.history(), new Switch()).assertValid();
    }

    @Test
    void threadsAreNotNeeded() {
        Recorder recorder = History.record();
        Client first = recorder.client();
        Client second = recorder.client();
        Call write = first.invoke("write", 1);
        Call read = second.invoke("read");
        write.ok();
        read.ok(0);
        Check.linearizable(recorder.history(), Models.register(0)).assertValid();
    }
}
