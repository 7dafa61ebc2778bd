package dev.skewer.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
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

    @Test
    void aNameIsFoundOnceItHasANumberAndNotBefore() {
        Symbols symbols = new Symbols();
        for (int i = 0; i < 1_000; i++) {
            assertThat(symbols.find("name-" + i)).isEqualTo(-1);
            assertThat(symbols.size()).isEqualTo(i);
            symbols.intern("name-" + i);
            assertThat(symbols.find("name-" + i)).isEqualTo(i);
        }
    }

    @Property(tries = 200)
    void aNameComesBackAsItWas(@ForAll String name) {
        Symbols symbols = new Symbols();
        symbols.intern("something else");
        // Unpaired surrogates have no UTF-8 form.
        String utf8 = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(symbols.name(symbols.intern(name))).isEqualTo(utf8);
    }

    @Test
    void twoTablesHashDifferentlySoNobodyCanChooseCollisions() {
        // The slots of a table cannot be seen; that ten names collide in one table says nothing about another.
        Symbols first = new Symbols();
        Symbols second = new Symbols();
        boolean different = false;
        for (int i = 0; i < 10; i++) {
            byte[] name = ("name" + i).getBytes(StandardCharsets.UTF_8);
            different |= first.hash(name, 0, name.length) != second.hash(name, 0, name.length);
        }
        assertThat(different).isTrue();
    }

    @Test
    void namesThatDifferInOneBitHashApart() {
        Symbols symbols = new Symbols();
        Set<Integer> hashes = new HashSet<>();
        for (int length = 1; length <= 24; length++) {
            byte[] name = new byte[length];
            hashes.add(symbols.hash(name, 0, length));
            for (int bit = 0; bit < 8 * length; bit++) {
                name[bit / 8] ^= (byte) (1 << (bit % 8));
                hashes.add(symbols.hash(name, 0, length));
                name[bit / 8] ^= (byte) (1 << (bit % 8));
            }
        }
        // Of 2,424 hashes of 32 bits one pair in 1,500 runs would be equal by chance; ten are a broken hash.
        assertThat(hashes).hasSizeGreaterThan(2_424 - 10);
    }

    @Test
    void aNameMayBeTakenFromTheMiddleOfABuffer() {
        Symbols symbols = new Symbols();
        byte[] buffer = "xx:read, :write".getBytes(StandardCharsets.UTF_8);
        int read = symbols.intern(buffer, 3, 7);
        assertThat(symbols.intern("read")).isEqualTo(read);
        byte[] copy = new byte[6];
        assertThat(symbols.copy(read, copy, 1)).isEqualTo(5);
        assertThat(copy).containsExactly(0, 'r', 'e', 'a', 'd', 0);
        assertThat(symbols.length(read)).isEqualTo(4);
    }
}
