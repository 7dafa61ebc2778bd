package dev.skewer.checker.linear.search;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A list of integers that does not change, 4 bytes each: orders of a million operations are kept. */
public final class IntegerList extends AbstractList<Integer> implements RandomAccess {
    private final int[] numbers;

    private IntegerList(int[] numbers) {
        this.numbers = numbers;
    }

    /** A list of numbers, which are not copied and must not change any more. */
    public static List<Integer> of(int[] numbers) {
        return new IntegerList(numbers);
    }

    /** The same list if it is one that does not change, else a copy. */
    public static List<Integer> copyOf(List<Integer> list) {
        return list instanceof IntegerList ? list : List.copyOf(list);
    }

    @Override
    public Integer get(int index) {
        return numbers[index];
    }

    @Override
    public int size() {
        return numbers.length;
    }
}
