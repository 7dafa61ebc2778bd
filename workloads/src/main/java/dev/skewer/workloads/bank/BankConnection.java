package dev.skewer.workloads.bank;

import dev.skewer.workloads.target.Connection;
import java.util.SortedMap;

/** The protocol of the {@link BankWorkload}: what a target does that keeps accounts. */
public interface BankConnection extends Connection {
    /**
     * Opens accounts, before anything else.
     *
     * @param accounts they are numbered from 0
     * @param balance what each holds
     */
    void open(int accounts, long balance);

    /** What all accounts hold, at one moment. */
    SortedMap<Long, Long> readAll();

    /**
     * Moves money if there is enough.
     *
     * @param amount more than 0
     * @return whether there was; if not, nothing changed
     */
    boolean transfer(long from, long to, long amount);
}
