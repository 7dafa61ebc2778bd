package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Integers;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.history.KeyName;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the accounts of a bank hold, from account to amount. */
final class Balances {
    /** How balances are written: integers by account, no account twice. */
    static final Shape SHAPE = new Shape("the balances, as {0 10, 1 10}", Balances::areBalances);

    private Balances() {}

    private static boolean areBalances(@Nullable Object value) {
        return value instanceof Map<?, ?> balances
                && balances.entrySet().stream()
                        .allMatch(each -> each.getKey() != null && Shape.INTEGER.fits(each.getValue()))
                && of(balances).size() == balances.size();
    }

    /** Whether values of this {@link #SHAPE} are such that a bank can have: none below zero. */
    static boolean arePossible(Map<KeyName, Number> balances) {
        return balances.values().stream().allMatch(each -> Integers.signum(each) >= 0);
    }

    /**
     * Balances by account.
     *
     * @param written of this {@link #SHAPE}
     */
    static Map<KeyName, Number> of(@Nullable Object written) {
        Map<KeyName, Number> balances = new HashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(written))
                .forEach((account, amount) ->
                        balances.put(KeyName.of(Objects.requireNonNull(account)), (Number) amount));
        return balances;
    }

    /** The same where accounts that hold nothing are left out. */
    static Map<KeyName, Number> without0(Map<KeyName, Number> balances) {
        Map<KeyName, Number> kept = new HashMap<>(balances);
        kept.values().removeIf(balance -> Integers.signum(balance) == 0);
        return kept;
    }
}
