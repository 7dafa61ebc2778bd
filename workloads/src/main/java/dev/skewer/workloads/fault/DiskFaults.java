package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.DiskCondition.Call;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The faults of disks, each with its plan. */
final class DiskFaults {
    private static final String SEED = "seed";
    /** For how many milliseconds syncs take longer before the power goes. */
    private static final String BUSY = "busy-ms";
    /** Which part of what it happens to. */
    private static final String PERCENT = "percent";
    /** How much space is left, and whether what is allocated ahead is not there. */
    private static final String LEFT = "kib";

    private static final String THIN = "thin";
    /** For how many milliseconds a node goes on when all is well again, before it is started anew. */
    private static final String RELIEF = "relief-ms";

    private static final long KIBIBYTE = 1_024;

    static final FaultType<Controls.Disks> POWER_LOSS = new FaultType<>(
                    "power-loss",
                    "Takes the power from some of the target's machines, every 0.3 to 2 s, and starts them again up to 0.3 s later.",
                    """
            A machine loses power: its processes end, and of what they wrote only what was synced is certain to be there. Of what was appended \
            there may be a part, up to the end of a page or of a write, its last page torn at a sector; pages written over are old, new or \
            some sectors of both; files that were made, renamed or removed are so, or as before, in the order of the changes. \
            Each file fares for itself, as a disk could have left it. It brings to light what was acknowledged before it was synced, \
            directories that are never synced, files replaced before their contents were written, and recovery that \
            believes in half a record.""",
                    Controls.Disks.class,
                    disks -> new ImposedFault(
                            disks.nodes(),
                            ImposedFault.Times.ofMillis(300, 2_000, 0, 300),
                            dice -> Map.of(SEED, (long) dice.below(Integer.MAX_VALUE), BUSY, (long) dice.below(30)),
                            (node, details) -> {
                                losePower(disks, node, details);
                                return () -> disks.start(node);
                            }))
            .in(FaultPackage.CRASH);

    static final FaultType<Controls.Disks> TORN_WRITE = new FaultType<>(
                    "torn-write",
                    "Has some of the target's processes die in the middle of a write, every 0.3 to 2 s, and starts them again.",
                    """
            A process is killed while it writes, and only the first sectors of what it wrote are there; everything before is. A kill at a \
            random moment hardly ever falls there. What was acknowledged before is safe, even where nothing is synced, for the operating \
            system has it. It brings to light recovery that stops too early or goes too far: half a record taken for a whole one, \
            or the records before it given up with it. A process that has nothing to write meanwhile is killed all the same.""",
                    Controls.Disks.class,
                    disks -> new ImposedFault(
                            disks.nodes(),
                            ImposedFault.Times.ofMillis(300, 2_000, 50, 300),
                            DiskFaults::seed,
                            (node, details) -> untilStartedAnew(
                                    disks, node, new DiskCondition.TornWrites(1, 0.1, seed(details, node)))))
            .in(FaultPackage.CRASH);

    static final FaultType<Controls.Disks> IO_ERROR = new FaultType<>(
                    "io-error",
                    "Has calls on some of the target's disks fail with EIO for 50 to 500 ms, every 0.3 to 2 s, and starts the nodes anew.",
                    """
            A disk fails: some of the reads, writes or syncs of files return EIO and do nothing. A failed sync is worse than it looks: Linux takes \
            the pages for clean afterwards, so a second sync that goes well has not written them. When the disk is well again the \
            nodes are killed and started, as an operator would, for stores like to stay read-only after such an error. \
            A write that fails may be there afterwards, and a read that fails must not pass for an empty one: it brings to light errors \
            that are swallowed, iterators whose status is never looked at, and acknowledgements after a sync that failed.""",
                    Controls.Disks.class,
                    disks -> new ImposedFault(
                            disks.nodes(),
                            ImposedFault.Times.ofMillis(300, 2_000, 50, 500),
                            DiskFaults::errors,
                            (node, details) -> untilStartedAnew(
                                    disks,
                                    node,
                                    new DiskCondition.FailingCalls(
                                            calls(details), detail(details, PERCENT) / 100.0, seed(details, node)))))
            .in(FaultPackage.DISK);

