package dev.skewer.targets.node;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.TargetLostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The nodes of a target, by number from 0. */
public final class Nodes implements Controls.Processes, AutoCloseable {
    /** How long a node that ended by itself may stay down. */
    private static final Duration ACCIDENT_PATIENCE = Duration.ofSeconds(10);

    private final List<Node> all;
    private final Object changes = new Object();

    /**
     * Nodes that do not run yet.
     *
     * @param count at least 1
     * @param program what each runs, by its number
     */
    public Nodes(int count, IntFunction<Program> program) {
        all = IntStream.range(0, count)
                .mapToObj(number -> new Node("node " + number, program.apply(number), this::changed))
                .toList();
    }

    private void changed() {
        synchronized (changes) {
            changes.notifyAll();
        }
    }

    /** All of them. */
    public List<Node> all() {
        return all;
    }

    /** How often they were started anew, in sum. */
    public long restarts() {
        return all.stream().mapToLong(node -> Math.max(0, node.starts() - 1)).sum();
    }

    /**
     * Starts all of them, beside each other.
     *
     * @throws TargetLostException if one does not start; none runs then
     */
    public void startAll() {
        var starts =
                all.stream().map(node -> new FutureTask<>(node::start, node)).toList();
        starts.forEach(start -> new Thread(start, "node-start").start());
        try {
            for (FutureTask<Node> start : starts) {
                start.get();
            }
        } catch (ExecutionException e) {
            close();
            throw e.getCause() instanceof TargetLostException lost
                    ? lost
                    : new TargetLostException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new TargetLostException("interrupted while nodes were started", e);
        }
    }

    /**
     * Waits until one of them serves.
     *
     * @return whether one does
     * @throws TargetLostException if none will, as one ended by itself and is not started again
     */
    public boolean awaitAny(Duration limit) throws InterruptedException {
        boolean isServing = await(() -> all.stream().anyMatch(Node::isServing), limit);
        all.forEach(Nodes::checkForAccident);
        return isServing;
    }

    /**
     * Waits until a node serves.
     *
     * @return whether it does
     */
    public boolean await(int node, Duration limit) throws InterruptedException {
        return await(all.get(node)::isServing, limit);
    }

    private boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        if (condition.getAsBoolean()) {
            return true;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (changes) {
            while (!condition.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left < 1) {
                    return false;
                }
                changes.wait(left);
            }
        }
        return true;
    }

    /** A node that a fault brings down is started by it again; one that stays down is lost. */
    private static void checkForAccident(Node node) {
        Node.Accident accident = node.accident();
        if (accident != null && accident.age().compareTo(ACCIDENT_PATIENCE) > 0) {
            throw new TargetLostException(accident.sentence(), null);
        }
    }

    @Override
    public int nodes() {
        return all.size();
    }

    @Override
    public void kill(int node) {
        all.get(node).kill();
    }

    @Override
    public void terminate(int node) {
        all.get(node).terminate();
    }

    @Override
    public void start(int node) {
        all.get(node).start();
    }

    @Override
    public void pause(int node) {
        all.get(node).pause();
    }

    @Override
    public void resume(int node) {
        all.get(node).resume();
    }

    /** Ends all of them at once: what they keep is of no use any more. */
    @Override
    public void close() {
        all.forEach(Node::kill);
    }
}
