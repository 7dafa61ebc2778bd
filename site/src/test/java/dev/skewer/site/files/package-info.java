@NullMarked
package dev.skewer.site.files;

import org.jspecify.annotations.NullMarked;
