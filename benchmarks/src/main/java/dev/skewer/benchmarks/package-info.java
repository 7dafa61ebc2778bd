@NullMarked
package dev.skewer.benchmarks;

import org.jspecify.annotations.NullMarked;
