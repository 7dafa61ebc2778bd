/** The sequential specifications that come with the checker, each as short as one that a user would write. */
@NullMarked
package dev.skewer.checker.linear.models;

import org.jspecify.annotations.NullMarked;
