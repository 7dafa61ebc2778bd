package dev.skewer.checker.linear;

/**
 * What explaining a verdict may still cost, in steps rather than in time: so the same history has the same explanation on
 * every machine, however busy it is. A step is about a tenth of a microsecond to a microsecond. One thread.
 */
class Effort {
    private long left;

    /**
     * Effort that nothing was spent of.
     *
     * @param steps how many there are
     */
    Effort(long steps) {
        left = steps;
    }

    /** Spends some; what is spent beyond the end counts as well. */
    void spend(long steps) {
        left -= steps;
    }

    /** How many steps are left, none if the thread was interrupted. */
    long left() {
        return Thread.currentThread().isInterrupted() ? 0 : Math.max(0, left);
    }

    /** Whether there are none left. */
    boolean isOver() {
        return left() == 0;
    }

    /** A share of what is left, for one of several attempts: it is spent here only when it is spent there. */
    Effort share(long most) {
        return new Share(this, Math.min(most, left()));
    }

    private static final class Share extends Effort {
        private final Effort whole;

        Share(Effort whole, long steps) {
            super(steps);
            this.whole = whole;
        }

        @Override
        void spend(long steps) {
            super.spend(steps);
            whole.spend(steps);
        }
    }
}
