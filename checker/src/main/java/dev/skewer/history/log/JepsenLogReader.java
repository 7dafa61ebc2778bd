package dev.skewer.history.log;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.edn.EdnLexer;
import dev.skewer.history.edn.EdnValues;
import dev.skewer.history.event.EventAssembler;
import dev.skewer.history.event.EventBatch;
import dev.skewer.history.event.EventField;
import dev.skewer.history.event.HistoryReader;
import dev.skewer.history.event.MissingFields;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.input.LineInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the operations in what Jepsen writes for people: the lines of its logger {@code jepsen.util} in a {@code jepsen.log} of
 * any year, and the lines of a {@code history.txt}. One line is one event: {@code PROCESS TYPE F VALUE ERROR}, with tabs or
 * blanks between them; the value is EDN, and the error, which may be missing, any text.
 *
 * <p>Other lines of a log are passed over, for a log has them; those of a {@code history.txt} too, but they are counted, for
 * they may be the rest of an error of several lines, or something lost. A line that looks like an event and cannot be read is
 * an error. A last line that does not end was cut off, for a shorter value may be left of it than was there.
 *
 * <p>Values that say nothing of the object (those of failed and indeterminate operations, and of the nemesis) may be
 * anything, such as an exception that Clojure cannot read again: those are kept as text.
 */
public final class JepsenLogReader extends HistoryReader {
    private static final Pattern LOGGED = Pattern.compile(
            "(?:^|[^\\n]*\\s)jepsen\\.util(?: -|:)?\\s+(\\S+)[ \\t]+:(\\S+)[ \\t]*(?:[ \\t](\\S.*))?", Pattern.DOTALL);
    private static final Pattern PLAIN =
            Pattern.compile("(\\S+)[ \\t]+:(\\S+)[ \\t]*(?:[ \\t](\\S.*))?", Pattern.DOTALL);
    private static final Pattern PROCESS = Pattern.compile("-?\\d+|:nemesis");
    private static final Set<String> TYPES = Set.of("invoke", "ok", "fail", "info");
    private static final String LOGGER = "jepsen.util";
    private static final int SHOWN = 60;

    private final LineInput lines;
    private final ByteInput text;
    private final EdnValues values;
    private final EventAssembler assembler;
    private final MissingFields missing;
    private final EventBatch batch = new EventBatch();
    private final boolean isLog;
    private long events;
    private long others;
    private long firstOther;

    public JepsenLogReader(InputStream in, String file, Format format) {
        super(file, format);
        isLog = format != Format.JEPSEN_TXT;
        lines = new LineInput(in);
        text = new ByteInput(InputStream.nullInputStream(), file);
        values = new EdnValues(new EdnLexer(text, symbols()), symbols());
        assembler = new EventAssembler(symbols(), text::errorAtMark);
        missing = new MissingFields(symbols());
    }

    @Override
    protected boolean read(Event event) throws IOException {
        while (lines.next()) {
            if (!lines.isWhole()) {
                throw HistoryException.truncated("the file ends inside a line; was it cut off?")
                        .at(file, lines.number(), lines.length() + 1L);
            }
            // One character a byte, so that positions are those of the bytes.
            String line = lines.text(StandardCharsets.ISO_8859_1);
            if (isLog && !line.contains(LOGGER)) {
                continue;
            }
            Matcher match = (isLog ? LOGGED : PLAIN).matcher(line);
            if (match.matches() && looksLikeAnEvent(match)) {
                text.load(lines.bytes(), lines.length(), lines.number());
                readEvent(event, match);
                events++;
                return true;
            }
            if (!isLog && !line.isBlank()) {
                firstOther = others == 0 ? lines.number() : firstOther;
                others++;
            }
        }
        if (events == 0 && lines.number() > 0) {
            throw new HistoryException("no line is an event of " + (isLog ? "a Jepsen log" : "Jepsen's history.txt")
                    + "; right would be lines such as " + (isLog ? "INFO  jepsen.util - " : "")
                    + "0 :invoke :read nil");
        }
        return false;
    }

    /** A process and a type; or a process that is one for sure, and two keywords, of which the first should be a type. */
    private static boolean looksLikeAnEvent(Matcher match) {
        String rest = match.group(3);
        return TYPES.contains(match.group(2))
                || (PROCESS.matcher(match.group(1)).matches() && rest != null && rest.startsWith(":"));
    }

    private void readEvent(Event event, Matcher match) throws IOException {
        batch.clear();
        assembler.begin(batch, lines.number(), 1);
        name(EventField.PROCESS, match.start(1), match.end(1));
        name(EventField.TYPE, match.start(2) - 1, match.end(2));
        boolean isNeeded = assembler.process != Event.NEMESIS
                && (assembler.type() == EventType.INVOKE || assembler.type() == EventType.OK);
        if (match.group(3) != null) {
            text.position = match.start(3);
            field(EventField.F, true);
            if (text.position < text.limit) {
                field(EventField.VALUE, isNeeded);
            }
            rest();
        }
        assembler.end();
        batch.copy(0, event);
        event.file = file;
        missing.fillIn(event, batch.known(0));
    }

    /** Takes a field that is a name, with or without a colon. */
    private void name(EventField field, int from, int to) {
        text.position = from;
        text.mark();
        assembler.tapeFor(field).addSymbol(symbols().intern(text.buffer, from, to));
        assembler.take(field);
    }

    /** Reads a field in EDN; where it is not needed and no EDN, everything up to the end of the line is its text. */
    private void field(EventField field, boolean isNeeded) throws IOException {
        Tape tape = assembler.tapeFor(field);
        int from = text.position;
        text.mark();
        try {
            values.read(tape);
            if (text.position < text.limit && !isBlank(text.buffer[text.position])) {
                throw new HistoryException("more follows");
            }
        } catch (HistoryException e) {
            if (isNeeded) {
                throw text.errorAtMark(ValuePrinter.quoted(shown(from))
                        + " is no value; right would be EDN such as nil, 1, [1 2] or :timed-out");
            }
            tape.clear();
            text.position = from;
            return;
        }
        skipBlanks();
        if (!isNeeded && assembler.type() != EventType.INVOKE && Token.kind(tape.token(0)) == Token.KEYWORD) {
            // Not a value: why it failed.
            int why = Token.symbol(tape.token(0));
            tape.clear();
            assembler.tapeFor(EventField.ERROR).addKeyword(why);
            assembler.take(EventField.ERROR);
            return;
        }
        assembler.take(field);
    }

    /** What is left of the line says why the operation failed. */
    private void rest() {
        if (text.position < text.limit && !assembler.has(EventField.ERROR)) {
            assembler.tapeFor(EventField.ERROR).addString(symbols().intern(text.buffer, text.position, text.limit));
            assembler.take(EventField.ERROR);
        }
    }

    private void skipBlanks() {
        while (text.position < text.limit && isBlank(text.buffer[text.position])) {
            text.position++;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private String shown(int from) {
        String rest = new String(text.buffer, from, Math.min(text.limit - from, 4 * SHOWN), StandardCharsets.UTF_8);
        return rest.length() > SHOWN ? rest.substring(0, SHOWN) + "…" : rest;
    }

    @Override
    public List<String> notes() {
        return others == 0
                ? List.of()
                : List.of(file + ": "
                        + (others == 1 ? "one line is no event and was" : others + " lines are no events and were")
                        + " passed over; the first is line " + firstOther);
    }

    @Override
    protected long line() {
        return Math.max(1, lines.number());
    }

    @Override
    protected long column() {
        return 1;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
