package dev.skewer.checker.transaction;

import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerProvider;
import java.util.List;

/** The checkers of transactions. */
public final class TransactionModels implements CheckerProvider {
    @Override
    public List<Checker> checkers() {
        return List.of(TransactionChecker.listAppend(), TransactionChecker.registers(), TransactionChecker.sets());
    }
}
