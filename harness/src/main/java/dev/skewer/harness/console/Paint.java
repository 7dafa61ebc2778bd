package dev.skewer.harness.console;

import dev.skewer.checker.Validity;

/**
 * Colours for a terminal; the text itself where there is none.
 *
 * @param isOn whether escape sequences are written
 */
public record Paint(boolean isOn) {
    /** Important. */
    public String bold(String text) {
        return code("1", text);
    }

    /** Beside the point. */
    public String dim(String text) {
        return code("2", text);
    }

    /** Wrong. */
    public String bad(String text) {
        return code("1;31", text);
    }

    /** Right. */
    public String good(String text) {
        return code("1;32", text);
    }

    /** Undecided. */
    public String unsure(String text) {
        return code("1;33", text);
    }

    /** A verdict in its colour. */
    public String verdict(Validity valid, String text) {
        return switch (valid) {
            case TRUE -> good(text);
            case FALSE -> bad(text);
            case UNKNOWN -> unsure(text);
        };
    }

    private String code(String code, String text) {
        return isOn && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