    static final FaultType<Controls.Disks> DISK_FULL = new FaultType<>(
                    "disk-full",
                    "Leaves up to 256 KiB on some of the target's disks for 0.1 to 1 s, every 0.3 to 2 s, and starts the nodes anew.",
                    """
            Others have filled the disk: what needs more space than is left fails with ENOSPC, or is written in part, and what is removed gives \
            its space back. What is allocated already can be written over; space that was allocated ahead of a file's end is there in half \
            of the cases, and not in the others, as where storage is provisioned thinly. Then there is space again; in half of the cases the nodes \
            go on for a moment, and in all they are killed and started, as an operator would. A store must say that it did not write, \
            and must not take the half that it wrote for the whole. It brings to light errors that are swallowed, files that are made and never \
            finished, logs that go on behind a gap, and recovery that itself needs space.""",
                    Controls.Disks.class,
                    disks -> new ImposedFault(
                            disks.nodes(),
                            ImposedFault.Times.ofMillis(300, 2_000, 100, 1_000),
                            DiskFaults::space,
                            (node, details) -> untilStartedAnew(
                                    disks,
                                    node,
                                    disks.impose(
                                            node,
                                            new DiskCondition.Full(
                                                    KIBIBYTE * detail(details, LEFT), detail(details, THIN) > 0)),
                                    detail(details, RELIEF))))
            .in(FaultPackage.DISK);

    static final FaultType<Controls.FileSizes> WRITE_LIMIT = new FaultType<>(
                    "write-limit",
                    "Keeps the files of some nodes from growing, for 0.1 to 1 s, every 0.3 to 2 s, and starts the nodes anew.",
                    """
            A limit on the size of files (RLIMIT_FSIZE, as of ulimit -f) between half and one and a half times the largest one that the node \
            is writing: what is written beyond it fails with EFBIG, or is written in part, while smaller files grow as before. A program that does not ignore \
            the signal SIGXFSZ ends. Then the limit is lifted; in half of the cases the nodes go on for a moment, and in all they are \
            killed and started. Unlike a full disk it hits the log and spares what is new: it brings to light stores that go on with one file \
            when another has stopped. It needs prlimit, and no compiler.""",
                    Controls.FileSizes.class,
                    nodes -> new ImposedFault(
                            nodes.nodes(),
                            ImposedFault.Times.ofMillis(300, 2_000, 100, 1_000),
                            dice -> Map.of(PERCENT, (long) dice.between(50, 150), RELIEF, relief(dice)),
                            (node, details) -> untilStartedAnew(
                                    nodes,
                                    node,
                                    nodes.limitFileSizes(node, Math.toIntExact(detail(details, PERCENT))),
                                    detail(details, RELIEF))))
            .in(FaultPackage.DISK);

    static final FaultType<Controls.Disks> SLOW_FSYNC = new FaultType<>(
                    "slow-fsync",
                    "Makes syncs on some of the target's disks take up to 5 to 200 ms longer, for 0.3 to 1.5 s at a time.",
                    """
            A disk that is busy with others, or about to die: each sync takes up to so much longer. What waits for it waits, and what \
            was not meant to wait for it shows that it does. It brings to light deadlines that are shorter than a disk may be \
            slow, acknowledgements that do not wait for the sync, and order that rested on a disk being quick.""",
                    Controls.Disks.class,
                    disks -> new ImposedFault(
                            disks.nodes(),
                            ImposedFault.Times.ofMillis(100, 1_000, 300, 1_500),
                            dice -> Map.of("max-ms", (long) dice.between(5, 200)),
                            (node, details) -> disks.impose(
                                    node,
                                    new DiskCondition.SlowSyncs(
                                            Duration.ZERO, Duration.ofMillis(detail(details, "max-ms"))))))
            .in(FaultPackage.DISK);

    static final FaultType<Controls.Disks> LYING_FSYNC = new FaultType<>(
                    "lying-fsync",
                    "Has some of the target's disks acknowledge syncs that they do not carry out, for 0.5 to 2 s at a time.",
                    """
            A cache that is not backed by a battery, a virtual disk with the wrong setting, a file system on which a sync is a wish: fsync \
            returns, at once, and nothing is durable. Alone it changes nothing but times; with power-loss it takes what the store had \
            every reason to believe in. What was acknowledged is then lost at any durability, and the question is how: as a \
            suffix and consistently, with a refusal to open, or torn and without a word.""",
                    Controls.Disks.class,
                    disks -> new ImposedFault(
                            disks.nodes(),
                            ImposedFault.Times.ofMillis(100, 1_000, 500, 2_000),
                            dice -> Map.of(),
                            (node, details) -> disks.impose(node, new DiskCondition.LyingSyncs())))
            .in(FaultPackage.DISK);

