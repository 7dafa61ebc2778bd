package dev.skewer.checker.linear;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that can look at all calls on an object before these are searched, and say which states no longer differ in what
 * they answer, and which steps lead nowhere.
 */
public interface Specializable {
    /**
     * A model with the same orders of these calls that have all calls of known outcome.
     *
     * @param operations the calls on one object
     * @return null if it knows nothing of these calls
     */
    @Nullable Specialized<?> specializedTo(List<Operation> operations);

    /**
     * A model of some calls. It may take states for one that answer alike whatever of these calls comes, and it may refuse a
     * call in a state from which no order goes on with it that has all calls of known outcome.
     *
     * @param <S> its states
     */
    interface Specialized<S> extends Model<S> {
        /**
         * The only state that answers a call that only reads, if every order that has all calls of known outcome comes into
         * it just once: then the call must come before that state is left. Null if that is not known.
         */
        @Nullable S onlyState(Operation read);

        /** The same model, but it refuses nothing that the object allows: for orders that may leave out any calls. */
        Specialized<S> lenient();
    }
}
