package dev.skewer.checker.journal;

import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerProvider;
import java.util.List;

/** Offers the checker of journals. */
public final class JournalModels implements CheckerProvider {
    @Override
    public List<Checker> checkers() {
        return List.of(new JournalChecker());
    }
}
