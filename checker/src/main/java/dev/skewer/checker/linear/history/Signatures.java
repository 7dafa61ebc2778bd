package dev.skewer.checker.linear.history;

import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that a model declares, and whether those of a history are such. */
public final class Signatures {
    private final List<Signature> all;
    private final Map<String, Signature> byName = new HashMap<>();

    public Signatures(List<Signature> all) {
        this.all = List.copyOf(all);
        all.forEach(each -> byName.put(each.f(), each));
    }

    /**
     * What is wrong with an operation; null if nothing is, or if the model does not declare its operations.
     *
     * @param op as the model is to see it
     * @param failed whether it failed; then its argument may be missing: it had no effect, and who refused it may have done so
     *     for that reason
     */
    public @Nullable String complaint(Operation op, boolean failed) {
        if (all.isEmpty()) {
            return null;
        }
        Signature signature = byName.get(op.f());
        if (signature == null) {
            return op.unfit(text()).getMessage();
        }
        if (failed && op.input() == null) {
            return null;
        }
        boolean fits = signature.argument().fits(op.input())
                && (!op.known() || signature.answer().fits(op.output()))
                && signature.agreement().test(op.input(), op.output());
        return fits ? null : op.unfit(signature.text()).getMessage();
    }

    /** All of them: {@code :read, :write v or :cas [from to]}. */
    private String text() {
        List<String> texts = all.stream().map(Signature::text).toList();
        int last = texts.size() - 1;
        return last == 0 ? texts.get(0) : String.join(", ", texts.subList(0, last)) + " or " + texts.get(last);
    }
}
