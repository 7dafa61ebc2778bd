@NullMarked
package dev.skewer.harness;

import org.jspecify.annotations.NullMarked;
