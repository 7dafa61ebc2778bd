package dev.skewer.store;

import java.util.Set;
import java.util.function.Supplier;

/**
 * The strategies that defects can replace, one for each {@link Defect.Seam}; chosen once, when a store is opened.
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
 */
record Rules(
        Supplier<BatchLayout> layout,
        TrimRule trim,
        CompactRule compact,
        AppendAllRule appendAll,
        Acknowledgement acknowledgement,
        AnswerRule answer,
        PendingRule pending,
        MetadataSource metadataSource,
        ReadViews views) {

    BatchLayout newLayout() {
        return layout.get();
    }

    /** The strategies of a store with these defects. */
    static Rules of(Set<Defect> defects) {
        return new Rules(
                defects.contains(Defect.SPLIT_BATCH) ? SplitBatch::new : BatchLayout.OneBatch::new,
                trim(defects),
                compact(defects),
                appendAll(defects),
                defects.contains(Defect.EARLY_ACK) ? Acknowledgement.EARLY : Acknowledgement.AFTER_COMMIT,
                answer(defects),
                defects.contains(Defect.FORGETFUL_BATCH) ? new ForgetfulBatch() : PendingRule.SOUND,
                defects.contains(Defect.METADATA_CACHE) ? new MetadataCache() : MetadataSource.TABLE,
                ReadViews.of(defects));
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
}
