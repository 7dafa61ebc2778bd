package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Additive;
import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Sums;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bank: {@code transfer {:from a :to b :amount n}} moves money if there is enough, and {@code read} answers all balances,
 * from account to amount. No balance is ever negative. What the accounts hold at first may be left open: then the first
 * read says it, less what was transferred before.
 */
public final class Bank implements Model<Bank.Accounts>, Additive {
    /**
     * The accounts.
     *
     * @param known whether the balances are, or only what was moved
     * @param balances by account; an account that is not there holds nothing
     */
    public record Accounts(boolean known, Map<Object, Long> balances) {}

    /** Histories with more operations times accounts take too much memory as vectors. */
    private static final long MOST_NUMBERS = 1 << 22;

    private final Accounts initial;

    /**
     * A bank.
     *
     * @param initial the balances at first, by account; null to learn them from the first read
     */
    public Bank(@Nullable Map<Object, Long> initial) {
        this.initial = initial == null ? new Accounts(false, Map.of()) : new Accounts(true, without0(initial));
    }

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public Accounts initial() {
        return initial;
    }

    @Override
    public @Nullable Accounts step(Accounts accounts, Operation op) {
        return switch (op.f()) {
            case "transfer" -> transfer(accounts, op);
            case "read" -> op.known() ? read(accounts, op) : accounts;
            default -> throw op.unfit(":transfer {:from a :to b :amount n} or :read");
        };
    }

    private static @Nullable Accounts transfer(Accounts accounts, Operation op) {
        if (!(op.input() instanceof Map<?, ?> order) || !(field(order, "amount") instanceof Long amount)) {
            throw op.unfit(":transfer {:from a :to b :amount n}");
        }
        Object from = field(order, "from");
        Object to = field(order, "to");
        if (from == null || to == null) {
            throw op.unfit(":transfer {:from a :to b :amount n}");
        }
        Map<Object, Long> balances = new HashMap<>(accounts.balances());
        balances.merge(from, -amount, Long::sum);
        balances.merge(to, amount, Long::sum);
        boolean overdrawn = accounts.known() && balances.getOrDefault(from, 0L) < 0;
        return overdrawn ? null : new Accounts(accounts.known(), without0(balances));
    }

    private static @Nullable Accounts read(Accounts accounts, Operation op) {
        Map<Object, Long> balances = balances(op);
        if (balances.values().stream().anyMatch(balance -> balance < 0)) {
            return null;
        }
        Accounts shown = new Accounts(true, without0(balances));
        return !accounts.known() || shown.equals(accounts) ? shown : null;
    }

    /** What a read that returned saw. */
    private static Map<Object, Long> balances(Operation op) {
        if (!(op.output() instanceof Map<?, ?> seen)) {
            throw op.unfit("the balances, from account to amount");
        }
        Map<Object, Long> balances = new HashMap<>();
        for (Map.Entry<?, ?> each : seen.entrySet()) {
            Object account = each.getKey();
            if (account == null || !(each.getValue() instanceof Long balance)) {
                throw op.unfit("the balances, from account to amount");
            }
            balances.put(account, balance);
        }
        return balances;
    }

    @Override
    public String refusal(Accounts accounts, Operation op) {
        if (op.input() instanceof Map<?, ?> order && field(order, "from") != null) {
            Object from = Objects.requireNonNull(field(order, "from"));
            return "account " + Literals.write(from) + " holds only "
                    + accounts.balances().getOrDefault(from, 0L);
        }
        if (op.output() instanceof Map<?, ?> seen) {
            for (Map.Entry<?, ?> each : seen.entrySet()) {
                Object account = each.getKey();
                long holds = account == null ? 0 : accounts.balances().getOrDefault(account, 0L);
                if (accounts.known() && each.getValue() instanceof Long balance && balance != holds) {
                    return "account " + Literals.write(account) + " holds " + holds + ", not " + balance;
                }
            }
        }
        return Model.super.refusal(accounts, op);
    }

    @Override
    public String render(Accounts accounts) {
        String balances = Literals.write(accounts.balances());
        return accounts.known() ? balances : "not known; moved " + balances;
    }

    private static @Nullable Object field(Map<?, ?> order, String name) {
        Object value = order.get(new Keyword(name));
        return value == null ? order.get(name) : value;
    }

    private static Map<Object, Long> without0(Map<Object, Long> balances) {
        Map<Object, Long> kept = new HashMap<>(balances);
        kept.values().removeIf(balance -> balance == 0);
        return kept;
    }

    /** One number an account, and as the last one the sum of all, which no transfer changes. */
    @Override
    public @Nullable Sums sums(List<Operation> operations) {
        if (initial.balances().values().stream().anyMatch(balance -> balance < 0)) {
            return null;
        }
        Map<Object, Integer> accounts = new HashMap<>();
        initial.balances().keySet().forEach(account -> accounts.put(account, accounts.size()));
        for (Operation op : operations) {
            if (op.f().equals("transfer") && op.input() instanceof Map<?, ?> order) {
                number(accounts, field(order, "from"));
                number(accounts, field(order, "to"));
            } else if (op.output() instanceof Map<?, ?> balances) {
                balances.keySet().forEach(account -> number(accounts, account));
            }
        }
        int total = accounts.size();
        if ((long) total * operations.size() > MOST_NUMBERS) {
            return null;
        }
        long[][] change = new long[operations.size()][];
        long[][] seen = new long[operations.size()][];
        for (int call = 0; call < change.length; call++) {
            Operation op = operations.get(call);
            if (op.f().equals("read")) {
                seen[call] = op.known() ? vector(accounts, balances(op)) : null;
            } else {
                Map<?, ?> order = op.input() instanceof Map<?, ?> map ? map : Map.of();
                Integer from = accounts.get(field(order, "from"));
                Integer to = accounts.get(field(order, "to"));
                if (!op.f().equals("transfer")
                        || !(field(order, "amount") instanceof Long amount)
                        || from == null
                        || to == null
                        || amount < 0) {
                    return null;
                }
                change[call] = new long[total + 1];
                change[call][from] -= amount;
                change[call][to] += amount;
            }
        }
        long[] first = initial.known() ? vector(accounts, initial.balances()) : null;
        return new Sums(total + 1, first, true, change, seen, vector -> render(accounts, vector));
    }

    private static void number(Map<Object, Integer> accounts, @Nullable Object account) {
        if (account != null) {
            accounts.putIfAbsent(account, accounts.size());
        }
    }

    private static long[] vector(Map<Object, Integer> accounts, Map<?, Long> balances) {
        long[] vector = new long[accounts.size() + 1];
        balances.forEach((account, balance) -> {
            vector[Objects.requireNonNull(accounts.get(account))] = balance;
            vector[accounts.size()] += balance;
        });
        return vector;
    }

    private String render(Map<Object, Integer> accounts, long[] vector) {
        Map<Object, Long> balances = new HashMap<>();
        accounts.forEach((account, number) -> balances.put(account, vector[number]));
        return render(new Accounts(true, without0(balances)));
    }
}
