package dev.skewer.checker.linear.models;

import org.jspecify.annotations.Nullable;

/**
 * What one cell holds.
 *
 * @param value null for nothing
 */
public record Held(@Nullable Object value) {}
