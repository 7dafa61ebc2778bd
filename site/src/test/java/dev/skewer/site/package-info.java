@NullMarked
package dev.skewer.site;

import org.jspecify.annotations.NullMarked;
