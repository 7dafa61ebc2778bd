package dev.skewer.results.summary;

import dev.skewer.results.Printable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/** Which characters stand in strings of JSON as escapes: those that JSON cannot have, and all that would do something on a terminal. */
final class UnsafeCharacters extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int DELETE = 0x7f;

    private final int[] ascii = standardAsciiEscapesForJSON();

    UnsafeCharacters() {
        ascii[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
        return Printable.isUnsafe((char) ch) ? new SerializedString(String.format("\\u%04x", ch)) : null;
    }
}
