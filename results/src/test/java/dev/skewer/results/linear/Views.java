package dev.skewer.results.linear;

import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.results.linear.LinearView.Op;
import dev.skewer.results.linear.LinearView.Refusal;
import dev.skewer.results.linear.LinearView.Status;
import dev.skewer.results.linear.LinearView.Step;
import java.util.ArrayList;
import java.util.List;

/** Small views whose every part is known. */
final class Views {
    private Views() {}

    /**
     * A register that forgets: 1 is written, 2 may have been, a compare-and-set failed, and then 0 is read. Two orders
     * begin with the write of 1.
     *
     * @param text stands in every place where a history or a model may put a text of its own
     * @param proof what the story says of two of its operations
     */
    static LinearView forgetful(String text, String proof) {
        return new LinearView(
                text,
                Validity.FALSE,
                text,
                text,
                text + " 0",
                List.of(
                        new Op(text, "write 1", text, Status.OK, 100, 0, 3, 1_000, 4_000),
                        new Op("10", "write " + text, "", Status.INFO, 101, 1, LinearView.NONE, 2_000, 0),
                        new Op("9", "cas " + text, "", Status.FAIL, 102, 2, 4, 3_000, 5_000),
                        new Op("9", "read", text, Status.OK, 105, 5, 6, 6_000, 7_000)),
                List.of(List.of(new Step(0, text + " 1")), List.of(new Step(0, text + " 1"), new Step(1, text + " 2"))),
                true,
                3,
                List.of(new Refusal(text + " 1", text), new Refusal(text + " 2", text)),
                List.of(0, 3),
                story(text + " fits nowhere", proof, "write 1", "read"),
                List.of(text));
    }

    private static Example story(String title, String proof, String... operations) {
        List<Example.Step> steps = new ArrayList<>();
        for (String each : operations) {
            String name = "T" + (steps.size() + 1);
            steps.add(new Example.Step(
                    name,
                    7 + steps.size(),
                    "9",
                    1_000L * steps.size(),
                    9_000,
                    "read",
                    Example.Kind.READ,
                    each,
                    "cannot be placed"));
        }
        return new Example(title, steps, List.of(), proof);
    }

    /** Two compare-and-sets that both replaced the same zero: either may come first, and the other cannot follow. */
    static LinearView conflicting() {
        return new LinearView(
                "a.edn",
                Validity.FALSE,
                "cas-register",
                "",
                "0",
                List.of(
                        new Op("0", "cas [0 1]", "", Status.OK, 0, 0, 2, 0, 20),
                        new Op("1", "cas [0 2]", "", Status.OK, 1, 1, 3, 10, 30)),
                List.of(List.of(new Step(0, "1")), List.of(new Step(1, "2"))),
                true,
                1,
                List.of(new Refusal("1", "the register holds 1, and cas [0 2] needs 0")),
                List.of(0, 1),
                story(
                        "cas [0 2] fits nowhere",
                        "two compare-and-sets replaced the same value",
                        "cas [0 1]",
                        "cas [0 2]"),
                List.of());
    }

    static LinearView of(Validity valid, List<List<Step>> paths) {
        return new LinearView(
                "a.edn",
                valid,
                "register",
                "",
                "0",
                List.of(
                        new Op("0", "write 1", "", Status.OK, 100, 0, 1, 0, 5),
                        new Op("0", "read", "1", Status.OK, 102, 2, 3, 10, 15)),
                paths,
                true,
                LinearView.NONE,
                List.of(),
                List.of(),
                null,
                List.of());
    }

    static LinearView linearizable() {
        return of(Validity.TRUE, List.of(List.of(new Step(0, "1"), new Step(1, "1"))));
    }

    static LinearView empty() {
        return new LinearView(
                "a.edn",
                Validity.TRUE,
                "register",
                "",
                "0",
                List.of(),
                List.of(),
                true,
                LinearView.NONE,
                List.of(),
                List.of(),
                null,
                List.of());
    }
}
