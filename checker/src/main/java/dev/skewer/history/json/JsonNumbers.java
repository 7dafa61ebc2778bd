package dev.skewer.history.json;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The numbers of JSON that have a fraction or an exponent. JSON has one kind of numbers, so that {@code 1}, {@code 1.0} and
 * {@code 1e0} are the same, whichever of them a writer chose; and they are exact: what a double does not hold is kept as EDN's
 * exact decimals are, by its text.
 */
final class JsonNumbers {
    /** The most digits that the integer may have that a number with an exponent stands for. */
    static final int MAX_DIGITS = 1_000;

    /** Decimals of so many characters differ as doubles if they differ. */
    private static final int SHORT = 16;

    /** Decimals of so many digits are what a double is written with. */
    private static final int DIGITS_OF_DOUBLE = 17;

    /** Integers below this are exact as doubles, and so few digits long that no other decimal of {@link #SHORT} is the same. */
    private static final double LARGE = 1e15;

    private JsonNumbers() {}

    /**
     * Appends a number to a tape.
     *
     * @param text as JSON has it
     * @return false if it has too many digits
     */
    static boolean add(String text, Tape tape, Symbols symbols) {
        double nearest = Double.parseDouble(text);
        if (text.length() <= SHORT && nearest != 0 && Math.abs(nearest) < LARGE) {
            if (nearest == Math.rint(nearest)) {
                tape.addInt((long) nearest);
            } else {
                tape.addDouble(nearest);
            }
            return true;
        }
        if (text.length() > MAX_DIGITS) {
            return false;
        }
        BigDecimal exact;
        try {
            exact = new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException e) {
            // An exponent of more than 32 bits.
            return false;
        }
        if (exact.scale() <= 0) {
            if ((long) exact.precision() - exact.scale() > MAX_DIGITS) {
                return false;
            }
            addInteger(exact.toBigInteger(), tape, symbols);
        } else if (exact.precision() <= DIGITS_OF_DOUBLE && nearest != 0) {
            tape.addDouble(nearest);
        } else {
            tape.addSymbol(symbols.intern(exact + "M"));
        }
        return true;
    }

    private static void addInteger(BigInteger integer, Tape tape, Symbols symbols) {
        if (integer.bitLength() < Long.SIZE) {
            tape.addInt(integer.longValue());
        } else {
            tape.addSymbol(symbols.intern(integer.toString()));
        }
    }
}
