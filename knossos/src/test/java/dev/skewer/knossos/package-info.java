/**
 * The same histories, judged by Skewer and by Knossos: {@link dev.skewer.knossos.KnossosTest}. Knossos is found by
 * {@link dev.skewer.knossos.PeerClasspath} when the tests run, loaded apart and called through Clojure by
 * {@link dev.skewer.knossos.Peer}; where it is not to be had, the tests are skipped and say why.
 */
@NullMarked
package dev.skewer.knossos;

import org.jspecify.annotations.NullMarked;
