/**
 * Logs with offsets, as Kafka has them: {@link dev.skewer.checker.invariant.kafka.KafkaRecords} are what was sent and polled,
 * {@link dev.skewer.checker.invariant.kafka.LogOrder} the order in which each log has them; what contradicts it is found in
 * messages by {@link dev.skewer.checker.invariant.kafka.MessageChecks} and in what each process does one after the other by
 * {@link dev.skewer.checker.invariant.kafka.ProcessChecks}. {@link dev.skewer.checker.invariant.kafka.Kafka} is the front door.
 */
@NullMarked
package dev.skewer.checker.invariant.kafka;

import org.jspecify.annotations.NullMarked;
