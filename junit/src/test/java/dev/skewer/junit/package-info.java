@NullMarked
package dev.skewer.junit;

import org.jspecify.annotations.NullMarked;
