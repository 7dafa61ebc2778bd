/**
 * The bytes of a history, from the file to the buffer that parsers look at.
 *
 * <p>{@code PeekedInput} shows the first bytes of a stream: {@code Compression} then reads through gzip or zstd as a {@code
 * DecodedInput}, and {@code FormatDetector} tells the format. {@code ByteInput} is the buffer, which knows the line and the column
 * of each byte; {@code LineInput} has the lines of formats whose events are lines. {@code BlockInput} is what streams that are read in blocks have in common.
 */
@NullMarked
package dev.skewer.history.input;

import org.jspecify.annotations.NullMarked;
