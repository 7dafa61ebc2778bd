package dev.skewer.store;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one read saw of one invocation. Whether the parts are of one moment is a matter of the {@link ReadIsolation}.
 *
 * @param metadata null if the invocation is unknown or purged
 * @param journal the entries found
 * @param state the service's state by key; null when the read did not take it
 */
public record InvocationView(
        @Nullable Metadata metadata,
        Journal journal,
        @Nullable SortedMap<String, byte[]> state) {}
