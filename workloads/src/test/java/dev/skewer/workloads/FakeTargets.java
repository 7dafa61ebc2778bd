package dev.skewer.workloads;

import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import dev.skewer.workloads.transaction.LockedTarget;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Targets for specs: one that has levels, defects and options, one that speaks no protocol, and one of transactions. */
public final class FakeTargets implements TargetProvider {
    @Override
    public List<TargetType> targets() {
        return List.of(
                TargetType.named("fake", settings -> new FakeTarget())
                        .isolations(List.of("weak", "strong"), "strong")
                        .durabilities(List.of("paper", "stone"), "stone")
                        .defects(
                                Stream.of("loose", "lazy")
                                        .map(id -> new TargetDefect(
                                                id, "It is " + id + ".", "stale-read", "It is not tight.", null))
                                        .toList(),
                                ids -> {
                                    if (ids.size() > 1) {
                                        throw new IllegalArgumentException(
                                                "defects loose and lazy cannot be on together");
                                    }
                                })
                        .options(
                                new TargetOption("url", "Where it is.", null),
                                new TargetOption("pool", "How many it lets in.", "8"))
                        .controls(Set.of(
                                Controls.Maintenance.class,
                                Controls.Snapshots.class,
                                Controls.ReadGap.class,
                                Controls.Breakpoints.class,
                                Controls.Restart.class,
                                Controls.SharedJvm.class))
                        .protocols(Set.of(JournalConnection.class))
                        .availability(
                                options -> options.getOrDefault("url", "near").equals("nowhere")
                                        ? Availability.missing("nothing answers at nowhere")
                                        : Availability.AVAILABLE)
                        .build(),
                TargetType.named("mute", settings -> {
                            throw new NoEffectException("it does not speak");
                        })
                        .build(),
                LockedTarget.TYPE);
    }
}
