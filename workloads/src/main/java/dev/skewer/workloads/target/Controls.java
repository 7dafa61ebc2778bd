package dev.skewer.workloads.target;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a fault may do to a target, by kind. A target implements those that it has; a fault names the one that it needs,
 * and so each finds out whether it suits the other. All methods may be called from any thread.
 */
public interface Controls {
    /** Maintenance that the store would do by itself at its own time. */
    interface Maintenance extends Controls {
        /** Writes all memtables to files. */
        void flush();

        /** Merges all files. */
        void compact();
    }

    /** Snapshots that live long. */
    interface Snapshots extends Controls {
        /** Takes a snapshot; it is held until it is closed or the target restarts. */
        Held hold();

        /** A snapshot that is held. */
        interface Held extends AutoCloseable {
            /** Lets go; again is harmless. */
            @Override
            void close();
        }
    }

    /** The moment in a paired read between its parts. */
    interface ReadGap extends Controls {
        /**
         * Makes readers pause there.
         *
         * @param min the shortest pause
         * @param max the longest pause
         * @param share which part of the reads pauses, 0 … 1
         */
        void widen(Duration min, Duration max, double share);

        /** Lets readers run on again. */
        void narrow();
    }

    /** An end in good order and a new start. */
    interface Restart extends Controls {
        /**
         * Closes the target while clients use it and opens it again from what it left.
         *
         * @throws TargetLostException if it does not open again
         */
        void restart();
    }

    /** What consists of nodes, by number from 0: a fault may hit some of them and spare the others. */
    interface Cluster extends Controls {
        /** Not a node. */
        int NOWHERE = -1;

        /** How many there are; at least 1, and always the same. */
        int nodes();

        /**
         * The only node that keeps a key, so that what happens to the others cannot lose anything of it; {@link #NOWHERE} if several do, or that
         * cannot be told. Always the same for one key.
         */
        default int nodeOf(long key) {
            return NOWHERE;
        }
    }

    /**
     * The processes that the target consists of, all of which the harness started: its nodes, by number from 0. What is asked of a
     * node that is in that state already is harmless; so faults can combine.
     */
    interface Processes extends Cluster {
        /** Ends one at once, as {@code kill -9} does. */
        void kill(int node);

        /** Asks one to end in good order, and waits until it has. */
        void terminate(int node);

        /**
         * Starts one from what it left, and waits until it serves.
         *
         * @throws TargetLostException if it does not
         */
        void start(int node);

        /** Stops one in the middle of whatever it does, as {@code SIGSTOP} does: it answers nothing and loses nothing. */
        void pause(int node);

        /** Lets one go on that is paused. */
        void resume(int node);
    }

    /** Something that is wrong, for a while. */
    interface Imposed extends AutoCloseable {
        /** Puts it right; again is harmless. */
        @Override
        void close();
    }

    /** Nodes that can be cut off from all clients. */
    interface Partitions extends Cluster {
        /**
         * Swallows what passes to and from one node, as a cable does that is cut: who is connected or connects hears nothing. When it is
         * put right, connections that exist go on, with what was sent meanwhile, as TCP sends again what was lost.
         */
        Imposed partition(int node);
    }

    /** The way between clients and the target's nodes. */
    interface Network extends Cluster {
        /**
         * Puts the link to one node under a condition, beside those that it is under.
         *
         * @throws IllegalArgumentException if it is {@link LinkCondition.DuplicateRequests} and this is no {@link FramedNetwork}
         */
        Imposed impose(int node, LinkCondition condition);

        /** Breaks all connections to one node, with what is under way on them; who connects after that finds nothing wrong. */
        void reset(int node);
    }

    /** A network that can tell the messages from each other that pass, so that they can be sent twice. */
    interface FramedNetwork extends Network {}

    /** The disks of the target's nodes, each its own. */
    interface Disks extends Processes {
        /**
         * Takes the power from a node: it ends at once, and of what it wrote and had not made durable only a part is left, as a disk
         * could have it. The node stays down; its disk stays under its conditions.
         *
         * @param seed what is left follows from it, and from what was written
         */
        void losePower(int node, long seed);

        /** Puts the disk of one node under a condition, beside those of other kinds. */
        Imposed impose(int node, DiskCondition condition);
    }

    /** How large the files may become that nodes write. */
    interface FileSizes extends Processes {
        /**
         * Lets the processes of one node write no file beyond a size: what they write further out fails, or ends them. What is there stays, and
         * what is started meanwhile has no limit.
         *
         * @param percent of the size that the largest of the files has now that the node is writing; at least 1
         */
        Imposed limitFileSizes(int node, int percent);
    }

    /** The wall clocks of nodes, as their programs read them. */
    interface Clocks extends Cluster {
        /**
         * Sets the clock of one node forward or back; put right, it is that of the machine again, and in between it goes on. What
         * measures how long something takes is not touched.
         */
        Imposed shiftClock(int node, Duration by);
    }

    /** The time that nodes get of the processors. */
    interface Processors extends Cluster {
        /**
         * Leaves one node so much of one processor, or slows it down with all else where nodes cannot be told apart.
         *
         * @param percent 1 … 100
         */
        Imposed squeezeProcessor(int node, int percent);
    }

    /** The memory that nodes may have. */
    interface Memory extends Cluster {
        /**
         * Lets one node take only so much more memory than it has now. It may end of that; when the limit is taken away it is started
         * again.
         *
         * @param bytes at least 0
         */
        Imposed limitMemory(int node, long bytes);
    }

    /** Steps of the target's own code at which it can be made to crash. */
    interface CrashPoint extends Controls {
        /** A step of a write. */
        enum Point {
            /** What a write changes is decided, and written nowhere. */
            BEFORE_COMMIT,
            /** It is in a log that is replayed, and not in the database; a target without such a log never gets there. */
            AFTER_LOG,
            /** It is in the database in part; only a target with a mistake gets there. */
            BETWEEN_BATCHES,
            /** It is in the database, and nobody is told. */
            AFTER_COMMIT,
            /** Its client is about to be told. */
            BEFORE_ACKNOWLEDGE;

            /** The name in a history, such as {@code before-commit}. */
            public String id() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /**
         * Ends the target when it reaches a point for so many times from now on, or wherever it is when that takes too long; and starts it
         * again from what its files held at that moment. Returns when it serves again.
         *
         * @param arrivals at which time; at least 1
         * @param isFlushed whether memory is written to files right before
         * @param patience how long to wait for the point
         * @throws TargetLostException if it does not start again
         */
        void crash(Point point, int arrivals, boolean isFlushed, Duration patience);
    }

    /** Steps of the target's own code at which its threads can be held, so that something happens right there. */
    interface Breakpoints extends Controls {
        /** Their names, such as {@code before-commit}. */
        List<String> points();

        /**
         * Waits until a thread of the target reaches a point, and holds it there, for a fraction of a second at most: what happens meanwhile
         * may wait for that thread.
         *
         * @param point one of the {@linkplain #points points}
         * @param patience how long to wait at most
         * @return lets the thread go on; empty if none came in time
         */
        Optional<Imposed> hold(String point, Duration patience) throws InterruptedException;
    }

    /** The JVM that the target lives in is this one. */
    interface SharedJvm extends Controls {}
}
