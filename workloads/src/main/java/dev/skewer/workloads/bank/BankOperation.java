package dev.skewer.workloads.bank;

/** One operation on the accounts. */
public sealed interface BankOperation {
    /** Read all of them. */
    record ReadAll() implements BankOperation {}

    /** Move money from one to another. */
    record Transfer(long from, long to, long amount) implements BankOperation {}
}
