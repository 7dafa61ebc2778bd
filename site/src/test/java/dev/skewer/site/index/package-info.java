@NullMarked
package dev.skewer.site.index;

import org.jspecify.annotations.NullMarked;
