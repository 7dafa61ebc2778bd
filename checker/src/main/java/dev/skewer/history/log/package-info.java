/**
 * Histories in what Jepsen writes for people: {@code JepsenLogReader} reads {@code jepsen.log} and {@code history.txt}, line by line.
 */
@NullMarked
package dev.skewer.history.log;

import org.jspecify.annotations.NullMarked;
