/**
 * Skewer as a checker of Jepsen tests: {@link dev.skewer.checker.jepsen.JepsenChecker} takes a history as Clojure has it in
 * memory and answers with a map, without depending on Clojure. {@code docs/jepsen.md} is the guide.
 */
@NullMarked
package dev.skewer.checker.jepsen;

import org.jspecify.annotations.NullMarked;
