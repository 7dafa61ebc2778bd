package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore: {@code acquire} takes a permit and returns once there is one, {@code release} gives one back. With one permit
 * it is a mutex. Releasing what nobody took is not allowed.
 */
public final class Semaphore implements Model<Long> {
    private final String name;
    private final long permits;

    private Semaphore(String name, long permits) {
        this.name = name;
        this.permits = permits;
    }

    /** A lock that one at a time may hold. */
    public static Semaphore mutex() {
        return new Semaphore("mutex", 1);
    }

    /**
     * A semaphore.
     *
     * @param permits how many there are
     */
    public static Semaphore of(long permits) {
        return new Semaphore("semaphore", permits);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Long initial() {
        return permits;
    }

    @Override
    public @Nullable Long step(Long free, Operation op) {
        return switch (op.f()) {
            case "acquire" -> free > 0 ? free - 1 : null;
            case "release" -> free < permits ? free + 1 : null;
            default -> throw op.unfit(":acquire or :release");
        };
    }

    @Override
    public String refusal(Long free, Operation op) {
        if (permits == 1) {
            return op.f().equals("acquire") ? "somebody holds the lock" : "nobody holds the lock";
        }
        return op.f().equals("acquire") ? "no permit is free" : "nobody holds any of the " + permits + " permits";
    }

    @Override
    public String render(Long free) {
        return permits == 1 ? free == 1 ? "free" : "held" : free + " of " + permits + " permits free";
    }
}
