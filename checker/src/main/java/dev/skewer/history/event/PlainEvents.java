package dev.skewer.history.event;

import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.Digits;
import dev.skewer.history.value.PlainValues;

/**
 * Reads what is plain of events: fields with the keys of the event before, in the same order and with the same blanks, whose
 * values are plain. That is nearly everything in nearly every history, and small enough that the virtual machine soon has it
 * compiled; whatever else there is in an event, the general reader of the format reads.
 */
public final class PlainEvents {
    /** So many bytes behind the beginning of a key are looked at, before what is a value of any length. */
    private static final int AHEAD = ExpectedKeys.LONGEST + Digits.AHEAD;

    private final ByteInput in;
    private final EventAssembler assembler;
    private final ExpectedKeys expected;
    private final PlainValues values;

    public PlainEvents(ByteInput in, EventAssembler assembler, ExpectedKeys expected, PlainValues values) {
        this.in = in;
        this.assembler = assembler;
        this.expected = expected;
        this.values = values;
    }

    /**
     * Reads on in an event, behind its opening brace or one of its values.
     *
     * @return whether the event has ended; if it has not, all up to the next key that is not plain has been read
     */
    public boolean readOn() {
        byte[] buffer = in.buffer;
        int limit = in.limit - AHEAD;
        int at = in.position;
        while (at < limit) {
            if (buffer[at] == '}') {
                in.position = at + 1;
                return true;
            }
            EventField field = expected.recognise(buffer, at);
            int end = field == null || assembler.has(field) ? -1 : readField(field, buffer, at + expected.length());
            if (end < 0) {
                break;
            }
            expected.pass();
            at = end;
        }
        in.position = at;
        return false;
    }

    /** Reads a field; gives the end of its value, or -1 if that is not plain, and then all is as before. */
    private int readField(EventField field, byte[] buffer, int at) {
        switch (field) {
            case INDEX, TIME, PROCESS -> {
                int end = at + Digits.count(buffer, at);
                boolean isTaken = end > at
                        && PlainValues.endsToken(buffer[end])
                        && assembler.takeNumber(field, Digits.value(buffer, at, end - at));
                return isTaken ? end : -1;
            }
            case TYPE, F -> {
                int length = values.nameLength(buffer, at);
                boolean isTaken = length > 0
                        && PlainValues.endsToken(buffer[at + length])
                        && assembler.takeName(field, values.name(buffer, at, length));
                return isTaken ? at + length : -1;
            }
            default -> {
                in.position = at;
                return assembler.takePlain(field, values) ? in.position : -1;
            }
        }
    }
}
