package dev.skewer.store;

/** What {@link YieldPoints#none()} is. */
enum NoYieldPoints implements YieldPoints {
    INSTANCE;

    @Override
    public void at(YieldPoint point, long invocation) {}
}
