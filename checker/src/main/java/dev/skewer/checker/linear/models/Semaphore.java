package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Integers;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore: {@code acquire} takes a permit and returns once there is one, {@code release} gives one back. With one permit
 * it is a mutex. Releasing what nobody took is not allowed.
 */
public final class Semaphore implements Model<Number>, Beginning {
    private final String name;
    private final Number permits;

    private Semaphore(String name, Number permits) {
        this.name = name;
        this.permits = permits;
    }

    /** A lock that one at a time may hold. */
    public static Semaphore mutex() {
        return new Semaphore("mutex", 1L);
    }

    /**
     * A semaphore.
     *
     * @param permits how many there are; an integer of any size
     * @throws IllegalArgumentException if it is below zero
     */
    public static Semaphore of(Number permits) {
        if (Integers.signum(permits) < 0) {
            throw new IllegalArgumentException(
                    permits + " is no initial state; right would be how many permits there are");
        }
        return new Semaphore("semaphore", Integers.of(permits));
    }

    @Override
    public @Nullable Object initialValue() {
        return isMutex() ? null : permits;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Number initial() {
        return permits;
    }

    @Override
    public List<Signature> signatures() {
        return List.of(Signature.of("acquire", Shape.ANY), Signature.of("release", Shape.ANY));
    }

    @Override
    public @Nullable Number step(Number free, Operation op) {
        if (op.f().equals("acquire")) {
            return Integers.signum(free) > 0 ? Integers.sum(free, -1L) : null;
        }
        return free.equals(permits) ? null : Integers.sum(free, 1L);
    }

    private boolean isMutex() {
        return permits.equals(1L);
    }

    @Override
    public String refusal(Number free, Operation op) {
        if (isMutex()) {
            return op.f().equals("acquire") ? "somebody holds the lock" : "nobody holds the lock";
        }
        return op.f().equals("acquire") ? "no permit is free" : "nobody holds any of the " + permits + " permits";
    }

    @Override
    public @Nullable Number stateAfter(Operation op) {
        return !isMutex() ? null : op.f().equals("acquire") ? 0L : 1L;
    }

    @Override
    public String render(Number free) {
        return isMutex() ? free.equals(permits) ? "free" : "held" : free + " of " + permits + " permits free";
    }
}
