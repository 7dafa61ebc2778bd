package dev.skewer.workloads.runner;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A call of a target that may never return, on a thread of its own.
 *
 * @param <T> what it returns
 */
final class BoundedCall<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    /** Begins it. */
    BoundedCall(String name, Supplier<T> call) {
        thread = Threads.daemon(name, () -> {
            try {
                answer.complete(call.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        thread.start();
    }

    /**
     * Waits for what it returns.
     *
     * @param onInterrupt told of each interrupt of this thread, which goes on waiting
     * @throws TimeoutException if it has not returned in time; the message says where it stands
     */
    T within(Duration limit, Runnable onInterrupt) throws TimeoutException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                onInterrupt.run();
            } catch (TimeoutException e) {
                throw new TimeoutException("no answer within " + limit.toSeconds() + " s; its thread stands at "
                        + String.join(", ", Threads.places(List.of(thread)).keySet()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) e.getCause();
            }
        }
    }

    /** Has something done with what it returns, now or later. */
    void whenever(Consumer<T> returned) {
        answer.thenAccept(returned);
    }
}
