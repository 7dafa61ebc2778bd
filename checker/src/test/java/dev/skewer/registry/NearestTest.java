package dev.skewer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void findsWhatWasMeant() {
        List<String> names = List.of("snapshot", "committed", "locked");
        assertThat(Nearest.to("comitted", names)).contains("committed");
        assertThat(Nearest.to("lokced", names)).contains("locked");
        assertThat(Nearest.to("serializable", names)).isEmpty();
        assertThat(Nearest.hint("serializable", names)).isEqualTo("; there are snapshot, committed, locked");
    }

    @Property
    void distanceIsSymmetricAndZeroOnlyForTheSame(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
        assertThat(Nearest.distance(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(Nearest.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
    }
}
