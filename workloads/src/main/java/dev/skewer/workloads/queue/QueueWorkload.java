package dev.skewer.workloads.queue;

import static dev.skewer.workloads.generator.Generators.each;

import dev.skewer.workloads.Client;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.UniqueValues;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Zipf;
import dev.skewer.workloads.queue.QueueOperation.Dequeue;
import dev.skewer.workloads.queue.QueueOperation.Enqueue;
import dev.skewer.workloads.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Queues by key, put into, taken out of, and drained at the end. */
public final class QueueWorkload implements Workload<QueueOperation> {
    /** Queues that promise no order. */
    public static final QueueWorkload UNORDERED =
            new QueueWorkload("queue", "unordered-queue", "in any order", QueueConnection.class);
    /** Queues that promise to give out first what was put in first. */
    public static final QueueWorkload FIFO =
            new QueueWorkload("fifo-queue", "fifo-queue", "in their order", FifoQueueConnection.class);

    /** How many values are taken out at the end at most. */
    private static final int MOST_FINAL_DEQUEUES = 10_000;

    private final String name;
    private final String model;
    private final String order;
    private final Class<? extends QueueConnection> protocol;

    private QueueWorkload(String name, String model, String order, Class<? extends QueueConnection> protocol) {
        this.name = name;
        this.model = model;
        this.order = order;
        this.protocol = protocol;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return "Queues by key: enqueue, dequeue " + order + ", and drain at the end.";
    }

    @Override
    public String explanation() {
        return """
                Every process puts unique values into queues, into some more often than into others, and takes values out. At the \
                end a fresh process takes out what is left, until nothing comes any more. A target that keeps a queue as rows \
                selects the oldest row and deletes it, in one transaction at the level under test, as an application would. Where the \
                level lets two of them select the same row, one value comes out twice.

                Each queue is judged by itself for linearizability: values come out once, after they were put in, %s, and a queue \
                that says it is empty is. As values are unique, that is decided without a search.""".formatted(order);
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Class<? extends QueueConnection> protocol() {
        return protocol;
    }

    @Override
    public Generator<QueueOperation> generator(TestSpec spec) {
        Zipf keys = new Zipf(spec.keys(), 1);
        return each(context -> {
            var dice = context.dice();
            int key = keys.draw(dice);
            return dice.chance(0.5) ? new Dequeue(key) : new Enqueue(key);
        });
    }

    /** As many go in as come out, by chance: what is left of n operations on a queue is about the root of n, and then a queue must be empty. */
    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        return 2L * spec.keys() + (long) Math.sqrt((double) spec.ops() * spec.keys());
    }

    @Override
    public Session<QueueOperation> start(TestSpec spec, Target target, Names names) {
        AtomicLongArray left = new AtomicLongArray(spec.keys());
        List<UniqueValues> values = UniqueValues.bySlot(spec.concurrency());
        return new Session<>() {
            @Override
            public Client<QueueOperation> client(int slot) {
                return new QueueClient(target.connect(protocol), left, values.get(slot), names);
            }

            @Override
            public List<QueueOperation> finalOperations() {
                return drain(left);
            }
        };
    }

    /**
     * As many dequeues as there may be values left in each queue, and one that must find nothing. More may have come out than were
     * put in, which is a mistake to be found, too.
     */
    private static List<QueueOperation> drain(AtomicLongArray left) {
        var dequeues = new ArrayList<QueueOperation>();
        for (int key = 0; key < left.length(); key++) {
            for (long i = Math.max(0, left.get(key)); i >= 0; i--) {
                if (dequeues.size() == MOST_FINAL_DEQUEUES) {
                    return dequeues;
                }
                dequeues.add(new Dequeue(key));
            }
        }
        return dequeues;
    }
}
