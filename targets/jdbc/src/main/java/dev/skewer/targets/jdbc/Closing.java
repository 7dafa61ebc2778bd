package dev.skewer.targets.jdbc;

/** Closes what belongs to a connection of a client. */
final class Closing {
    private Closing() {}

    /**
     * Closes all, whatever becomes of the others.
     *
     * @throws IllegalStateException if one does not close well
     */
    static void close(AutoCloseable... all) {
        IllegalStateException failure = null;
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException(String.valueOf(e.getMessage()), e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
