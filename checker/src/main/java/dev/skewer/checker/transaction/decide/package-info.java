/**
 * Decides whether there is an order of transactions where reads and writes leave several open: serializability and snapshot isolation of
 * histories in which the order of some writes is not known. Both are NP-complete (Papadimitriou, <em>The Serializability of Concurrent
 * Database Updates</em>, JACM 1979; Biswas and Enea, OOPSLA 2019), so this is a search, within a budget.
 */
@NullMarked
package dev.skewer.checker.transaction.decide;

import org.jspecify.annotations.NullMarked;
