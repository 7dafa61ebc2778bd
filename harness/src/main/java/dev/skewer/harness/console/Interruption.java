package dev.skewer.harness.console;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns the first Ctrl-C into a wish to stop. What runs asks {@link #isWished} now and then, stops, heals, checks what it has
 * and exits with the code of its verdict. The second Ctrl-C ends the process at once.
 */
public final class Interruption {
    /** What a shell reports for a process that SIGINT ended. */
    private static final int KILLED_BY_INTERRUPT = 130;

    private final AtomicBoolean wished = new AtomicBoolean();
    private final boolean hearsSignals;
    private volatile Runnable onWish = () -> {};

    private Interruption(boolean hearsSignals) {
        this.hearsSignals = hearsSignals;
    }

    /** One that signals to this process can cause, once a command is ready for it. */
    public static Interruption bySignals() {
        return new Interruption(true);
    }

    /** One that only {@link #wish} causes. */
    public static Interruption byRequest() {
        return new Interruption(false);
    }

    /** Whether somebody wants the current work to stop. */
    public boolean isWished() {
        return wished.get();
    }

    /** Asks the current work to stop. */
    public void wish() {
        wished.set(true);
        onWish.run();
    }

    /**
     * Listens to SIGINT, SIGTERM and SIGHUP for the rest of the process's life. Called by commands that end in good order;
     * until then, and in others, signals end the process as usual.
     *
     * <p>A shutdown hook could not do this: once one runs, the exit code is fixed and the temporary files of native
     * libraries are deleted under the store. {@code sun.misc.Signal} has been in every JDK but is not in the language's
     * standard library, so it is reached by name; without it signals end the process as usual.
     *
     * @param action run at once when somebody wants the work to stop, besides what {@link #isWished} says
     */
    public void listen(Runnable action) {
        onWish = action;
        if (!hearsSignals) {
            return;
        }
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler onSignal = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    if (wished.get()) {
                        Runtime.getRuntime().halt(KILLED_BY_INTERRUPT);
                    }
                    wish();
                    return null;
                }
                return switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> arguments != null && proxy == arguments[0];
                    default -> "skewer's signal handler";
                };
            };
            Object ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, onSignal);
            for (String name : new String[] {"INT", "TERM", "HUP"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Another JVM, or a signal that it keeps to itself: Ctrl-C then ends the process as it always did.
            return;
        }
    }
}
