package dev.skewer.checker.transaction.weak;

/**
 * Levels that reads alone decide. In the words of Biswas and Enea (<em>On the Complexity of Checking Transactional Consistency</em>,
 * OOPSLA 2019): there is a commit order that agrees with who read what others wrote, such that if a transaction reads an object from a
 * second, any third that wrote the object and that the first has to see committed before the second. Levels differ in whom a transaction
 * has to see.
 */
public enum WeakLevel {
    /** No one in particular: Adya's PL-2. */
    READ_COMMITTED("read-committed"),
    /** With each read, those that its earlier reads saw: what Biswas and Enea, Plume and AWDIT call read committed. */
    MONOTONIC_ATOMIC_VIEW("monotonic-atomic-view"),
    /** Those that any of its reads saw. */
    READ_ATOMIC("read-atomic"),
    /** Those that any of its reads saw, all that these have to see, and so on. */
    CAUSAL("causal-cerone");

    private final String model;

    WeakLevel(String model) {
        this.model = model;
    }

    /** The consistency model that it is if the order of processes does not count. */
    public String model() {
        return model;
    }
}
