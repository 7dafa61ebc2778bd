package dev.skewer.history.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Format;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.examples.DribblingInput;
import dev.skewer.history.examples.Recorded;
import dev.skewer.history.examples.Value;
import dev.skewer.history.examples.Values;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RoundTripTest {
    @Provide
    Arbitrary<List<Recorded>> ednEvents() {
        return Values.ednEvents();
    }

    @Provide
    Arbitrary<List<Recorded>> jsonEvents() {
        return Values.jsonEvents();
    }

    @Provide
    Arbitrary<Value> values() {
        return Values.ednValues();
    }

    @Property(tries = 400)
    void ednReadsBackAsItWasWritten(@ForAll("ednEvents") List<Recorded> events) {
        byte[] written = Recorded.write(events, Format.EDN);
        assertThat(Recorded.read(written, Format.EDN)).isEqualTo(events);
        assertThat(Recorded.write(Recorded.read(written, Format.EDN), Format.EDN))
                .isEqualTo(written);
    }

    @Property(tries = 400)
    void jsonReadsBackAsItWasWritten(@ForAll("jsonEvents") List<Recorded> events) {
        byte[] written = Recorded.write(events, Format.JSONL);
        assertThat(Recorded.read(written, Format.JSONL)).isEqualTo(events);
    }

    @Property(tries = 200)
    void whateverIsWrittenIsSeenForWhatItIs(@ForAll("jsonEvents") List<Recorded> events) {
        for (Format format : List.of(Format.EDN, Format.JSONL)) {
            assertThat(Recorded.read(Recorded.write(events, format), Format.AUTO))
                    .isEqualTo(events);
        }
    }

    @Property(tries = 200)
    void aSlowPipeGivesTheSameEvents(
            @ForAll("ednEvents") List<Recorded> events, @ForAll @IntRange(min = 1, max = 7) int most) {
        byte[] written = Recorded.write(events, Format.EDN);
        assertThat(Recorded.read(new DribblingInput(written, most), Format.EDN)).isEqualTo(events);
    }

    @Property(tries = 200)
    void everyEventIsOneLineWithoutControlCharacters(@ForAll("ednEvents") List<Recorded> events) {
        for (Format format : List.of(Format.EDN, Format.JSONL)) {
            String text = new String(Recorded.write(events, format), StandardCharsets.UTF_8);
            assertThat(text.split("\n"))
                    .hasSameSizeAs(events)
                    .allSatisfy(line -> assertThat(line)
                            .endsWith("}")
                            .matches(any -> any.codePoints()
                                    .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)));
        }
    }

    @Property(tries = 400)
    void aPrintedValueReadsBack(@ForAll("values") Value value) {
        Symbols symbols = new Symbols();
        Tape tape = new Tape();
        value.addTo(tape, symbols);
        assertThat(Recorded.value(ValuePrinter.text(tape, symbols))).isEqualTo(value);
    }
}
