package dev.skewer.targets.node;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.TargetLostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The nodes of a target, by number from 0. */
public final class Nodes implements Controls.Processes, AutoCloseable {
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

    /** Starts all of them beside each other. */
    public void startAll() {
        List<Throwable> failures = all.parallelStream()
                .map(Nodes::failureToStart)
                .flatMap(Optional::stream)
                .toList();
        if (!failures.isEmpty()) {
            close();
            throw (TargetLostException) failures.get(0);
        }
    }

    private static Optional<Throwable> failureToStart(Node node) {
        try {
            node.start();
            return Optional.empty();
        } catch (TargetLostException e) {
            return Optional.of(e);
        }
    }

    /**
     * Waits until one of them serves.
     *
     * @return whether one does
     * @throws TargetLostException if one ended by itself, for then there is no telling what is tested
     */
    public boolean awaitOne(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            for (Node node : all) {
                String accident = node.accident();
                if (accident != null) {
                    throw new TargetLostException(accident, null);
                }
            }
            if (all.stream().anyMatch(Node::isServing)) {
                return true;
            }
            synchronized (changes) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left < 1) {
                    return false;
                }
                if (all.stream().noneMatch(Node::isServing)) {
                    changes.wait(left);
                }
            }
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
