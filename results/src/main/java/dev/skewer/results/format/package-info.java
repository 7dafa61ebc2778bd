/**
 * Reports of all forms, by name: {@code Reports} is the registry, a {@code Report} turns a summary into a file's content.
 *
 * <p>Forms for machines are here, pages and Markdown in {@link dev.skewer.results.report}: {@code JUnitReport}, {@code SarifReport} with its
 * {@code SarifRules}, {@code WorkflowAnnotations}. They are made of {@linkplain dev.skewer.results.outcome outcomes}, so that all agree on what failed.
 */
@NullMarked
package dev.skewer.results.format;

import org.jspecify.annotations.NullMarked;
