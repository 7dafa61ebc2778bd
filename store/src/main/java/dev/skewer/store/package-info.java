@NullMarked
package dev.skewer.store;

import org.jspecify.annotations.NullMarked;
