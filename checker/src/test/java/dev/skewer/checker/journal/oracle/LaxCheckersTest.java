package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows that the random histories tell a right checker from wrong ones: each checker here overlooks one thing or takes
 * one thing for another, and a few thousand histories find it out, whichever way it is wrong.
 */
class LaxCheckersTest {
    private static final int HISTORIES = 2000;

    /** A wrong checker: the oracle, asked about a history that has been falsified first. */
    enum Lax {
        IGNORES_EPOCHS,
        IGNORES_INDEXES,
        IGNORES_FIRSTS,
        IGNORES_STATE,
        IGNORES_METADATA,
        IGNORES_JOURNALS,
        READS_THE_PARTS_APART,
        SCANS_ONE_BY_ONE,
        APPENDS_ALL_ONE_BY_ONE,
        IGNORES_REAL_TIME,
        TAKES_INFO_FOR_FAIL,
        TAKES_FAIL_FOR_INFO,
        FORGETS_OPEN_OPERATIONS,
        FORGETS_FINAL_READS;

        boolean says(List<SmallOp> ops) {
            return Oracle.linearizable(falsified(ops));
        }

        private List<SmallOp> falsified(List<SmallOp> ops) {
            return switch (this) {
                case IGNORES_EPOCHS -> RandomHistories.withholding(ops, true, false, false);
                case IGNORES_INDEXES -> RandomHistories.withholding(ops, false, true, false);
                case IGNORES_FIRSTS -> RandomHistories.withholding(ops, false, false, true);
                case IGNORES_STATE -> views(ops, view -> view.withState(null));
                case IGNORES_METADATA ->
                    views(ops, view -> new View(view.id(), false, null, view.journal(), view.state()));
                case IGNORES_JOURNALS -> views(ops, view -> view.withJournal(null));
                case READS_THE_PARTS_APART -> split(ops, Lax::parts);
                case SCANS_ONE_BY_ONE -> split(ops, Lax::scanned);
                case APPENDS_ALL_ONE_BY_ONE -> split(ops, Lax::appended);
                case IGNORES_REAL_TIME -> simultaneous(ops);
                case TAKES_INFO_FOR_FAIL -> each(ops, op -> op.end() == End.INFO ? op.ended(End.FAIL) : op);
                case TAKES_FAIL_FOR_INFO -> each(ops, op -> op.end() == End.FAIL ? op.ended(End.INFO) : op);
                case FORGETS_OPEN_OPERATIONS ->
                    ops.stream().filter(op -> op.end() != End.OPEN).toList();
                case FORGETS_FINAL_READS -> withoutFinalReads(ops);
            };
        }

        private static List<SmallOp> each(List<SmallOp> ops, UnaryOperator<SmallOp> change) {
            return ops.stream().map(change).toList();
        }

        private static List<SmallOp> views(List<SmallOp> ops, UnaryOperator<View> change) {
            return each(
                    ops,
                    op -> op.result() instanceof Views views
                            ? op.withResult(
                                    new Views(views.views().stream().map(change).toList()))
                            : op);
        }

        private static List<SmallOp> split(List<SmallOp> ops, Function<SmallOp, List<SmallOp>> parts) {
            return ops.stream().flatMap(op -> parts.apply(op).stream()).toList();
        }

        private static List<SmallOp> parts(SmallOp op) {
            if (op.call() instanceof Read read && read.part() == Part.BOTH && op.result() instanceof Views views) {
                View all = views.views().get(0);
                View metadata = new View(all.id(), true, all.metadata(), null, null);
                return List.of(
                        op.withResult(new Views(List.of(metadata))),
                        op.withResult(new Views(List.of(new View(all.id(), false, null, all.journal(), all.state())))));
            }
            return List.of(op);
        }

        private static List<SmallOp> scanned(SmallOp op) {
            if (op.call() instanceof Scan && op.result() instanceof Views views) {
                return views.views().stream()
                        .map(view -> op.with(new Scan(List.of(view.id())), new Views(List.of(view))))
                        .toList();
            }
            return List.of(op);
        }

        private static List<SmallOp> appended(SmallOp op) {
            if (op.call() instanceof AppendAll all && op.result() instanceof Positions positions) {
                List<SmallOp> single = new ArrayList<>();
                for (Append append : all.appends()) {
                    single.add(op.with(
                            append, new Positions(List.of(positions.positions().get(single.size())))));
                }
                return single;
            }
            return List.of(op);
        }

        private static List<SmallOp> simultaneous(List<SmallOp> ops) {
            return ops.stream()
                    .map(op -> op.at(
                            op.process(),
                            op.invoked() - 1000,
                            op.completed() == SmallOp.NEVER ? SmallOp.NEVER : op.completed() + 1000))
                    .toList();
        }

        private static List<SmallOp> withoutFinalReads(List<SmallOp> ops) {
            int end = ops.size();
            while (end > 0 && ops.get(end - 1).call().isRead()) {
                end--;
            }
            return ops.subList(0, end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFewThousandHistoriesFindItOut(Lax lax) {
        int wrong = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<SmallOp> ops = RandomHistories.any(seed).ops();
            if (ops.size() > 11) {
                continue; // What it overlooks may make its search a long one.
            }
            wrong += Oracle.linearizable(ops) == lax.says(ops) ? 0 : 1;
        }
        System.out.printf("%s is wrong about %d of %d histories%n", lax, wrong, HISTORIES);
        assertThat(wrong).isGreaterThan(HISTORIES / 1000);
    }
}
