package dev.skewer.store.partition;

import static dev.skewer.store.partition.Commands.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionStoreTest {
    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsRead() {
        try (PartitionStore store = PartitionStore.open(directory.resolve("s"), StoreOptions.defaults())) {
            assertThat(store.execute(append(7, "a")))
                    .isEqualTo(new Outcome.Appended(1, List.of(new Outcome.Position(0, 0))));
            store.execute(append(7, "b"));
            store.execute(append(8, "x"));
            assertThat(store.execute(new Command.Trim(7, 1))).isEqualTo(new Outcome.Trimmed(4, new Metadata(1, 0, 1)));
            for (ReadIsolation isolation : ReadIsolation.values()) {
                try (PartitionReader reader = store.reader(isolation)) {
                    InvocationView view = reader.read(7, true);
                    assertThat(view.metadata()).isEqualTo(new Metadata(1, 0, 1));
                    assertThat(view.journal()).hasToString("[0:a]");
                    assertThat(view.state()).isEmpty();
                    assertThat(reader.readRange(7, false).journal()).hasToString("[0:a]");
                    assertThat(reader.readJournal(8).journal()).hasToString("[0:x]");
                }
            }
            assertThat(store.appliedLsn(0)).isEqualTo(4);
        }
    }
}
