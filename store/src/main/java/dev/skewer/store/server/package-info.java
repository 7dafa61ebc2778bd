/**
 * The store as a process of its own: {@link dev.skewer.store.server.StoreServer} is its entry, and
 * {@link dev.skewer.store.server.StoreClient} one client's way to it.
 */
@NullMarked
package dev.skewer.store.server;

import org.jspecify.annotations.NullMarked;
