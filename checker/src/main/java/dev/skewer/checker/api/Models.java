package dev.skewer.checker.api;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.checker.linear.models.ModelCatalog;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The built-in models, with the operations that {@code skewer explain NAME} shows. A model of your own implements
 * {@link Model}.
 */
public final class Models {
    private Models() {}

    /** A register that holds nothing at first: {@code read}, {@code write v}. */
    public static Model<?> register() {
        return register(null);
    }

    /** A register with an initial value. A read that answers null learnt nothing. */
    public static Model<?> register(@Nullable Object initial) {
        return register(initial, NilRead.ANY);
    }

    /**
     * A register.
     *
     * @param nilRead whether a read that answers null learnt nothing, or saw a register that held nothing
     */
    public static Model<?> register(@Nullable Object initial, NilRead nilRead) {
        return named("register", initial, nilRead);
    }

    /** A register that holds nothing at first and has {@code cas [from to]} too; a cas that did not match is a fail. */
    public static Model<?> casRegister() {
        return casRegister(null);
    }

    /** A register with compare-and-set and an initial value. A read that answers null learnt nothing. */
    public static Model<?> casRegister(@Nullable Object initial) {
        return casRegister(initial, NilRead.ANY);
    }

    /**
     * A register with compare-and-set.
     *
     * @param nilRead whether a read that answers null learnt nothing, or saw a register that held nothing
     */
    public static Model<?> casRegister(@Nullable Object initial, NilRead nilRead) {
        return named("cas-register", initial, nilRead);
    }

    /**
     * Several registers and transactions over them: {@code txn [[read k v] [write k v] …]}.
     *
     * @param initial what they hold at first, by key; the others hold nothing
     */
    public static Model<?> multiRegister(Map<?, ?> initial) {
        return named("multi-register", initial);
    }

    /** A lock: {@code acquire}, {@code release}. */
    public static Model<?> mutex() {
        return named("mutex", null);
    }

    /** A lock that its owner, the process or the value of the call, may acquire again. */
    public static Model<?> reentrantMutex() {
        return named("reentrant-mutex", null);
    }

    /** Permits: {@code acquire}, {@code release}. */
    public static Model<?> semaphore(int permits) {
        return named("semaphore", permits);
    }

    /** First in, first out: {@code enqueue v}, {@code dequeue}, which answers null if there was nothing. */
    public static Model<?> fifoQueue() {
        return named("fifo-queue", null);
    }

    /** In any order out: {@code enqueue v}, {@code dequeue}. */
    public static Model<?> unorderedQueue() {
        return named("unordered-queue", null);
    }

    /** Last in, first out: {@code push v}, {@code pop}. */
    public static Model<?> stack() {
        return named("stack", null);
    }

    /** The least first: {@code insert v}, {@code extract-min}. */
    public static Model<?> priorityQueue() {
        return named("priority-queue", null);
    }

    /** A set: {@code add v}, {@code remove v}, {@code contains v}, {@code read}, which answers all elements. */
    public static Model<?> set() {
        return named("set", null);
    }

    /** A counter: {@code add n}, {@code read}. */
    public static Model<?> counter(long initial) {
        return named("counter", initial);
    }

    /** Keys and values: {@code get}, {@code put v}, {@code append v}, {@code cas [from to]}, {@code delete}, each on a key. */
    public static Model<?> keyValueStore() {
        return named("kv", null);
    }

    /** Accounts, {@code transfer {from a, to b, amount n}} and {@code read}; the first read says what they hold. */
    public static Model<?> bank() {
        return named("bank", null);
    }

    /** Accounts that hold something at first, by account. */
    public static Model<?> bank(Map<?, ? extends Number> initial) {
        return named("bank", initial);
    }

    private static Model<?> named(String name, @Nullable Object initial) {
        return named(name, initial, NilRead.ANY);
    }

    /**
     * The model that the command line calls by a name.
     *
     * @param name one of {@link ModelCatalog#names}
     * @param initial its initial state; null for its own
     * @param nilRead what a read of nil says, for registers
     * @throws IllegalArgumentException if there is no such model or it has no such state; says what would be right
     */
    public static Model<?> named(String name, @Nullable Object initial, NilRead nilRead) {
        if (!ModelCatalog.names().contains(name)) {
            throw new IllegalArgumentException(
                    "no model " + name + "; right would be " + String.join(", ", ModelCatalog.names()));
        }
        return ModelCatalog.named(name, JavaValues.forModel(initial), nilRead);
    }
}
