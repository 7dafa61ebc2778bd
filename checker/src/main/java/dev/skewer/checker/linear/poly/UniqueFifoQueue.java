package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;

/**
 * First-in, first-out queues into which every value that came out was put once.
 *
 * <p>Calls: {@link #ENQUEUE} with a = the value; {@link #DEQUEUE} with a = the value that came out, or NONE if it was empty.
 *
 * <p><b>Theorem</b> (the bad patterns of Henzinger, Sezgin & Vafeiadis, <i>Aspect-oriented linearizability proofs</i>, CONCUR
 * 2013, and Bouajjani, Emmi, Enea & Hamza, <i>On reducing linearizability to state reachability</i>, ICALP 2015; a sweep in
 * n log n is also in Abdulla et al., <i>Efficient linearizability monitoring</i>, PLDI 2025, and Lee & Mathur, <i>Efficient
 * decrease-and-conquer linearizability monitoring</i>, OOPSLA 2025). A history is linearizable if and only if no value
 * came out before it was put in, or twice, or without having been put in; {@link EmptyAnswers} finds nothing; and there are
 * no values a and b such that a was in before b was put in, and b was out before a was taken out.
 *
 * <p>Proof that this is enough. In the words of {@link Stays}, a value has an interval of entry (from the invocation of its
 * insertion to enteredBy) and one of leaving (leftAfter to leftBy). Say a → b if a's entry, or a's leaving, is over before
 * b's begins. A shortest cycle has two values: two steps of the same sort in a row could be made one, so sorts alternate,
 * and of two steps of the same sort, a → b and c → d, one of a → d and c → b holds too and cuts the cycle short. So without
 * such a pair there is an order of all values with every → in it. Let them enter in this order, each as early as it can
 * after those before, and leave in this order likewise: if that came too late for one, a value before it began its entry or
 * leaving when its own was over, against →. An empty answer cuts the history as shown at EmptyAnswers; all → between
 * the two sides point forward and no new one arises on either side.
 *
 * <p><b>Unknown outcomes.</b> A removal of unknown outcome may have taken out a stuck value. A stuck value that was in before
 * another was put in must be out before that one, so the removal must have begun by the time the other was out; and this is
 * the only demand on it but for those of EmptyAnswers. As there, these deadlines ascend with the time of entry, so by
 * Hall's theorem the removals suffice if and only if for every value b that came out those stuck values that were in before
 * b was put in are at most as many as the removals that began before b was out. (Stuck values before one that has a deadline
 * have one too, so none that must leave waits for one that does not.)
 *
 * <p><b>Not decided:</b> histories in which a value that came out was put in by several calls.
 *
 * <p>O(n) if the ranks leave few gaps, else O(n log n); about 50 bytes a call and 8 a value id while it runs. Of a
 * contradiction all calls may be left out that concern only values, or are empty answers, that it does not name; but not
 * the removals of unknown outcome.
 */
public final class UniqueFifoQueue {
    /** Puts a in. */
    public static final int ENQUEUE = Stays.INSERT;
    /** Takes a out, or finds the queue empty. */
    public static final int DEQUEUE = Stays.REMOVE;

    private final Stays stays;
    /** By insertion: how many stuck values were in before it began. */
    private final int[] stuckBefore;
    /** Of the values that are in, the one that leaves last, and after when. */
    private int last = NONE;

    private int lastLeaves = -1;

    private UniqueFifoQueue(Stays stays) {
        this.stays = stays;
        stuckBefore = new int[stays.stuck == 0 ? 0 : stays.calls.size];
    }

    /** Decides whether the calls are linearizable. */
    public static Decision decide(Calls calls) {
        Stays stays = new Stays(calls);
        if (stays.verdict() != Decision.TRUE) {
            return stays.verdict();
        }
        Decision order = new UniqueFifoQueue(stays).decideOrder();
        return order == Decision.TRUE ? EmptyAnswers.decide(stays).by(() -> new FifoOrder(stays).order()) : order;
    }

    private Decision decideOrder() {
        int[] event = stays.time.event;
        int stuck = 0;
        int removals = 0;
        for (int t = 0; t < event.length; t++) {
            stays.calls.watch(t);
            if (event[t] >= 0) {
                int call = event[t];
                if (stays.isRemoved(call)) {
                    if (lastLeaves > stays.leftBy(call)) {
                        return overtaken(call);
                    }
                    if (stuck != 0) {
                        stuckBefore[call] = stuck;
                    }
                } else if (stays.isLostRemoval(call)) {
                    removals++;
                }
            } else {
                int call = ~event[t];
                int in = stays.insertion(call);
                if (stays.isRemoved(call)) {
                    // If it was taken out before, it was so before whatever begins from now on.
                    enter(call);
                } else if (stays.isStuck(call)) {
                    stuck++;
                } else if (in != NONE && stuck > removals && stuckBefore[in] > removals) {
                    return leftBehind(in);
                }
            }
        }
        return Decision.TRUE;
    }

    private void enter(int stay) {
        int leaves = stays.leftAfter(stay);
        if (leaves > lastLeaves) {
            lastLeaves = leaves;
            last = stay;
        }
    }

    private Decision overtaken(int by) {
        return Decision.contradiction(
                "of two values the one that was put in first came out last",
                last,
                stays.removal(last),
                by,
                stays.removal(by));
    }

    private Decision leftBehind(int by) {
        IntList shown = new IntList();
        shown.add(by);
        shown.add(stays.removal(by));
        for (int call = 0; call < stays.calls.size; call++) {
            if (stays.isStuck(call) && stays.end[call] < stays.begin[by]) {
                shown.add(call);
            }
        }
        return Decision.contradiction(
                "a value came out before values that were put in earlier and never came out", shown.toArray());
    }
}
