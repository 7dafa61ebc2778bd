/**
 * The bank workload: {@link dev.skewer.workloads.bank.BankWorkload} plans, {@link dev.skewer.workloads.bank.BankConnection} is
 * what a target offers.
 */
@NullMarked
package dev.skewer.workloads.bank;

import org.jspecify.annotations.NullMarked;