    static final FaultType<Controls.Disks> BIT_FLIP = new FaultType<>(
                    "bit-flip",
                    "Flips a bit in 1 to 3 writes on some of the target's disks, every 0.5 to 2 s, and starts the nodes anew.",
                    """
            A cable, a controller, a memory without parity: what is written has one bit other than it should, and the call says that all is \
            well. The node is then killed and started, so that it reads what was written. A store cannot have what the disk lost; it can \
            notice. That it refuses to open is an honest answer, and the run ends with it; that it drops what it acknowledged, without a word, \
            is not, and that it answers with what was never written is worst.""",
                    Controls.Disks.class,
                    disks -> new ImposedFault(
                            disks.nodes(),
                            ImposedFault.Times.ofMillis(500, 2_000, 50, 500),
                            dice -> Map.of(
                                    "writes", (long) dice.between(1, 3), SEED, (long) dice.below(Integer.MAX_VALUE)),
                            (node, details) -> untilStartedAnew(
                                    disks,
                                    node,
                                    new DiskCondition.FlippedBits(
                                            Math.toIntExact(detail(details, "writes")), 0.2, seed(details, node)))))
            .in(FaultPackage.DISK);

    /** All of them. */
    static final List<FaultType<?>> ALL =
            List.of(POWER_LOSS, TORN_WRITE, IO_ERROR, DISK_FULL, WRITE_LIMIT, SLOW_FSYNC, LYING_FSYNC, BIT_FLIP);

    private DiskFaults() {}

    /** A disk that has just become slow has syncs under way when the power goes, as a busy machine has. */
    private static void losePower(Controls.Disks disks, int node, Map<String, Long> details) {
        long busy = detail(details, BUSY);
        Controls.Imposed slowness =
                disks.impose(node, new DiskCondition.SlowSyncs(Duration.ofMillis(busy), Duration.ofMillis(2 * busy)));
        try {
            LockSupport.parkNanos(Duration.ofMillis(busy).toNanos());
            disks.losePower(node, seed(details, node));
        } finally {
            slowness.close();
        }
    }

    /** A condition after which a node is killed and started, with a disk that is well: so that it reads what it wrote. */
    private static Controls.Imposed untilStartedAnew(Controls.Disks disks, int node, DiskCondition condition) {
        return untilStartedAnew(disks, node, disks.impose(node, condition), 0);
    }

    /** The same of what is imposed, where the node goes on for some milliseconds before it is killed. */
    private static Controls.Imposed untilStartedAnew(
            Controls.Processes nodes, int node, Controls.Imposed imposed, long relief) {
        return () -> {
            imposed.close();
            LockSupport.parkNanos(Duration.ofMillis(relief).toNanos());
            nodes.kill(node);
            nodes.start(node);
        };
    }

    // ── details ─────────────────────────────────────────────────────────────────────────────────────────────────

    private static Map<String, Long> seed(Dice dice) {
        return Map.of(SEED, (long) dice.below(Integer.MAX_VALUE));
    }

    /** Each node has another. */
    private static long seed(Map<String, Long> details, int node) {
        return detail(details, SEED) + node;
    }

    /** None, or so long that a store can find out that it may write again. */
    private static long relief(Dice dice) {
        return dice.chance(0.5) ? 0 : dice.between(20, 250);
    }

    /** Nothing, or from 1 to 256 KiB, each order of magnitude as likely. */
    private static Map<String, Long> space(Dice dice) {
        long left = dice.chance(0.3) ? 0 : 1L << dice.between(0, 8);
        return Map.of(LEFT, left, THIN, dice.chance(0.5) ? 1L : 0L, RELIEF, relief(dice));
    }

    /** Any set of calls, reads alone twice as often: a node that cannot write does not live to read for long. */
    private static Map<String, Long> errors(Dice dice) {
        long calls = Math.max(1, dice.below(8));
        long percent = dice.between(1, 100);
        return Map.of(
                "reads", calls & 1, "writes", calls >> 1 & 1, "syncs", calls >> 2 & 1, PERCENT, percent, SEED, (long)
                        dice.below(Integer.MAX_VALUE));
    }

    private static Set<Call> calls(Map<String, Long> details) {
        Set<Call> calls = EnumSet.noneOf(Call.class);
        if (detail(details, "reads") > 0) {
            calls.add(Call.READ);
        }
        if (detail(details, "writes") > 0) {
            calls.add(Call.WRITE);
        }
        if (detail(details, "syncs") > 0) {
            calls.add(Call.SYNC);
        }
        return calls;
    }

    private static long detail(Map<String, Long> details, String name) {
        return details.getOrDefault(name, 0L);
    }
}
