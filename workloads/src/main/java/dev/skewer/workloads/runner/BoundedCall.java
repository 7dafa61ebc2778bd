package dev.skewer.workloads.runner;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of a target that may never return, on a thread of its own.
 *
 * @param <T> what it returns
 */
final class BoundedCall<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    /** Begins a call whose answer is of no use when it comes too late. */
    BoundedCall(String name, Supplier<T> call) {
        this(name, call, late -> {});
    }

    /**
     * Begins a call.
     *
     * @param late takes what it returns when it is not waited for any more
     */
    BoundedCall(String name, Supplier<T> call, Consumer<T> late) {
        thread = Threads.daemon(name, () -> {
            try {
                T returned = call.get();
                if (!answer.complete(returned)) {
                    late.accept(returned);
                }
            } catch (Throwable e) {
                // Also what Java would have to declare and other languages need not: whoever waits must know.
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
                // If it returns at this very moment, the loop finds what it returned.
                answer.completeExceptionally(new TimeoutException("no answer within " + limit.toSeconds()
                        + " s; its thread stands at "
                        + String.join(", ", Threads.places(List.of(thread)).keySet())));
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable thrown) throws TimeoutException {
        if (thrown instanceof TimeoutException timeout) {
            throw timeout;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
