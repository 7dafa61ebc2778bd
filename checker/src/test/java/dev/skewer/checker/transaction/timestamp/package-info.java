/** What timestamps say of histories, compared with their definition. */
@NullMarked
package dev.skewer.checker.transaction.timestamp;

import org.jspecify.annotations.NullMarked;
