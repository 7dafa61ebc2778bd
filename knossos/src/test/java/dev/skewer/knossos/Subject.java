package dev.skewer.knossos;

import dev.skewer.checker.api.Models;
import dev.skewer.checker.linear.Keyword;
import dev.skewer.checker.linear.Model;
import java.util.Map;

/** The objects that both checkers know. */
enum Subject {
    REGISTER("register", "0"),
    CAS_REGISTER("cas-register", "0"),
    MUTEX("mutex", "nil"),
    MULTI_REGISTER("multi-register", "{:x 0 :y 0}");

    final String model;
    /** The initial state, as EDN. */
    final String initial;

    Subject(String model, String initial) {
        this.model = model;
        this.initial = initial;
    }

    /** Skewer's model. */
    Model<?> specification() {
        return switch (this) {
            case REGISTER -> Models.register(0);
            case CAS_REGISTER -> Models.casRegister(0);
            case MUTEX -> Models.mutex();
            case MULTI_REGISTER -> Models.multiRegister(Map.of(new Keyword("x"), 0, new Keyword("y"), 0));
        };
    }
}
