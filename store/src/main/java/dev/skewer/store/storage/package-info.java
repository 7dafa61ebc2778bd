/**
 * What is stored where, and what writing and reading share.
 *
 * <p>{@code NativeLibrary} loads RocksDB, {@code StoreDirectory} looks at what is on disk, {@code InfoLog} at what RocksDB says of it, {@code Database} opens it, {@code WalFlusher} hands
 * its log's buffer on, {@code TornTail} cuts off what a loss of power left of the last record, {@code CrashImage} copies it; {@code
 * WriteAheadLogs} are the files that both look at. {@code Keys} and {@code
 * Status} are the encodings; {@code StatusTable} reads rows of metadata, {@code RangeReads} journals and states, up to a {@code ScanEnd}. A {@code Partition} is its
 * LSNs and its lock, {@code Pauses} calls the yield points, and {@code NativeScope} closes what is native.
 */
@NullMarked
package dev.skewer.store.storage;

import org.jspecify.annotations.NullMarked;
