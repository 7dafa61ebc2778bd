package dev.skewer.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.bank.BankConnection;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.ConnectionTarget;
import dev.skewer.workloads.target.NoEffectException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionTargetTest {
    private final AtomicInteger closed = new AtomicInteger();

    private final class Registers implements RegisterConnection {
        @Override
        public @Nullable Long read(long key) {
            return null;
        }

        @Override
        public void write(long key, long value) {}

        @Override
        public boolean compareAndSet(long key, long expected, long value) {
            return false;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void eachConnectionIsNewAndTheTargetIsReadyUntilItIsClosed() throws InterruptedException {
        ConnectionTarget target = ConnectionTarget.of(Registers::new).closing(() -> closed.addAndGet(100));
        assertThat(target.connect(RegisterConnection.class)).isNotSameAs(target.connect(RegisterConnection.class));
        assertThat(target.awaitReady(Duration.ZERO)).isTrue();
        assertThat(target.quiesce(Duration.ZERO)).isTrue();
        assertThat(target.restarts()).isZero();
        target.close();
        assertThat(closed).hasValue(100);
    }

    @Test
    void aStoreThatDoesNotCloseIsTold() {
        ConnectionTarget target = ConnectionTarget.of(Registers::new).closing(() -> {
            throw new IOException("disk full");
        });
        assertThatThrownBy(target::close).hasMessage("the store does not close: java.io.IOException: disk full");
    }

    @Test
    void aProtocolThatItDoesNotSpeakIsRefusedAndNothingStaysOpen() {
        ConnectionTarget target = ConnectionTarget.of(Registers::new);
        assertThatThrownBy(() -> target.connect(BankConnection.class))
                .isInstanceOf(NoEffectException.class)
                .hasMessageEndingWith("ConnectionTargetTest$Registers is no BankConnection, which the workload needs");
        assertThat(closed).hasValue(1);
    }
}
