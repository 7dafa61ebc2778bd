/**
 * The queue workloads: {@link dev.skewer.workloads.queue.QueueWorkload} plans, {@link dev.skewer.workloads.queue.QueueConnection} is
 * what a target offers, and {@link dev.skewer.workloads.queue.FifoQueueConnection} one that keeps their order.
 */
@NullMarked
package dev.skewer.workloads.queue;

import org.jspecify.annotations.NullMarked;
