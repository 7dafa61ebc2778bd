package dev.skewer.checker.linear;

import dev.skewer.checker.linear.models.Held;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Asks for what is on the menu, and knows what a state of the model would answer by asking for all that is possible. */
final class Guest<S> implements RandomCalls.Client<S> {
    private final Menu menu;
    private final Model<S> model;
    private final Random random;
    private final int values;
    private final List<@Nullable Object> seen = new ArrayList<>(List.of("c"));
    private Menu.Dish last;

    Guest(Menu menu, Model<S> model, Random random) {
        this.menu = menu;
        this.model = model;
        this.random = random;
        // Few values come several times, many of them mostly once.
        values = random.nextBoolean() ? 3 : 40;
        last = menu.dish(random, values);
    }

    @Override
    public Operation ask(Random dice) {
        last = menu.dish(dice, values);
        return with(last, null);
    }

    @Override
    public @Nullable Operation answer(S state, Operation asked) {
        List<@Nullable Object> outputs = new ArrayList<>(last.outputs());
        if (outputs.isEmpty() && state instanceof Held held) {
            outputs.add(held.value());
            // Something like it is what a damaged history has.
            seen.add(held.value() + "c");
            seen.add(held.value() instanceof String text && !text.isEmpty() ? text.substring(1) : null);
            seen.add(held.value());
        }
        Collections.shuffle(outputs, random);
        for (Object output : outputs) {
            if (model.step(state, with(last, output)) != null) {
                return with(last, output);
            }
        }
        return null;
    }

    @Override
    public Operation damage(Operation answered, Random dice) {
        Menu.Dish dish = menu.dish(dice, values);
        List<? extends @Nullable Object> outputs = dish.outputs().isEmpty() ? seen : dish.outputs();
        return with(dish, outputs.get(dice.nextInt(outputs.size())));
    }

    private static Operation with(Menu.Dish dish, @Nullable Object output) {
        return new Operation(dish.f(), null, dish.input(), output, true);
    }
}
