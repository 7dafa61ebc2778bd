package dev.skewer.results.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinearViewPageTest {
    @Test
    void writes() throws Exception {
        java.nio.file.Path d = java.nio.file.Path.of(System.getProperty("java.io.tmpdir"), "h-view-pages");
        java.nio.file.Files.createDirectories(d);
        LinearViewPage.write(Simulation.valid(5, 60, false, 1), d.resolve("valid.html"));
        LinearViewPage.write(Simulation.broken(6, 170, false, 1), d.resolve("invalid.html"));
        LinearViewPage.write(Simulation.broken(6, 600, true, 1), d.resolve("unknown.html"));
        LinearViewPage.write(Simulation.broken(50, 10_000, false, 1), d.resolve("big.html"));
        LinearViewPage.write(Simulation.valid(50, 10_000, true, 1), d.resolve("bigvalid.html"));
        assertThat(d).exists();
    }
}
