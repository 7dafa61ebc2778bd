@NullMarked
package dev.skewer.workloads;

import org.jspecify.annotations.NullMarked;
