/**
 * What the bytes of a text stand for, before there are values and names.
 *
 * <p>{@code EdnSyntax} is the alphabet of EDN, {@code EdnNumbers} and {@code EdnCharacters} are two of its atoms. {@code Digits},
 * {@code StringWords} and {@code ShortNames} look at eight bytes at a time, {@code Utf8} at one character, and {@code SeededHash}
 * keeps those who write histories from choosing names that collide.
 */
@NullMarked
package dev.skewer.history.text;

import org.jspecify.annotations.NullMarked;
