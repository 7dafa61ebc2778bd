package dev.skewer.store.storage;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** What is made of an iterator that has no further row: it is at the end, or could not go on. */
@FunctionalInterface
public interface ScanEnd {
    /** Asks which, and fails if it could not go on. */
    ScanEnd SOUND = RocksIterator::status;

    /** Looks at {@code iterator}, which is not valid. */
    void check(RocksIterator iterator) throws RocksDBException;
}
