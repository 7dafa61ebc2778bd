/** The pages of the site, made of entries and of what lies in a run's folder; each has the frame of {@code SitePage}. */
@NullMarked
package dev.skewer.site.page;

import org.jspecify.annotations.NullMarked;
