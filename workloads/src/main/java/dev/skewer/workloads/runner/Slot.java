package dev.skewer.workloads.runner;

import dev.skewer.workloads.generator.SlotStream;

/**
 * A place in which one logical process after another lives. What survives them: the stream of operations, the record, and how far
 * the schedule has slipped. Used by one {@link Worker} at a time; the next one takes over what the last one left.
 *
 * @param <O> what the workload's generator makes
 */
final class Slot<O> {
    final int number;
    final SlotStream<O> stream;
    final Lane lane;
    private final int slots;
    private volatile int process;
    /** How much later operations are due than they were planned, in nanoseconds. */
    long slip;
    /** How many operations ended otherwise than ok since the last one that did. */
    int failuresInARow;

    /**
     * A slot in which nothing has happened.
     *
     * @param number from 0, as the workload's clients have it
     * @param process the first process
     * @param slots what a process's number and the next one's differ by
     */
    Slot(int number, int process, int slots, SlotStream<O> stream, Lane lane) {
        this.number = number;
        this.process = process;
        this.slots = slots;
        this.stream = stream;
        this.lane = lane;
    }

    /** The process that lives in it now, or lived last. */
    int process() {
        return process;
    }

    /** The process has ended; the next one takes its place, with the number that Jepsen would give it. */
    void nextProcess() {
        int ended = process;
        process = ended + slots;
    }
}
