package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import java.util.ArrayList;
import java.util.List;

/** How a store that takes no care does a call: in several steps, between which others may come. */
final class Parts {
    private Parts() {}

    /** The steps of a call; the call itself if it has only one. */
    static List<Call> of(Call call) {
        List<Call> steps = new ArrayList<>();
        if (call instanceof AppendAll all) {
            steps.addAll(all.appends());
        } else if (call instanceof Scan scan) {
            scan.ids().forEach(id -> steps.add(new Scan(List.of(id))));
        } else if (call instanceof Read read && read.part() == Part.BOTH) {
            steps.add(new Read(read.id(), Part.METADATA, false, false));
            steps.add(new Read(read.id(), Part.JOURNAL, false, false));
            if (read.state()) {
                steps.add(read);
            }
        } else {
            steps.add(call);
        }
        return steps;
    }

    /**
     * What the call returns.
     *
     * @param results one for each of its steps
     */
    static Result join(Call call, List<Result> results) {
        if (results.size() == 1) {
            return results.get(0);
        } else if (call instanceof AppendAll) {
            List<Position> positions = new ArrayList<>();
            results.forEach(result -> positions.addAll(((Positions) result).positions()));
            return new Positions(positions);
        }
        List<View> views = new ArrayList<>();
        results.forEach(result -> views.addAll(((Views) result).views()));
        if (call instanceof Scan) {
            return new Views(views);
        }
        View metadata = views.get(0);
        View journal = views.get(1);
        return new Views(List.of(new View(
                metadata.id(),
                true,
                metadata.metadata(),
                journal.journal(),
                views.size() > 2 ? views.get(2).state() : null)));
    }
}
