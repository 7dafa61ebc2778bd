package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model says of itself beyond its steps holds for random sequences of calls, some of unknown outcome. */
class ModelLawsTest {
    private static final int SEQUENCES = 300;

    @ParameterizedTest
    @EnumSource
    void aCallThatSaysTheStateLeavesThatStateWhateverWasBefore(Menu menu) {
        for (long seed = 0; seed < SEQUENCES; seed++) {
            statesAfter(menu, menu.model(), new Random(seed));
        }
    }

    private static <S> void statesAfter(Menu menu, Model<S> model, Random random) {
        List<S> states = new ArrayList<>(List.of(model.initial()));
        List<Operation> calls = new ArrayList<>();
        sequence(menu, model, random, states, calls);
        for (Operation call : calls) {
            S said = call.known() ? model.stateAfter(call) : null;
            for (S state : states) {
                S next = model.step(state, call);
                if (said != null && next != null) {
                    assertThat(next).as("%s from %s", call.text(), state).isEqualTo(said);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void someElementsAreAllowedWhateverAllAre(Menu menu) {
        for (long seed = 0; seed < SEQUENCES; seed++) {
            Random random = new Random(seed);
            if (menu.model() instanceof Abstraction abstraction) {
                List<Operation> calls = new ArrayList<>();
                sequence(menu, menu.model(), random, new ArrayList<>(), calls);
                List<Object> elements = new ArrayList<>();
                calls.forEach(call -> elements.addAll(abstraction.elements(call)));
                Set<Object> some = new HashSet<>(elements);
                some.removeIf(each -> random.nextBoolean());
                Model<?> only = abstraction.only(some);
                assertThat(allows(only, abstraction, some, calls))
                        .as("%s, seed %d: %s of %s", menu, seed, some, calls)
                        .isTrue();
                if (abstraction instanceof Composite) {
                    calls.removeIf(
                            call -> call.known() && abstraction.elements(call).isEmpty() && random.nextBoolean());
                    assertThat(allows(only, abstraction, some, calls))
                            .as("%s, seed %d: %s of %s", menu, seed, some, calls)
                            .isTrue();
                }
            }
        }
    }

    private static <T> boolean allows(
            Model<T> model, Abstraction abstraction, Set<Object> some, List<Operation> calls) {
        return allows(model, model.initial(), abstraction, some, calls);
    }

    /** Whether an object of some elements allows what calls are to them; those of unknown outcome may have done nothing. */
    private static <T> boolean allows(
            Model<T> model, T state, Abstraction abstraction, Set<Object> some, List<Operation> calls) {
        if (calls.isEmpty()) {
            return true;
        }
        Operation call = calls.get(0);
        List<Operation> rest = calls.subList(1, calls.size());
        Operation only = abstraction.only(call, some);
        T next = only == null ? state : model.step(state, only);
        if (next != null) {
            T said = only == null || !only.known() ? null : model.stateAfter(only);
            assertThat(said == null || said.equals(next)).as("%s", only).isTrue();
            if (allows(model, next, abstraction, some, rest)) {
                return true;
            }
        }
        return !call.known() && allows(model, state, abstraction, some, rest);
    }

    /** Calls that an object answers one after the other; some are then of unknown outcome. */
    private static <S> void sequence(Menu menu, Model<S> model, Random random, List<S> states, List<Operation> calls) {
        Guest<S> guest = new Guest<>(menu, model, random);
        S state = model.initial();
        for (int i = 0; i < 12; i++) {
            Operation asked = guest.ask(random);
            Operation answered = guest.answer(state, asked);
            if (answered == null) {
                continue;
            }
            Operation call = random.nextInt(5) == 0 ? answered.relaxed() : answered;
            S next = model.step(state, call);
            if (next != null) {
                calls.add(call);
                states.add(next);
                state = next;
            }
        }
    }
}
