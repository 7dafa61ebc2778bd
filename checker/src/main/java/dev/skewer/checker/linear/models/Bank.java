package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Additive;
import dev.skewer.checker.linear.Integers;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.Sums;
import dev.skewer.checker.linear.history.KeyName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bank: {@code transfer {:from a :to b :amount n}} moves money if there is enough, and {@code read} answers all balances,
 * from account to amount. No balance is ever negative, and amounts are integers of any size. To move a negative amount takes
 * it from the receiver; to move money from an account to itself changes nothing, and needs the money.
 *
 * <p>What the accounts hold at first may be left open: then the first read says it, less what was transferred before; whether
 * there was enough for that is not looked at.
 */
public final class Bank implements Model<Bank.Accounts>, Additive, Beginning {
    /**
     * The accounts.
     *
     * @param known whether the balances are, or only what was moved
     * @param balances by account; an account that is not there holds nothing
     */
    public record Accounts(boolean known, Map<KeyName, Number> balances) {
        private Number at(KeyName account) {
            return balances.getOrDefault(account, 0L);
        }

        /** That of the map is nearly the same for all states, as money that leaves one account comes to another. */
        @Override
        public int hashCode() {
            int hash = known ? 1 : 0;
            for (Map.Entry<KeyName, Number> each : balances.entrySet()) {
                int mixed = (31 * each.getKey().hashCode() + each.getValue().hashCode()) * 0x9E3779B9;
                hash += (mixed ^ mixed >>> 15) * 0x85EBCA6B;
            }
            return hash;
        }
    }

    /** Histories with more operations times accounts take too much memory as vectors. */
    private static final long MOST_NUMBERS = 1 << 22;

    private final Accounts initial;

    /**
     * A bank.
     *
     * @param initial the balances at first, by account: integers, none below zero; null to learn them from the first read
     * @throws IllegalArgumentException if they are none
     */
    public Bank(@Nullable Map<?, ?> initial) {
        if (initial == null) {
            this.initial = new Accounts(false, Map.of());
            return;
        }
        if (!Balances.SHAPE.fits(initial) || !Balances.arePossible(Balances.of(initial))) {
            throw new IllegalArgumentException(Literals.write(initial)
                    + " is no initial state; right would be balances such as {0 100, 1 100}, none below zero");
        }
        this.initial = new Accounts(true, Balances.without0(Balances.of(initial)));
    }

