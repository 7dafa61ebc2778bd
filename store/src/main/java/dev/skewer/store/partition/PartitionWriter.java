package dev.skewer.store.partition;

import dev.skewer.store.Command;
import dev.skewer.store.Outcome;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.defect.Rules;
import dev.skewer.store.storage.Pauses;
import dev.skewer.store.storage.Uninterrupted;
import dev.skewer.store.write.AnswerRule;
import dev.skewer.store.write.GroupCommit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes a partition: takes what has queued up, decides it in order, commits it as one batch, and
 * answers.
 *
 * <p>While a batch is written the next one gathers in the queue, so the batches grow with the load by themselves.
 */
final class PartitionWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);

    /** Commands that may wait for one writer; who submits more waits too. */
    private static final int QUEUE_CAPACITY = 4096;

    private final Thread thread;
    private final BlockingQueue<Request> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);

    /** Queued to make a waiting writer look whether it is to close. Not a command. */
    private final Request wakeUp = new Request(new Command.Create(0), null, null);

    /** Taken from the queue, or to be tried again, and not yet decided. */
    private final Deque<Request> next = new ArrayDeque<>();

    private final List<Request> batch = new ArrayList<>();
    private final GroupCommit commit;
    private final CommandApplier applier;
    private final Rules rules;
    private final int maxCommands;
    private final long maxBytes;
    private final Pauses pauses;
    private volatile boolean closing;
    private volatile boolean terminated;

    PartitionWriter(String name, GroupCommit commit, Rules rules, Pauses pauses, StoreOptions options) {
        this.commit = commit;
        this.applier = new CommandApplier(rules);
        this.rules = rules;
        this.maxCommands = options.maxBatchCommands();
        this.maxBytes = options.maxBatchBytes();
        this.pauses = pauses;
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /**
     * Queues {@code request}; waits while the queue is full. If the writer is gone, the request is failed.
     *
     * @param mayWait whether to wait
     * @return false if the queue is full and the caller may not wait
     */
    boolean enqueue(Request request, boolean mayWait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!mayWait) {
                        if (!queue.offer(request)) {
                            return false;
                        }
                    } else {
                        queue.put(request);
                    }
                    break;
                } catch (InterruptedException e) {
                    // The request may be in another writer's queue already, so giving up here is not an option.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (terminated) {
            failQueued();
        }
        return true;
    }

    /** Lets the writer finish the batch that it is at; what is queued behind it fails without effect. */
    void beginClose() {
        closing = true;
        // When the queue is full the writer is not waiting.
        boolean waiting = queue.offer(wakeUp);
        LOG.debug("{} closes, {}", thread.getName(), waiting ? "woken" : "busy");
    }

    void awaitEnd() {
        Uninterrupted.await(thread::join);
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                Request first = next.isEmpty() ? take() : next.poll();
                if (first == null) {
                    continue;
                }
                if (first.rendezvous != null) {
                    meet(first, first.rendezvous);
                } else {
                    gather(first);
                    execute();
                }
            }
        } finally {
            terminated = true;
            // Not empty only if an Error ends the thread.
            fail(new IllegalStateException("the writer died"));
            failQueued();
            commit.close();
        }
    }

    private @Nullable Request take() {
        try {
            Request request = queue.take();
            return request == wakeUp ? null : request;
        } catch (InterruptedException e) {
            // Somebody interrupted a thread that is not theirs.
            return null;
        }
    }

    private void meet(Request request, Rendezvous rendezvous) {
        if (rendezvous.arrive()) {
            try {
                batch.add(request);
                decide(request);
                execute();
            } finally {
                rendezvous.finish();
            }
        }
    }

    /** Decides {@code first} and what has queued up behind it, up to the bounds of a batch. */
    private void gather(Request first) {
        long bytes = 0;
        long deadline = rules.acknowledgement().gatherNanos() == 0
                ? 0
                : System.nanoTime() + rules.acknowledgement().gatherNanos();
        Request request = first;
        while (request != null) {
            batch.add(request);
            if (!decide(request)) {
                return;
            }
            bytes += GroupCommit.bytesOf(request.command);
            if (batch.size() >= maxCommands || bytes >= maxBytes) {
                return;
            }
            request = another(deadline);
        }
    }

    /** The next request, if there is one that may join the batch. */
    private @Nullable Request another(long deadline) {
        Request request = next.poll();
        if (request == null) {
            request = deadline == 0 || closing ? queue.poll() : pollUntil(deadline);
        }
        if (request != null && request.rendezvous != null) {
            next.addFirst(request);
            return null;
        }
        return request == wakeUp ? null : request;
    }

    private @Nullable Request pollUntil(long deadline) {
        try {
            return queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return null;
        }
    }

    /** Decides one request; when that fails, the whole batch does. */
    private boolean decide(Request request) {
        try {
            request.decide(applier.apply(commit, request.command, request.plan));
            commit.decided(request.command);
        } catch (RocksDBException | RuntimeException e) {
            failBeforeWrite(e);
            return false;
        }
        if (rules.acknowledgement().beforeWrite()) {
            acknowledge(request);
        }
        return true;
    }

    /** Commits the batch and answers. */
    private void execute() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            pauseAll(YieldPoint.BEFORE_COMMIT);
        } catch (RuntimeException e) {
            failBeforeWrite(e);
            return;
        }
        try {
            commit.commit();
        } catch (RocksDBException | RuntimeException e) {
            fail(e);
            return;
        }
        for (Request request : batch) {
            rules.metadataSource().committed(request.command);
        }
        try {
            pauseAll(YieldPoint.AFTER_COMMIT);
        } catch (RuntimeException e) {
            LOG.warn("a yield point failed after the commit, which stands", e);
        }
        for (Request request : batch) {
            answer(request);
        }
        batch.clear();
    }

    private void answer(Request request) {
        AnswerRule.Answer answer = request.retried()
                ? AnswerRule.Answer.ACKNOWLEDGE
                : rules.answer().answer(request.command, request.outcome());
        if (answer == AnswerRule.Answer.RETRY) {
            request.retry();
            next.addLast(request);
            return;
        }
        if (answer == AnswerRule.Answer.REFUSE) {
            request.decide(new Outcome.Rejected("timed out"));
        }
        // Told already, where that comes before the write.
        if (!rules.acknowledgement().beforeWrite()) {
            acknowledge(request);
        }
    }

    private void acknowledge(Request request) {
        try {
            pauses.at(YieldPoint.BEFORE_ACKNOWLEDGE, request.invocation());
        } catch (RuntimeException e) {
            LOG.warn("a yield point failed before the acknowledgement, which is given", e);
        }
        request.acknowledge();
    }

    /** Fails the batch, of which nothing is written, unless a defect writes in steps. */
    private void failBeforeWrite(Exception cause) {
        if (commit.abandon()) {
            fail(cause);
            return;
        }
        StoreException failure = new StoreException(
                StoreException.Kind.FAILED, "the command failed before anything was written: " + cause, cause);
        batch.forEach(request -> request.failUndone(failure));
        batch.clear();
    }

    /** Fails the batch, of which nobody knows whether it is written. */
    private void fail(Exception cause) {
        commit.abandon();
        StoreException failure = failure(cause);
        batch.forEach(request -> request.failWrite(failure));
        batch.clear();
    }

    private static StoreException failure(Exception cause) {
        if (cause instanceof StoreException told) {
            return told;
        }
        return cause instanceof RocksDBException
                ? new StoreException(
                        StoreException.Kind.BROKEN,
                        "the disk did not take a write, which may or may not have happened: " + cause.getMessage(),
                        cause)
                : new StoreException(
                        StoreException.Kind.INDETERMINATE, "the write may or may not have happened: " + cause, cause);
    }

    private void failQueued() {
        Request request = next.poll();
        while (request != null) {
            failUnstarted(request);
            request = next.poll();
        }
        request = queue.poll();
        while (request != null) {
            failUnstarted(request);
            request = queue.poll();
        }
    }

    private static void failUnstarted(Request request) {
        if (request.rendezvous == null || request.rendezvous.abort()) {
            request.failUnstarted();
        }
    }

    private void pauseAll(YieldPoint point) {
        if (pauses.any()) {
            for (Request request : batch) {
                pauses.at(point, request.invocation());
            }
        }
    }
}
