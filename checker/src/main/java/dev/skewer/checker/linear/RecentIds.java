package dev.skewer.checker.linear;

import java.util.Arrays;

/**
 * Ids of what consists of numbered things, in small groups by the latest of these: most of what a history has is made of
 * something that has just come up, so that its group, unlike its hash slot, is still in a cache. The owner keeps what finds its
 * group full. About eight bytes a thing.
 */
public final class RecentIds {
    /** So many things share a group. */
    private static final int NEIGHBOURS = 4;

    /** So many ids have room in a group. */
    public static final int GROUP = 8;

    /** No id, in {@link #get}. */
    public static final int FREE = -1;

    /** Id + 1; 0 is free. */
    private int[] ids = new int[64];

    /** No ids. */
    public RecentIds() {}

    /** Where the group of what has this latest part begins: it has {@link #GROUP} slots, of which the first ones are taken. */
    public int group(int latest) {
        return Math.max(0, latest) / NEIGHBOURS * GROUP;
    }

    /** The id in a slot, or {@link #FREE}. */
    public int get(int slot) {
        return slot < ids.length ? ids[slot] - 1 : FREE;
    }

    /** Puts an id into a free slot. */
    public void put(int slot, int id) {
        if (slot >= ids.length) {
            ids = Arrays.copyOf(ids, Math.max(slot + GROUP, ids.length + (ids.length >> 1)));
        }
        ids[slot] = id + 1;
    }
}
