package dev.skewer.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the log that Jepsen wrote of its operations in 2014, as Porcupine ships such logs of etcd: one line an event, {@code
 * INFO  jepsen.util - PROCESS TYPE F VALUE} with tabs or spaces between the four. Other lines are passed over: a log has them. So a
 * log without a single event is refused.
 */
final class JepsenLogReader extends HistoryReader {
    /** The longest line that is read. */
    private static final int MAX_LINE = 1 << 20;

    private static final Pattern EVENT =
            Pattern.compile("INFO\\s+jepsen\\.util - (\\d{1,9})\\s+:(invoke|ok|fail|info)\\s+:([\\w-]+)\\s+(.*)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern PAIR = Pattern.compile("\\[(-?\\d{1,18}) (-?\\d{1,18})]");
    private static final Pattern KEYWORD = Pattern.compile(":[\\w-]+");

    private final InputStream in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long line;
    private long events;

    JepsenLogReader(InputStream in, String file) {
        super(file, Format.PORCUPINE_ETCD);
        this.in = in;
    }

    @Override
    boolean read(Event event) throws IOException {
        while (nextLine()) {
            Matcher match = EVENT.matcher(bytes.toString(StandardCharsets.UTF_8));
            if (!match.matches()) {
                continue;
            }
            event.clear();
            event.file = file;
            event.line = line;
            event.index = events;
            event.time = events++;
            event.process = Integer.parseInt(match.group(1));
            event.type = EventType.valueOf(match.group(2).toUpperCase(java.util.Locale.ROOT));
            event.f = symbols().intern(match.group(3));
            readValue(match.group(4).strip(), event);
            return true;
        }
        if (events == 0) {
            throw new HistoryException("no line is an event of a Jepsen log; right would be lines such as"
                    + " INFO  jepsen.util - 0 :invoke :read nil");
        }
        return false;
    }

    private void readValue(String text, Event event) {
        Tape value = event.value;
        Matcher pair = PAIR.matcher(text);
        if (text.equals("nil")) {
            value.addNil();
        } else if (NUMBER.matcher(text).matches()) {
            value.addInt(Long.parseLong(text));
        } else if (pair.matches()) {
            int at = value.begin(Token.VECTOR);
            value.addInt(Long.parseLong(pair.group(1)));
            value.addInt(Long.parseLong(pair.group(2)));
            value.end(at);
        } else if (KEYWORD.matcher(text).matches()) {
            // Not a value: why it failed.
            event.error.addKeyword(symbols().intern(text.substring(1)));
        } else {
            throw new HistoryException(
                    ValuePrinter.quoted(text) + " is no value; right would be nil, 1, [1 2] or :timed-out");
        }
    }

    /** Reads a line without its end; false at the end of the log. */
    private boolean nextLine() throws IOException {
        bytes.reset();
        line++;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return true;
            }
            if (bytes.size() == MAX_LINE) {
                throw new HistoryException("a line of more than " + MAX_LINE + " bytes; no event is that long");
            }
            bytes.write(b);
        }
        return bytes.size() > 0;
    }

    @Override
    long line() {
        return line;
    }

    @Override
    long column() {
        return 1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
