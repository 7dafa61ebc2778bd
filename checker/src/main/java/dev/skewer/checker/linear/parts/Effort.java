package dev.skewer.checker.linear.parts;

import dev.skewer.checker.Budget;

/**
 * What explaining a verdict may still cost, in steps rather than in time: so the same history has the same explanation on
 * every machine, however busy it is, unless the time is over before. A step is about a tenth of a microsecond to a microsecond.
 * One thread.
 */
public class Effort {
    private static final int LOOKS = (1 << 6) - 1;

    private final Budget limit;
    private long left;
    private int looks;

    /**
     * Effort that nothing was spent of.
     *
     * @param steps how many there are
     */
    public Effort(long steps) {
        this(steps, Budget.unlimited());
    }

    /**
     * Effort that nothing was spent of.
     *
     * @param steps how many there are
     * @param limit ends it before they are spent
     */
    public Effort(long steps, Budget limit) {
        left = steps;
        this.limit = limit;
    }

    /** Spends some; what is spent beyond the end counts as well. */
    public void spend(long steps) {
        left -= steps;
    }

    /** How many steps are left, none if the time is over or the thread was interrupted. */
    public long left() {
        if ((looks++ & LOOKS) == 0 && limit.exhausted()) {
            left = 0;
        }
        return Math.max(0, left);
    }

    /** Whether there are none left. */
    public boolean isOver() {
        return left() == 0;
    }

    /** What ends it, however many steps are left. */
    public Budget limit() {
        return limit;
    }

    /** A share of what is left, for one of several attempts: it is spent here only when it is spent there. */
    public Effort share(long most) {
        return new Share(this, Math.min(most, left()));
    }

    private static final class Share extends Effort {
        private final Effort whole;

        Share(Effort whole, long steps) {
            super(steps, whole.limit);
            this.whole = whole;
        }

        @Override
        public void spend(long steps) {
            super.spend(steps);
            whole.spend(steps);
        }
    }
}
