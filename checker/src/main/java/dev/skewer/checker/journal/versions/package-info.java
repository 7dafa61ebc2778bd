/**
 * One invocation: the order of its versions, and where in it each part stands.
 *
 * <p>{@code Scope} is the invocation that is looked at. {@code VersionOrder} recovers the order from what was reported,
 * {@code ReportedParts} and {@code LooseParts} find each part's {@code Placement} in it within its {@code Windows}, {@code Contents} and
 * {@code States} hold what was read against it, {@code ReadSkew} names what a read shows that no version has, and {@code RealTime} holds the
 * clock against the order. What is wrong is a {@code Finding}, kept in a {@code FindingBuffer}.
 */
@NullMarked
package dev.skewer.checker.journal.versions;

import org.jspecify.annotations.NullMarked;
