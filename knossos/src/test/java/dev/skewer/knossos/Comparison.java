package dev.skewer.knossos;

import dev.skewer.checker.Validity;
import dev.skewer.checker.api.Check;
import dev.skewer.checker.api.History;
import java.util.ArrayList;
import java.util.List;

/**
 * Verdicts of two checkers on the same random histories.
 *
 * @param valid how many histories both call linearizable
 * @param invalid how many both call not linearizable
 * @param undecided how many at least one could not decide
 * @param disagreements the first few histories on which they contradict each other, with their seeds
 */
record Comparison(int valid, int invalid, int undecided, List<String> disagreements) {
    private static final int ENOUGH = 3;

    /**
     * Compares.
     *
     * @param from the first seed
     * @param count how many histories
     */
    static Comparison of(Peer peer, Subject subject, long from, int count) throws ReflectiveOperationException {
        int valid = 0;
        int invalid = 0;
        int undecided = 0;
        List<String> disagreements = new ArrayList<>();
        for (long seed = from; seed < from + count && disagreements.size() < ENOUGH; seed++) {
            String history = RandomHistory.of(subject, seed);
            String theirs = peer.verdict(subject.model, subject.initial, history);
            Validity ours = Check.linearizable(History.parse(history), subject.specification())
                    .verdict()
                    .valid();
            if (theirs.equals(":unknown") || ours == Validity.UNKNOWN) {
                undecided++;
            } else if (!theirs.equals(ours.toString())) {
                disagreements.add(
                        subject + ", seed " + seed + ": peer " + theirs + ", Skewer " + ours + "\n" + history);
            } else if (ours == Validity.TRUE) {
                valid++;
            } else {
                invalid++;
            }
        }
        return new Comparison(valid, invalid, undecided, disagreements);
    }
}
