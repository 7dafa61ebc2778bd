package dev.skewer.harness.cli;

import dev.skewer.harness.campaign.Reruns;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.gate.BaselineFile;
import dev.skewer.results.comparison.Baseline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What makes a campaign a gate. */
final class GateOptions {
    /** How often a gate runs a cell again if nothing is said. */
    private static final int RERUNS = 2;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "A gate: fail if something got worse than this file says (skewer baseline update writes it).")
    private @Nullable String file;

    @Option(
            names = "--prove",
            description =
                    "Prove that the gate can fail: plant a mistake for each promise that is checked, and fail if one is not found.")
    private boolean isProved;

    @Option(
            names = "--rerun",
            paramLabel = "N",
            description =
                    "Run a cell that is not valid up to N times more, to tell how often; no run makes up for another (default: 0, with --baseline 2).")
    private @Nullable Integer reruns;

    @Option(
            names = "--rerun-time",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description = "How long all that is run again may take together (default: as long as it takes).")
    private @Nullable Duration rerunTime;

    @Option(
            names = "--calibrate",
            description =
                    "Measure between the cells how fast the machine is, so that throughput and latency can be judged (with --baseline always; with --jobs they are not).")
    private boolean isCalibrated;

    @Mixin
    private final ThresholdOptions thresholds = new ThresholdOptions();

    /** Whether a mistake is planted for each promise. */
    boolean isProved() {
        return isProved;
    }

    /** Whether the machine is measured. */
    boolean isCalibrated() {
        return isCalibrated || file != null;
    }

    /** When it speaks up. */
    ThresholdOptions thresholds() {
        return thresholds;
    }

    /**
     * Refuses what cannot be had together.
     *
     * @param jobs so many cells run at once
     * @throws UserException if the machine is to be measured between cells that run at once
     */
    void refuse(int jobs) {
        if (isCalibrated && jobs > 1) {
            throw new UserException(
                    "campaign: --calibrate measures between the cells, and with --jobs they run at once; leave one of them out");
        }
    }

    /** Whether any of it is asked for. */
    boolean isAny() {
        return file != null || isProved || reruns != null || rerunTime != null || isCalibrated;
    }

    /**
     * What to compare with.
     *
     * @throws UserException if it cannot be read
     */
    Optional<Baseline> baseline(Surroundings surroundings) {
        if (file == null) {
            return Optional.empty();
        }
        String text = TextFile.read(
                surroundings,
                file,
                "a baseline",
                () ->
                        "; run the campaign without --baseline first, and then: skewer baseline update CAMPAIGN --baseline "
                                + file);
        return Optional.of(BaselineFile.parse(text, file).baseline());
    }

    /**
     * Which cells are run again.
     *
     * @param jobs among so many processes
     * @throws UserException if the budget is none
     */
    Reruns reruns(int jobs) {
        int count = reruns != null ? reruns : file == null ? 0 : RERUNS;
        if (count < 0 || count > Reruns.MAX_COUNT) {
            throw new UserException("campaign: --rerun must be 0 … " + Reruns.MAX_COUNT + ", and is " + count);
        }
        return new Reruns(count, rerunTime == null ? null : rerunTime.dividedBy(jobs));
    }
}
