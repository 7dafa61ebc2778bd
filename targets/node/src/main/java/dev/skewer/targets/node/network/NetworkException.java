package dev.skewer.targets.node.network;

/** A network cannot be made here, or not changed. The message is one line. */
public final class NetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NetworkException(String message) {
        super(message);
    }
}
