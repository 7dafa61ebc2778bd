/**
 * Stored runs and campaigns in a browser. {@code SiteServer} is the front door; {@code Site} turns what is asked for into an
 * {@code Answer}, without knowing of sockets, and {@code SiteHandler} sends it. What is found is {@linkplain dev.skewer.site.files opened},
 * {@linkplain dev.skewer.site.index known} and {@linkplain dev.skewer.site.page shown} by the packages in it. Nothing is ever written.
 */
@NullMarked
package dev.skewer.site;

import org.jspecify.annotations.NullMarked;
