package dev.skewer.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.search.SearchAnswers;
import dev.skewer.checker.journal.search.SearchChoices;
import dev.skewer.checker.journal.search.SearchMoves;
import dev.skewer.checker.journal.search.SearchSpace;
import dev.skewer.checker.journal.search.SearchState;
import dev.skewer.checker.journal.search.SearchStrategy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A stack of choices does what one of objects would do. */
class SearchChoicesTest {
    private record Option(int operation, long scope) {}

    /** A choice as its documentation has it. */
    private static final class Choice {
        private final int at;
        private final int via;
        private final int[] marks;
        private final List<Option> all;
        private final List<Option> left;
        private long missing;
        private long blameOfMissing;
        private long conflict;

        private Choice(int at, int via, int[] marks, List<Option> all) {
            this.at = at;
            this.via = via;
            this.marks = marks;
            this.all = all;
            left = new ArrayList<>(all.subList(1, all.size()));
        }

        private int next() {
            for (Option option : left) {
                if ((option.scope() & conflict) != 0) {
                    left.remove(option);
                    return option.operation();
                }
            }
            return SearchChoices.NOTHING;
        }

        private boolean concerns(long invocations) {
            return (missing & invocations) != 0 || all.stream().anyMatch(option -> (option.scope() & invocations) != 0);
        }

        private void failed(long invocations) {
            conflict |= invocations;
            if ((missing & invocations) != 0) {
                conflict |= blameOfMissing;
            }
        }
    }

    private static SearchMoves noMoves() {
        JournalHistory history = new JournalHistoryBuilder().build();
        SearchSpace space = new SearchSpace(history, new InvocationParts(history), new int[0]);
        SearchState state = new SearchState(space);
        SearchStrategy strategy = new SearchStrategy(SearchStrategy.Thrift.NONE, 0, new BitSet());
        return new SearchMoves(space, state, new SearchAnswers(space, state), strategy);
    }

    @Test
    void itIsAStackOfChoicesEachWithItsOptionsAndItsConflict() {
        SearchMoves moves = noMoves();
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            SearchChoices choices = new SearchChoices();
            Deque<Choice> expected = new ArrayDeque<>();
            for (int step = 0; step < 1_500; step++) {
                assertThat(choices.isEmpty()).isEqualTo(expected.isEmpty());
                if (expected.isEmpty() || random.nextInt(3) == 0) {
                    expected.push(opened(choices, moves, random));
                    continue;
                }
                Choice last = Objects.requireNonNull(expected.peek());
                long some = few(random);
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        choices.failed(some);
                        last.failed(some);
                    }
                    case 2, 3 -> assertThat(choices.next()).as("seed %d", seed).isEqualTo(last.next());
                    case 4 -> assertThat(choices.concerns(some)).isEqualTo(last.concerns(some));
                    default -> {
                        if (random.nextInt(2) == 0) {
                            choices.close();
                            expected.pop();
                            continue;
                        }
                    }
                }
                assertThat(choices.conflict()).isEqualTo(last.conflict | SearchSpace.bit(last.at));
                assertThat(choices.at()).isEqualTo(last.at);
                assertThat(choices.via()).isEqualTo(last.via);
                assertThat(new int[] {
                            choices.stateMark(), choices.stackMark(), choices.placedBefore(), choices.seenBefore()
                        })
                        .isEqualTo(last.marks);
            }
            int depth = expected.size();
            assertThat(choices.bytes()).isBetween(depth * 80L, 80_000L + depth * 1_000L);
        }
    }

    private static long few(Random random) {
        return 1L << random.nextInt(6) | (random.nextBoolean() ? 1L << random.nextInt(64) : 0);
    }

    private static Choice opened(SearchChoices choices, SearchMoves moves, Random random) {
        List<Option> options = new ArrayList<>();
        moves.clear();
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 90 : 5); i >= 0; i--) {
            Option option = new Option(i - 2, few(random));
            options.add(option);
            moves.add(option.operation(), option.scope());
        }
        int at = random.nextInt(100);
        int via = random.nextInt(100) - 1;
        int[] marks = random.ints(4, 0, 1_000).toArray();
        Choice choice = new Choice(at, via, marks, options);
        choices.open(moves, at, via);
        choices.mark(marks[0], marks[1], marks[2], marks[3]);
        if (random.nextInt(3) == 0) {
            choice.missing = few(random);
            choice.blameOfMissing = few(random);
            choices.lacks(choice.missing, choice.blameOfMissing);
        }
        return choice;
    }
}
