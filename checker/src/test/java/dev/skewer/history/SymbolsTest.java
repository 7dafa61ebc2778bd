package dev.skewer.history;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SymbolsTest {
    @Test
    void aNameKeepsItsNumberWhenTheTableGrows() {
        Symbols symbols = new Symbols();
        for (int i = 0; i < 10_000; i++) {
            assertThat(symbols.intern("name-" + i)).isEqualTo(i);
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(symbols.intern("name-" + i)).isEqualTo(i);
            assertThat(symbols.name(i)).isEqualTo("name-" + i);
        }
    }

    @Property(tries = 200)
    void aNameComesBackAsItWas(@ForAll String name) {
        Symbols symbols = new Symbols();
        symbols.intern("something else");
        // Unpaired surrogates have no UTF-8 form.
        String utf8 = new String(
                name.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(symbols.name(symbols.intern(name))).isEqualTo(utf8);
    }
}
