package dev.skewer.store.defect;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.read.MetadataSource;
import dev.skewer.store.read.ReadView;
import dev.skewer.store.read.ReadViews;
import dev.skewer.store.storage.ScanEnd;
import dev.skewer.store.write.Acknowledgement;
import dev.skewer.store.write.AnswerRule;
import dev.skewer.store.write.AppendAllRule;
import dev.skewer.store.write.BatchLayout;
import dev.skewer.store.write.CompactRule;
import dev.skewer.store.write.LogRule;
import dev.skewer.store.write.PendingRule;
import dev.skewer.store.write.ReplayRule;
import dev.skewer.store.write.TrimRule;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The strategies that defects can replace, one for each seam of the store; chosen once, when a store is opened.
 *
 * @param layout makes what decides how a batch is written
 * @param trim how a trim changes the journal
 * @param compact how a compaction changes the journal
 * @param appendAll how several appends become one command
 * @param acknowledgement when callers are told
 * @param answer what follows a commit
 * @param pending what later commands of a batch see of the effects of earlier ones
 * @param metadataSource where readers find metadata
 * @param views what readers see
 * @param scanEnd what readers make of the end of a scan
 * @param log what goes into the command log
 * @param replay when a store that replays its log is open
 * @param replayChecksOutcomes whether a command that is refused when it is replayed is damage
 */
public record Rules(
        Supplier<BatchLayout> layout,
        TrimRule trim,
        CompactRule compact,
        AppendAllRule appendAll,
        Acknowledgement acknowledgement,
        AnswerRule answer,
        PendingRule pending,
        MetadataSource metadataSource,
        ReadViews views,
        ScanEnd scanEnd,
        LogRule log,
        ReplayRule replay,
        boolean replayChecksOutcomes) {

    public BatchLayout newLayout() {
        return layout.get();
    }

    /** The strategies of a store with these defects. */
    public static Rules of(Set<Defect> defects) {
        return new Rules(
                layout(defects),
                trim(defects),
                compact(defects),
                appendAll(defects),
                defects.contains(Defect.EARLY_ACK) ? Acknowledgement.EARLY : Acknowledgement.AFTER_COMMIT,
                answer(defects),
                defects.contains(Defect.FORGETFUL_BATCH) ? new ForgetfulBatch() : PendingRule.SOUND,
                defects.contains(Defect.METADATA_CACHE) ? new MetadataCache() : MetadataSource.TABLE,
                views(defects),
                // The end of a scan, whatever it is, is taken for the end of the rows.
                defects.contains(Defect.IGNORE_ITERATOR_STATUS) ? iterator -> {} : ScanEnd.SOUND,
                defects.contains(Defect.TRIM_NOT_LOGGED)
                        ? command -> !(command instanceof Command.Trim)
                        : LogRule.SOUND,
                defects.contains(Defect.SERVE_BEFORE_REPLAY) ? new ServeBeforeReplay() : ReplayRule.SOUND,
                !defects.contains(Defect.LSN_OUTSIDE_BATCH) && !defects.contains(Defect.TRIM_NOT_LOGGED));
    }

    private static Supplier<BatchLayout> layout(Set<Defect> defects) {
        if (defects.contains(Defect.SPLIT_BATCH)) {
            return () -> new TwoBatches(TwoBatches.Second.METADATA_AND_LSNS);
        }
        return defects.contains(Defect.LSN_OUTSIDE_BATCH)
                ? () -> new TwoBatches(TwoBatches.Second.LSNS)
                : BatchLayout.OneBatch::new;
    }

    private static TrimRule trim(Set<Defect> defects) {
        if (defects.contains(Defect.EPOCH_REUSE)) {
            return new EpochReuse();
        }
        if (defects.contains(Defect.STALE_TRIM_LENGTH)) {
            return new StaleTrimLength();
        }
        return defects.contains(Defect.KEY_BY_KEY_TRIM) ? new KeyByKeyTrim() : TrimRule.SOUND;
    }

    private static CompactRule compact(Set<Defect> defects) {
        if (defects.contains(Defect.RESURRECTING_COMPACTION)) {
            return new ResurrectingCompaction();
        }
        return defects.contains(Defect.GREEDY_COMPACTION) ? new GreedyCompaction() : CompactRule.SOUND;
    }

    private static AppendAllRule appendAll(Set<Defect> defects) {
        return defects.contains(Defect.TORN_APPEND_ALL) ? new TornAppendAll() : AppendAllRule.SOUND;
    }

    private static AnswerRule answer(Set<Defect> defects) {
        if (defects.contains(Defect.DOUBLE_APPEND_ON_RETRY)) {
            return TimeoutDefects.DOUBLE_APPEND;
        }
        return defects.contains(Defect.LATE_REFUSAL) ? TimeoutDefects.LATE_REFUSAL : AnswerRule.SOUND;
    }

    private static ReadViews views(Set<Defect> defects) {
        for (Defect defect : defects) {
            ReadViews replacement = view(defect);
            if (replacement != null) {
                return replacement;
            }
        }
        return ReadViews.SOUND;
    }

    private static @Nullable ReadViews view(Defect defect) {
        return switch (defect) {
            case HALF_SNAPSHOT -> atSnapshot(SnapshotDefects.HalfSnapshot::new);
            case SNAPSHOT_PER_CALL -> atSnapshot(SnapshotDefects.SnapshotPerCall::new);
            case REUSED_SNAPSHOT -> atSnapshot(SnapshotDefects.ReusedSnapshot::new);
            case REPLICA_HOPPING -> atSnapshot(SnapshotDefects.ReplicaHopping::new);
            case LAGGING_READER -> (isolation, context) -> new SnapshotDefects.LaggingReader(context);
            default -> null;
        };
    }

    private static ReadViews atSnapshot(Function<ReadViews.Context, ReadView> defect) {
        return (isolation, context) ->
                isolation == ReadIsolation.SNAPSHOT ? defect.apply(context) : ReadViews.SOUND.of(isolation, context);
    }
}
