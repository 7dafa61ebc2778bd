package dev.skewer.harness.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignLockTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    @Test
    void oneAtATime() throws Exception {
        CampaignLock first = CampaignLock.take(folder).orElseThrow();
        assertThat(CampaignLock.take(folder)).isEmpty();
        Files.readAllBytes(folder.resolve("campaign.lock"));
        assertThat(CampaignLock.take(folder)).isEmpty();
        first.close();
        CampaignLock second = CampaignLock.take(folder).orElseThrow();
        assertThat(CampaignLock.take(folder)).isEmpty();
        second.close();
    }
}
