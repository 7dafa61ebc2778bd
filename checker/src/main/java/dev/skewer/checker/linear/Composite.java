package dev.skewer.checker.linear;

/**
 * A model of an object that has several elements, such as the values in a queue or the keys of a store: an {@link Abstraction}
 * that leaves out all that concerns other elements. A known call that speaks of no element can be left out of any sequence. A contradiction among few elements
 * is easier to see than among all.
 */
public interface Composite extends Abstraction {
    /** What an element is: {@code value}, {@code key}; with an {@code s} in the plural. */
    String element();
}
