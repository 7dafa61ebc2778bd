package dev.skewer.benchmarks;

import dev.skewer.history.Symbols;

/** The names in the operations of the journal workload, interned once. */
final class JournalNames {
    final Symbols symbols = new Symbols();
    final int id = symbols.intern("id");
    final int entry = symbols.intern("entry");
    final int epoch = symbols.intern("epoch");
    final int index = symbols.intern("index");
    final int first = symbols.intern("first");
    final int length = symbols.intern("length");
    final int key = symbols.intern("key");
    final int metadata = symbols.intern("metadata");
    final int journal = symbols.intern("journal");
    final int state = symbols.intern("state");
    /** The keys of an invocation's state. */
    final int[] stateKeys = {symbols.intern("a"), symbols.intern("b"), symbols.intern("c")};
}
