package dev.skewer.workloads.queue;

/** The protocol of {@link QueueWorkload#FIFO}: queues that promise to give out first what was put in first. */
public interface FifoQueueConnection extends QueueConnection {}