    @Override
    public @Nullable Object initialValue() {
        Map<Object, Object> balances = new HashMap<>();
        initial.balances.forEach((account, balance) -> balances.put(account.written(), balance));
        return initial.known ? balances : null;
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
    public List<Signature> signatures() {
        return List.of(Signature.of("transfer", Transfer.SHAPE), new Signature("read", Shape.ANY, Balances.SHAPE));
    }

    @Override
    public @Nullable Accounts step(Accounts accounts, Operation op) {
        if (op.f().equals("transfer")) {
            return moved(accounts, Transfer.of(op.input()));
        }
        return op.known() ? seen(accounts, Balances.of(op.output())) : accounts;
    }

    private static @Nullable Accounts moved(Accounts accounts, Transfer transfer) {
        if (accounts.known && Integers.compare(accounts.at(transfer.from()), transfer.amount()) < 0) {
            return null;
        }
        Map<KeyName, Number> balances = new HashMap<>(accounts.balances);
        balances.merge(transfer.from(), Integers.negated(transfer.amount()), Integers::sum);
        balances.merge(transfer.to(), transfer.amount(), Integers::sum);
        return new Accounts(accounts.known, Balances.without0(balances));
    }

    private static @Nullable Accounts seen(Accounts accounts, Map<KeyName, Number> balances) {
        if (!Balances.arePossible(balances)) {
            return null;
        }
        Accounts shown = new Accounts(true, Balances.without0(balances));
        return !accounts.known || shown.equals(accounts) ? shown : null;
    }

    @Override
    public String refusal(Accounts accounts, Operation op) {
        if (op.f().equals("transfer")) {
            KeyName from = Transfer.of(op.input()).from();
            return "account " + from + " holds only " + accounts.at(from);
        }
        for (Map.Entry<KeyName, Number> each : Balances.of(op.output()).entrySet()) {
            if (Integers.signum(each.getValue()) < 0) {
                return "account " + each.getKey() + " cannot hold " + each.getValue() + ", for none may be below zero";
            }
        }
        if (accounts.known) {
            for (Map.Entry<KeyName, Number> each : Balances.of(op.output()).entrySet()) {
                Number holds = accounts.at(each.getKey());
                if (!holds.equals(each.getValue())) {
                    return "account " + each.getKey() + " holds " + holds + ", not " + each.getValue();
                }
            }
        }
        return Model.super.refusal(accounts, op);
    }

    @Override
    public @Nullable Accounts stateAfter(Operation op) {
        return op.f().equals("read") ? seen(new Accounts(false, Map.of()), Balances.of(op.output())) : null;
    }

    @Override
    public String render(Accounts accounts) {
        String balances = Literals.write(accounts.balances);
        return accounts.known ? balances : "not known; moved " + balances;
    }

    /**
     * One number an account, and as the last one the sum of all, which no transfer changes. Numbers that do not fit are left
     * to the general search, and so are transfers of known outcome from an account to itself, which change no number and yet
     * are not always possible.
     */
    @Override
    public @Nullable Sums sums(List<Operation> operations) {
        Map<KeyName, Integer> accounts = new HashMap<>();
        initial.balances.keySet().forEach(account -> number(accounts, account));
        for (Operation op : operations) {
            if (op.f().equals("transfer")) {
                Transfer transfer = Transfer.of(op.input());
                number(accounts, transfer.from());
                number(accounts, transfer.to());
            } else if (op.known()) {
                Balances.of(op.output()).keySet().forEach(account -> number(accounts, account));
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
            if (op.f().equals("transfer")) {
                change[call] = change(accounts, Transfer.of(op.input()), op.known());
                if (change[call] == null) {
                    return null;
                }
            } else if (op.known()) {
                seen[call] = vector(accounts, Balances.of(op.output()));
                if (seen[call] == null) {
                    return null;
                }
            }
        }
        long[] first = initial.known ? vector(accounts, initial.balances) : null;
        return initial.known && first == null
                ? null
                : new Sums(total + 1, first, true, change, seen, vector -> render(accounts, vector));
    }

    private static void number(Map<KeyName, Integer> accounts, KeyName account) {
        accounts.putIfAbsent(account, accounts.size());
    }

    private static int numberOf(Map<KeyName, Integer> accounts, KeyName account) {
        return Objects.requireNonNull(accounts.get(account));
    }

    private static long @Nullable [] change(Map<KeyName, Integer> accounts, Transfer transfer, boolean known) {
        boolean isIdle = transfer.from().equals(transfer.to());
        if (!(transfer.amount() instanceof Long amount) || (isIdle && known && amount != 0)) {
            return null;
        }
        long[] change = new long[accounts.size() + 1];
        change[numberOf(accounts, transfer.from())] -= amount;
        change[numberOf(accounts, transfer.to())] += amount;
        return change;
    }

    private static long @Nullable [] vector(Map<KeyName, Integer> accounts, Map<KeyName, Number> balances) {
        long[] vector = new long[accounts.size() + 1];
        for (Map.Entry<KeyName, Number> each : balances.entrySet()) {
            if (!(each.getValue() instanceof Long balance)) {
                return null;
            }
            vector[numberOf(accounts, each.getKey())] = balance;
            vector[accounts.size()] += balance;
        }
        return vector;
    }

    private String render(Map<KeyName, Integer> accounts, long[] vector) {
        Map<KeyName, Number> balances = new HashMap<>();
        accounts.forEach((account, number) -> balances.put(account, vector[number]));
        return render(new Accounts(true, Balances.without0(balances)));
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals("transfer");
    }
}
