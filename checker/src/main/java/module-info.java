/**
 * History in, verdict out.
 *
 * <p>{@link dev.skewer.checker.api} is the door for tests in Java, {@link dev.skewer.checker.jepsen} that for Jepsen's;
 * {@link dev.skewer.checker} has the checkers themselves, and what others that bring one have to implement.
 */
module dev.skewer.checker {
    requires static transitive org.jspecify;
    requires com.github.luben.zstd_jni;
    requires java.management;

    exports dev.skewer.checker;
    exports dev.skewer.checker.api;
    exports dev.skewer.checker.jepsen;
    exports dev.skewer.checker.linear;
    exports dev.skewer.history;
    exports dev.skewer.history.file;
    exports dev.skewer.registry;

    uses dev.skewer.checker.CheckerProvider;

    provides dev.skewer.checker.CheckerProvider with
            dev.skewer.checker.journal.JournalModels,
            dev.skewer.checker.linear.models.SequentialModels,
            dev.skewer.checker.transaction.TransactionModels,
            dev.skewer.checker.invariant.InvariantModels;
}
