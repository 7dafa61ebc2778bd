package dev.skewer.store.defect;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.read.MetadataSource;
import dev.skewer.store.storage.Status;
import dev.skewer.store.storage.StatusTable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/** {@link Defect#METADATA_CACHE}: every command but a trim drops the invocations that it changes. */
final class MetadataCache implements MetadataSource {
    private static final int MAX_CACHED = 1 << 16;

    private final Map<Long, Status> cached = new ConcurrentHashMap<>();

    @Override
    public @Nullable Status get(StatusTable table, ReadOptions options, long invocation) throws RocksDBException {
        Status known = cached.get(invocation);
        if (known != null) {
            return known;
        }
        Status read = table.get(options, invocation);
        if (read != null) {
            if (cached.size() >= MAX_CACHED) {
                cached.clear();
            }
            cached.put(invocation, read);
        }
        return read;
    }

    @Override
    public void committed(Command command) {
        if (command instanceof Command.Append append) {
            cached.remove(append.invocation());
        } else if (command instanceof Command.AppendAll all) {
            all.appends().forEach(append -> cached.remove(append.invocation()));
        } else if (command instanceof Command.SetState set) {
            cached.remove(set.invocation());
        } else if (command instanceof Command.Compact compact) {
            cached.remove(compact.invocation());
        } else if (command instanceof Command.Create create) {
            cached.remove(create.invocation());
        } else if (command instanceof Command.Purge purge) {
            cached.remove(purge.invocation());
        }
    }
}
