package dev.skewer.workloads.journal;

import static dev.skewer.workloads.generator.Generators.limit;
import static dev.skewer.workloads.generator.Generators.then;

import dev.skewer.workloads.Client;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Journals of invocations under concurrent appends, trims, compactions, purges and paired reads. */
final class JournalWorkload implements Workload<JournalPlan> {
    /**
     * How many operations of each slot at the beginning all go to the hottest invocation, where they meet most often: what is broken by two
     * that meet is then found four times as soon.
     */
    private static final long HOT = 400;
    /** One in so many operations of a run at most. */
    private static final long SHARE_OF_HOT = 8;
    /** How many living invocations are read at the end, the hottest first. */
    private static final int MAX_LIVE_READS = 10_000;
    /** How many purged invocations are read again at the end. */
    private static final int MAX_RETIRED_READS = 64;

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String sentence() {
        return "Journals of invocations under appends, trims, compactions, purges, paired reads and scans.";
    }

    @Override
    public String explanation() {
        return """
                Every process appends unique values to the journals of a few invocations, most of them to the hottest; drops \
                the newest entries (trim), the oldest (compact), everything (purge); sets state; and reads: metadata with the \
                journal it promises, metadata with whatever the journal has, each alone, and several invocations at one moment. \
                Short bursts replace entries one for one, so that the length says nothing.

                Since every value names its append, and epoch and indexes order all versions of a journal, the checker can \
                tell for each paired read whether its two halves ever belonged together, and for each operation whether it \
                fits into one order that respects real time.""";
    }

    @Override
    public String model() {
        return "journal";
    }

    @Override
    public Class<JournalConnection> protocol() {
        return JournalConnection.class;
    }

    @Override
    public Generator<JournalPlan> generator(TestSpec spec) {
        long hot = spec.ops() > 0 ? Math.min(HOT, spec.ops() / SHARE_OF_HOT / spec.concurrency()) : HOT;
        return then(limit(hot, JournalGenerator.of(1)), JournalGenerator.of(spec.keys()));
    }

    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        return (long) Math.min(spec.keys(), MAX_LIVE_READS) + Math.min(spec.keys(), MAX_RETIRED_READS);
    }

    @Override
    public Session<JournalPlan> start(TestSpec spec, Target target, Names names) {
        KeyDirectory directory = new KeyDirectory(spec.keys(), target::shardOf);
        List<JournalBinder> binders = IntStream.rangeClosed(0, spec.concurrency())
                .mapToObj(slot -> new JournalBinder(slot, spec.concurrency(), directory))
                .toList();
        return new JournalSession(target, directory, binders, new JournalWords(names));
    }

    /**
     * One run.
     *
     * @param binders by slot: each outlives the clients of its slot, for values are unique in the run
     */
    private record JournalSession(
            Target target, KeyDirectory directory, List<JournalBinder> binders, JournalWords words)
            implements Session<JournalPlan> {
        @Override
        public Client<JournalPlan> client(int slot) {
            return new JournalClient(binders.get(slot), directory, words, target.connect(JournalConnection.class));
        }

        @Override
        public LongStream newKeys() {
            return directory.newIds();
        }

        @Override
        public List<JournalPlan> finalOperations() {
            var reads = new ArrayList<JournalPlan>();
            for (int key = 0; key < directory.keys() && reads.size() < MAX_LIVE_READS; key++) {
                if (directory.isTouched(key)) {
                    reads.add(new JournalPlan.Read(key, 0, false, true));
                }
            }
            int retired = 0;
            for (int key = 0; key < directory.keys() && retired < MAX_RETIRED_READS; key++) {
                if (directory.generation(key) > 0) {
                    reads.add(new JournalPlan.Read(key, 1, true, true));
                    retired++;
                }
            }
            if (reads.isEmpty()) {
                // Nothing is known to have been written, and so it must look.
                reads.add(new JournalPlan.Read(0, 0, false, true));
            }
            return reads;
        }
    }
}
