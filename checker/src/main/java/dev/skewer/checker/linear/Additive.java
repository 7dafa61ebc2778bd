package dev.skewer.checker.linear;

import dev.skewer.checker.linear.search.SumSearch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model whose states are vectors of numbers, to which each call adds something or of which it sees the whole: a counter, a
 * bank. Such calls commute, which a {@linkplain SumSearch search} can make use of.
 */
public interface Additive {
    /**
     * The calls as vectors.
     *
     * @return null if some call of these does not just add or see, or if numbers could overflow; then they are searched as
     *     those of any other model are
     */
    @Nullable Sums sums(List<Operation> operations);
}
