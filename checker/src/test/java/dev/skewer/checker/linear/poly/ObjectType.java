package dev.skewer.checker.linear.poly;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A type of object under test: what it does, random calls on it, and the algorithm that decides it. */
interface ObjectType extends BruteForce.Specification {
    /** Calls without intervals that one object answered in this order; some of unknown outcome, with or without effect. */
    List<SmallCall> sequence(Random random, int size);

    /** Calls with intervals and answers out of the air, but with unique values where the algorithm wants them so, mostly. */
    List<SmallCall> anything(Random random, int size);

    /** A call with the same name and another argument or answer. */
    SmallCall damaged(Random random, SmallCall call);

    /** The same call by a client that did not hear the answer. */
    SmallCall unanswered(SmallCall call);

    Decision decide(Calls calls);

    /** What is left of a history when all is forgotten that a contradiction is said not to need. */
    Calls core(Calls calls, int[] contradiction);

    /** What a contradiction still names when a call, and what can only be named with it, is taken out. */
    default int[] without(Calls calls, int[] contradiction, int call) {
        return Arrays.stream(contradiction).filter(other -> other != call).toArray();
    }
}
