package dev.skewer.checker.linear;

import dev.skewer.checker.linear.models.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A client of a key to which strings are appended, from few values or many: some come several times, some end as others do,
 * some are put as well.
 */
final class GrowingKeyClient implements RandomCalls.Client<Held> {
    private static final List<String> WORDS =
            List.of("a", "b", "ab", "c", "ba", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q");

    private final int words;
    private final List<String> seen = new ArrayList<>(List.of("", "a", "ab", "abab"));

    GrowingKeyClient(long seed) {
        words = 3 + new Random(seed).nextInt(WORDS.size() - 2);
    }

    private String word(Random random) {
        return WORDS.get(random.nextInt(words));
    }

    @Override
    public Operation ask(Random random) {
        String value = word(random);
        return switch (random.nextInt(12)) {
            case 0 -> new Operation("put", null, value, value, true);
            case 1 -> {
                List<Object> pair = List.of(seen.get(random.nextInt(seen.size())), value);
                yield new Operation("cas", null, pair, pair, true);
            }
            case 2 -> new Operation(random.nextInt(4) > 0 ? "get" : "delete", null, null, null, true);
            case 3, 4, 5, 6 -> new Operation("get", null, null, null, true);
            default -> new Operation("append", null, value, value, true);
        };
    }

    @Override
    public @Nullable Operation answer(Held state, Operation asked) {
        String held = String.valueOf(state.value() == null ? "" : state.value());
        if (asked.f().equals("get")) {
            seen.add(held);
            return new Operation("get", null, null, state.value(), true);
        }
        boolean isRefused =
                asked.f().equals("cas") && asked.input() instanceof List<?> pair && !held.equals(pair.get(0));
        return isRefused ? null : asked;
    }

    @Override
    public Operation damage(Operation answered, Random random) {
        if (!answered.f().equals("get")) {
            return ask(random);
        }
        String right = String.valueOf(answered.output() == null ? "" : answered.output());
        int at = random.nextInt(right.length() + 1);
        String wrong = switch (random.nextInt(4)) {
            case 0 -> right.substring(0, at) + word(random) + right.substring(at);
            case 1 -> right.substring(0, at) + right.substring(Math.min(right.length(), at + 1));
            case 2 -> right.substring(at) + right.substring(0, at);
            default -> seen.get(random.nextInt(seen.size()));
        };
        return new Operation("get", null, null, wrong, true);
    }
}
