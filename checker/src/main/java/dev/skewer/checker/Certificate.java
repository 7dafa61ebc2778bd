package dev.skewer.checker;

/**
 * Whether an answer was checked again, independently of what gave it.
 *
 * @param isCertified whether it was, and is right
 * @param how as a clause: what was checked, or why it could not be
 */
public record Certificate(boolean isCertified, String how) {}
