package dev.skewer.harness.cli;

import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.linear.Analysis;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.models.NilRead;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.JournalJudge;
import dev.skewer.harness.run.Judge;
import dev.skewer.harness.run.LinearizabilityJudge;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who judges a history of a model that was named on the command line. */
final class Courts {
    private Courts() {}

    /**
     * The judges of a model.
     *
     * @param model its name, which is one of {@link Models}
     * @param initial its initial state as EDN; null for the model's own
     * @param nilRead what an ok read of nil says; null to go by the format
     * @param keyed whether values are {@code [key value]} tuples: {@code auto}, {@code yes} or {@code no}
     * @param onlooker takes the analysis that a verdict rests on
     */
    static Judge.Court of(
            String model,
            @Nullable String initial,
            @Nullable String nilRead,
            String keyed,
            Consumer<Analysis> onlooker) {
        Names.check("keyed", keyed, List.of("auto", "yes", "no"));
        if (nilRead != null) {
            Names.check("nil-read", nilRead, List.of("any", "exact"));
        }
        if (model.equals(JournalChecker.MODEL)) {
            if (initial != null) {
                throw new UserException(
                        "check: the journal model has no --initial; every invocation begins with its first"
                                + " append");
            }
            if (!keyed.equals("auto")) {
                throw new UserException(
                        "check: the journal model has no --keyed; its operations name their invocation");
            }
            return JournalJudge.court();
        }
        Keyed tuples = Keyed.valueOf(keyed.toUpperCase(Locale.ROOT));
        // Whatever is wrong with the options is found before any file is read.
        sequential(model, initial, NilRead.ANY, Format.EDN);
        return new Judge.Court() {
            @Override
            public String model() {
                return model;
            }

            @Override
            public Judge judge(String source, Format format) {
                boolean isPorcupine = format == Format.PORCUPINE_ETCD || format == Format.PORCUPINE_KV;
                NilRead meaning = nilRead != null
                        ? NilRead.valueOf(nilRead.toUpperCase(Locale.ROOT))
                        : isPorcupine ? NilRead.EXACT : NilRead.ANY;
                return new LinearizabilityJudge(source, sequential(model, initial, meaning, format), tuples, onlooker);
            }
        };
    }

    private static Model<?> sequential(String model, @Nullable String initial, NilRead nilRead, Format format) {
        try {
            return ModelCatalog.named(model, initial == null ? null : Literals.read(initial, format), nilRead);
        } catch (IllegalArgumentException | HistoryException e) {
            throw new UserException("check: --initial " + initial + ": " + e.getMessage());
        }
    }
}
