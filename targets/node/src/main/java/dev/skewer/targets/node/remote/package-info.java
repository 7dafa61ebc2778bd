/**
 * The connections of a target that lives in another JVM: each call is a message to it, and its result another. For stores that are
 * libraries and so die with the program that uses them.
 */
@NullMarked
package dev.skewer.targets.node.remote;

import org.jspecify.annotations.NullMarked;
