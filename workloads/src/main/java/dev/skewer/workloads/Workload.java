package dev.skewer.workloads;

import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A kind of test: what the processes do, how it is done to a target, and which model says whether it went right.
 *
 * @param <O> what the generator makes and the client carries out
 */
public interface Workload<O> {
    /** The name on the command line. */
    String name();

    /** What it does, in one sentence. */
    String sentence();

    /** What it does and what it can find, in a few paragraphs. */
    String explanation();

    /** The name of the checker's model. */
    String model();

    /** What can be set of it; each has a standard. */
    default List<WorkloadOption> options() {
        return List.of();
    }

    /**
     * What is wrong with a choice of options, each of which is right by itself; empty if nothing is.
     *
     * @param options the values of all of its options, by name
     * @return one line, without the name of the workload
     */
    default Optional<String> contradiction(Map<String, String> options) {
        return Optional.empty();
    }

    /** What a target must speak to take part. */
    Class<? extends Connection> protocol();

    /**
     * What every slot does, without limits of time, number or rate: those come from the spec by themselves.
     *
     * @param spec the test
     */
    Generator<O> generator(TestSpec spec);

    /**
     * About how many final operations a run has at most: of a run whose number of operations is given, so many are kept for the end,
     * half of them at most. More final operations than that are left out, and fewer are done over again.
     *
     * @param spec the test
     */
    default long finalOperationsAtMost(TestSpec spec) {
        return 2L * spec.keys();
    }

    /**
     * Begins a run.
     *
     * @param spec the test
     * @param target open
     * @param names the words of the history
     */
    Session<O> start(TestSpec spec, Target target, Names names);

    /** One run of a workload; shared by all processes. */
    interface Session<O> {
        /**
         * A client for a slot, connected; also for the final phase, whose slot is the number of slots. Asked again, later, for a
         * slot whose client does not come back: the new one goes on where that one was, so values that must be unique stay
         * so. Comes from the thread that will use it.
         *
         * @param slot from 0
         */
        Client<O> client(int slot);

        /**
         * The keys that came into use since this was last asked, by which a target's nodes share the data; none if a crash of one of them need not
         * be told from one of another. Asked now and then, from one thread.
         */
        default LongStream newKeys() {
            return LongStream.empty();
        }

        /**
         * What is done at the very end, when nothing else goes on: reads of everything that was touched, the most telling first. In
         * a run whose number of operations is given they are part of it; see {@link Workload#finalOperationsAtMost}.
         */
        List<O> finalOperations();
    }
}
