package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lock that its owner may {@code acquire} again and must {@code release} as often. The owner is the value of the call, or
 * the process that made it where there is none.
 */
public final class ReentrantMutex implements Model<ReentrantMutex.Lock> {
    /**
     * The lock.
     *
     * @param owner who holds it; null if it is free
     * @param times how often
     */
    public record Lock(@Nullable Object owner, int times) {
        private String holder() {
            return owner instanceof Caller caller ? "process " + caller.process() : Literals.write(owner);
        }
    }

    /** An owner that is a process; not the same as an owner whose name is that of the process. */
    private record Caller(String process) {}

    @Override
    public String name() {
        return "reentrant-mutex";
    }

    @Override
    public Lock initial() {
        return new Lock(null, 0);
    }

    @Override
    public List<Signature> signatures() {
        return List.of(Signature.of("acquire", Shape.ANY), Signature.of("release", Shape.ANY));
    }

    @Override
    public @Nullable Lock step(Lock lock, Operation op) {
        Object caller = op.input() == null ? new Caller(Objects.requireNonNull(op.process())) : op.input();
        boolean own = caller.equals(lock.owner());
        if (op.f().equals("acquire")) {
            return lock.times() == 0 || own ? new Lock(caller, lock.times() + 1) : null;
        }
        return own ? new Lock(lock.times() == 1 ? null : caller, lock.times() - 1) : null;
    }

    @Override
    public String refusal(Lock lock, Operation op) {
        return lock.times() == 0 ? "nobody holds the lock" : lock.holder() + " holds the lock";
    }

    @Override
    public boolean dependsOnProcess() {
        return true;
    }

    @Override
    public String render(Lock lock) {
        return lock.times() == 0 ? "free" : "held " + lock.times() + " times by " + lock.holder();
    }
}
