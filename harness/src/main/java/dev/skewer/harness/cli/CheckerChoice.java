package dev.skewer.harness.cli;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptionException;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.Checkers;
import dev.skewer.harness.console.UserException;
import dev.skewer.history.Format;
import dev.skewer.results.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checker that a command line names, and what it chooses for it. */
final class CheckerChoice {
    private final Checker checker;
    private final Map<String, String> texts;
    private final CheckOptions options;

    private CheckerChoice(Checker checker, Map<String, String> texts, CheckOptions options) {
        this.checker = checker;
        this.texts = texts;
        this.options = options;
    }

    /**
     * The choice of a model.
     *
     * @param model its name
     * @param chosen what was chosen, as it was written; null for what was not
     * @throws UserException if there is no such model, or it does not have that
     */
    static CheckerChoice of(String model, Map<CheckOption, @Nullable String> chosen) {
        Checker checker = Checkers.named(model).orElseThrow(() -> new UserException(Checkers.unknown(model)));
        CheckOptions options = CheckOptions.none();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<CheckOption, @Nullable String> entry : chosen.entrySet()) {
            CheckOption option = entry.getKey();
            String text = entry.getValue();
            if (text != null) {
                if (!option.values().isEmpty()) {
                    Names.check(option.name(), text, option.values());
                }
                texts.put(option.name(), text);
                options = options.withText(option, text);
            }
        }
        CheckerChoice choice = new CheckerChoice(checker, texts, options);
        // Whatever is wrong with the options is found before any file is read.
        choice.open("history", Format.EDN);
        return choice;
    }

    /** The model's name. */
    String model() {
        return checker.info().name();
    }

    /** Begins the check of a history with a name, stored in a format. */
    CheckSession open(String source, Format format) {
        try {
            return checker.open(options.of(source, format));
        } catch (CheckOptionException e) {
            throw new UserException(
                    e.isKnown()
                            ? "check: --" + e.option() + " " + Printable.line(String.valueOf(texts.get(e.option())))
                                    + ": " + e.getMessage()
                            : "check: the " + model() + " model has no --" + e.option() + "; " + e.getMessage(),
                    e);
        }
    }
}
