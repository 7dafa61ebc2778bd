package dev.skewer.store.partition;

import dev.skewer.store.Command;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Commands as they come, on a few invocations. */
final class RandomCommands {
    /** Neighbours, the ends of the key space, and more than one of each partition. */
    static final long[] INVOCATIONS = {0, 1, 2, 3, -1, -2, Long.MAX_VALUE, Long.MIN_VALUE};

    private RandomCommands() {}

    /** Any command on one of them, some of which are refused. */
    static Arbitrary<Command> any() {
        Arbitrary<Long> id = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(0L, 1L)),
                Tuple.of(
                        2,
                        Arbitraries.integers()
                                .between(0, INVOCATIONS.length - 1)
                                .map(i -> INVOCATIONS[i])));
        Arbitrary<String> entry = Arbitraries.strings().ascii().ofMaxLength(12);
        Arbitrary<String> key = Arbitraries.of("", "a", "b", "é", "long key \u0000\uFFFF");
        Arbitrary<Integer> index = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(0, 8)), Tuple.of(1, Arbitraries.of(Integer.MAX_VALUE)));
        Arbitrary<Command.Append> append = Arbitraries.frequencyOf(
                Tuple.of(8, Combinators.combine(id, entry).as(Commands::append)),
                Tuple.of(
                        1,
                        Combinators.combine(id, entry, Arbitraries.integers().between(0, 4))
                                .as(Commands::appendIf)));
        return Arbitraries.frequencyOf(
                Tuple.of(8, append.map(command -> command)),
                Tuple.of(3, append.list().ofMinSize(1).ofMaxSize(4).map(Command.AppendAll::new)),
                Tuple.of(3, Combinators.combine(id, key, entry).as(Commands::setState)),
                Tuple.of(4, Combinators.combine(id, index).as(Command.Trim::new)),
                Tuple.of(3, Combinators.combine(id, index).as(Command.Compact::new)),
                Tuple.of(1, id.map(Command.Create::new)),
                Tuple.of(1, id.map(Command.Purge::new)));
    }
}
