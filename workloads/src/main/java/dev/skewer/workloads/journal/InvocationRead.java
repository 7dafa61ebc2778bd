package dev.skewer.workloads.journal;

import java.io.Serializable;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one read saw of one invocation.
 *
 * @param metadata null if the invocation is unknown or purged
 * @param rows the entries found
 * @param state by key, with {@link Rows#FOREIGN} as there; null when the read did not take it
 */
public record InvocationRead(
        @Nullable Metadata metadata, Rows rows, @Nullable SortedMap<String, Long> state) implements Serializable {}
