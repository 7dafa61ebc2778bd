package dev.skewer.workloads.journal;

import dev.skewer.workloads.UniqueValues;
import java.util.ArrayList;

/**
 * Settles what a {@link JournalPlan} leaves open, for one slot, at the moment of invocation.
 *
 * <p>Values are the slot's {@link UniqueValues}. Ids and the numbers of trims and compacts come from the {@link KeyDirectory};
 * so does the bound on journals: whatever a cut wants, it leaves at most {@link #LONGEST} entries of those it knows of.
 */
final class JournalBinder {
    /** How many entries a trim or a compact leaves at most, by what is known. */
    static final int LONGEST = 32;

    private final KeyDirectory directory;
    private final UniqueValues values;

    JournalBinder(int slot, int slots, KeyDirectory directory) {
        this.directory = directory;
        this.values = new UniqueValues(slot, slots);
    }

    JournalOperation bind(JournalPlan plan) {
        if (plan instanceof JournalPlan.Read read) {
            return new JournalOperation.Read(directory.id(read.key(), read.back()), read.range(), read.state());
        }
        if (plan instanceof JournalPlan.Append append) {
            return new JournalOperation.AppendOne(new Append(directory.id(append.key(), append.back()), values.next()));
        }
        if (plan instanceof JournalPlan.SetState set) {
            return new JournalOperation.SetState(
                    directory.id(set.key()), JournalWords.stateKey(set.name()), values.next());
        }
        if (plan instanceof JournalPlan.Trim trim) {
            return new JournalOperation.Trim(directory.id(trim.key()), trimLength(trim));
        }
        if (plan instanceof JournalPlan.Compact compact) {
            return new JournalOperation.Compact(directory.id(compact.key()), compactFirst(compact));
        }
        if (plan instanceof JournalPlan.Scan scan) {
            return new JournalOperation.Scan(directory.together(scan.keys()));
        }
        if (plan instanceof JournalPlan.AppendAll all) {
            return bind(all);
        }
        if (plan instanceof JournalPlan.ReadMetadata read) {
            return new JournalOperation.ReadMetadata(directory.id(read.key()));
        }
        if (plan instanceof JournalPlan.ReadJournal read) {
            return new JournalOperation.ReadJournal(directory.id(read.key()));
        }
        return new JournalOperation.Purge(directory.id(((JournalPlan.Purge) plan).key()));
    }

    private JournalOperation.AppendAll bind(JournalPlan.AppendAll plan) {
        var appends = new ArrayList<Append>(plan.keys().size());
        for (long id : directory.together(plan.keys())) {
            appends.add(new Append(id, values.next()));
        }
        return new JournalOperation.AppendAll(appends);
    }

    private int trimLength(JournalPlan.Trim trim) {
        int first = directory.first(trim.key());
        int length = directory.length(trim.key());
        int wanted = switch (trim.cut()) {
            case DROP -> Math.max(first, length - trim.amount());
            case KEEP -> Math.min(length, first + trim.amount());
            case BEYOND -> length + trim.amount();
            case NOTHING -> length;
        };
        boolean tooLong = length - first > LONGEST;
        return tooLong ? Math.min(wanted, first + LONGEST) : wanted;
    }

    private int compactFirst(JournalPlan.Compact compact) {
        int first = directory.first(compact.key());
        int length = directory.length(compact.key());
        int wanted = switch (compact.cut()) {
            case DROP -> Math.min(length, first + compact.amount());
            case KEEP -> Math.max(first, length - compact.amount());
            case BEYOND -> length + compact.amount();
            case NOTHING -> first;
        };
        return Math.max(wanted, length - LONGEST);
    }
}
