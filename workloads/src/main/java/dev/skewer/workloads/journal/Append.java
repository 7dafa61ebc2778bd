package dev.skewer.workloads.journal;

/** One entry for one invocation. */
public record Append(long invocation, long entry) {}
