@NullMarked
package dev.skewer.results;

import org.jspecify.annotations.NullMarked;
