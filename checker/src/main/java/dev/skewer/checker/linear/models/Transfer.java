package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Integers;
import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.history.KeyName;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer of a bank moves.
 *
 * @param from the account that loses money
 * @param to the one that gains it; may be the same, which must have the money all the same
 * @param amount how much, not below zero
 */
record Transfer(KeyName from, KeyName to, Number amount) {
    /** How transfers are written. */
    static final Shape SHAPE = new Shape("{:from a :to b :amount n}", Transfer::isTransfer);

    private static boolean isTransfer(@Nullable Object value) {
        return value instanceof Map<?, ?> order
                && field(order, "from") != null
                && field(order, "to") != null
                && Shape.INTEGER.fits(field(order, "amount"));
    }

    /**
     * The transfer that an order is for: to move a negative amount is to move as much the other way.
     *
     * @param order of this {@link #SHAPE}
     */
    static Transfer of(@Nullable Object order) {
        Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(order);
        KeyName from = KeyName.of(required(fields, "from"));
        KeyName to = KeyName.of(required(fields, "to"));
        Number amount = (Number) required(fields, "amount");
        return Integers.signum(amount) < 0
                ? new Transfer(to, from, Integers.negated(amount))
                : new Transfer(from, to, amount);
    }

    private static Object required(Map<?, ?> order, String name) {
        return Objects.requireNonNull(field(order, name));
    }

    private static @Nullable Object field(Map<?, ?> order, String name) {
        Object value = order.get(new Keyword(name));
        return value == null ? order.get(name) : value;
    }
}
