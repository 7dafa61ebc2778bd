package dev.skewer.checker.journal.explain;

import dev.skewer.checker.Example;
import java.util.BitSet;

/**
 * A finding as it is told, before it is settled whether the operations of the cast prove it.
 *
 * @param title one line that says what happened
 * @param cast the operations
 * @param contradiction why they cannot all be as they are; names operations as the cast does
 * @param basis what it rests on
 */
public record Story(String title, Cast cast, String contradiction, Basis basis) {
    /** What a story rests on. */
    public enum Basis {
        /** The operations shown: they have no order, whatever the others did. */
        SHOWN,
        /** Operations that are not shown, too. */
        OTHERS
    }

    /** The operations shown. */
    public BitSet operations() {
        return cast.operations();
    }

    /** The same story, which shows more operations as well. */
    Story with(BitSet more) {
        Cast all = cast.with(more, "rules out what else would explain it");
        return new Story(
                title,
                all,
                contradiction + " " + all.names() + " have no order, whatever the others did.",
                Basis.SHOWN);
    }

    /** The same story, which rests on operations that it does not show. */
    Story restingOnOthers() {
        return new Story(title, cast, contradiction + " That takes more operations than are shown.", Basis.OTHERS);
    }

    /** The story as people read it. */
    public Example example() {
        return cast.tell(title, contradiction);
    }
}
