package dev.skewer.harness.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as a baseline has them: to two digits, so that what differs by chance seldom differs in the file, and short: {@code 12k}, {@code 1.3M}. */
final class Amount {
    private static final MathContext DIGITS = new MathContext(2, RoundingMode.HALF_UP);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)([kMG]?)");
    /** Each 1000 of the one before. */
    private static final String UNITS = "kMG";

    private Amount() {}

    /**
     * A number as text.
     *
     * @param value 0 or more; what is more than 0 stays so
     */
    static String text(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS);
        int unit = 0;
        while (unit < UNITS.length() && rounded.compareTo(BigDecimal.valueOf(1000)) >= 0) {
            rounded = rounded.movePointLeft(3);
            unit++;
        }
        return rounded.stripTrailingZeros().toPlainString() + (unit == 0 ? "" : UNITS.substring(unit - 1, unit));
    }

    /** A count as text. */
    static String text(long count) {
        return text((double) count);
    }

    /** The number that a text means; empty if it is none. */
    static OptionalDouble parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        int unit = UNITS.indexOf(parts.group(2)) + 1;
        return OptionalDouble.of(Double.parseDouble(parts.group(1))
                * Math.pow(1000, parts.group(2).isEmpty() ? 0 : unit));
    }
}
