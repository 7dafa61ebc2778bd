package dev.skewer.workloads.target;

import org.jspecify.annotations.Nullable;

/**
 * Something about a target that can be set, with {@code --target-option NAME=VALUE}.
 *
 * @param name the name on the command line
 * @param sentence what it is, in one sentence
 * @param standard the value that holds where a test does not say; null if there is none
 */
public record TargetOption(
        String name, String sentence, @Nullable String standard) {}
