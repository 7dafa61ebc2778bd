package dev.skewer.history;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads histories in JSON, with Jepsen's names: one array of maps, or maps one after the other, usually one a line.
 *
 * <p>What JSON cannot say is taken as EDN would have it, so that a history gives the same tapes in both formats as far as
 * possible: the keys of maps become integers or keywords where they look like them ({@link JsonKeys}), and {@code type},
 * {@code f} and {@code process} may be strings with or without a colon. Strings in values stay strings.
 */
final class JsonReader extends HistoryReader {
    private static final String TOO_DEEP =
            "more than " + EdnValues.MAX_DEPTH + " containers inside one another, the most that a value may have";
    private static final String TOO_LONG =
            "a string, name or number of more than 64 MiB ends here, and none may be that long";

    /** Jackson's own limits are out of the way of those stated here, which hold for EDN too. */
    private static final JsonFactory JACKSON = JsonFactory.builder()
            // Histories are UTF-8; Jackson would otherwise guess, and fail on bytes that look like UTF-32.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            // Some writers have NaN, which is no JSON; it must not cost the history where nothing needs it.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(EdnValues.MAX_DEPTH + 3)
                    .maxStringLength(ByteInput.MAX_TOKEN)
                    .maxNameLength(ByteInput.MAX_TOKEN)
                    .maxNumberLength(ByteInput.MAX_TOKEN)
                    .build())
            .build();

    private final PeekedInput in;
    private final JsonParser parser;
    private final JsonKeys keys;
    private final CharacterEncoder encoder = new CharacterEncoder();
    private final DuplicateKeys duplicates;
    private final EventAssembler assembler;
    private final EventBatch batch = new EventBatch();
    private final MissingFields missing;

    /** Where each open container begins on the tape. */
    private final int[] starts = new int[EdnValues.MAX_DEPTH];

    /** What is wrong with the value being read, if anything is; it may not matter. */
    private @Nullable HistoryException doubt;

    private boolean started;
    private boolean enclosed;
    private boolean ended;
    private boolean inEvent;
    /** The line on which the event being read, or the array of all, begins; 0 outside. */
    private long openLine;

    JsonReader(PeekedInput in, String file, Format format) {
        super(file, format);
        this.in = in;
        this.parser = JACKSON.createParser(ObjectReadContext.empty(), in);
        this.keys = new JsonKeys(symbols());
        this.duplicates = new DuplicateKeys(symbols());
        this.assembler = new EventAssembler(symbols(), message -> error(parser.currentTokenLocation(), message));
        this.missing = new MissingFields(symbols());
    }

    @Override
    boolean read(Event event) throws IOException {
        if (ended) {
            return false;
        }
        JsonToken token = advance();
        if (!started) {
            started = true;
            enclosed = token == JsonToken.START_ARRAY;
            if (enclosed) {
                openLine = parser.currentTokenLocation().getLineNr();
                token = advance();
            }
        }
        if (token == JsonToken.START_OBJECT) {
            readMap(event);
            return true;
        }
        if (enclosed && token == JsonToken.END_ARRAY) {
            token = advance();
            if (token != null) {
                throw error(
                        parser.currentTokenLocation(),
                        "something follows the end of the history that began at line " + openLine
                                + "; all events must be inside its brackets");
            }
        }
        if (token != null) {
            throw error(
                    parser.currentTokenLocation(),
                    "no event begins here; right would be a map"
                            + " {\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"value\":null}");
        }
        ended = true;
        return false;
    }

    private void readMap(Event event) throws IOException {
        long outerLine = openLine;
        TokenStreamLocation begin = parser.currentTokenLocation();
        openLine = begin.getLineNr();
        inEvent = true;
        batch.clear();
        assembler.begin(batch, openLine, column(begin));
        while (advance() == JsonToken.PROPERTY_NAME) {
            EventField field = EventField.of(parser.currentName());
            if (field == null) {
                advance();
                skipChildren();
            } else {
                Tape tape = assembler.tapeFor(field);
                advance();
                value(tape);
                switch (field) {
                    case VALUE, KEY, ERROR -> assembler.doubt(field, doubt);
                    default -> requireNoDoubt();
                }
                doubt = null;
                assembler.take(field);
            }
        }
        openLine = outerLine;
        inEvent = false;
        assembler.end();
        batch.copy(0, event);
        event.file = file;
        missing.fillIn(event, batch.known(0));
    }

    /** Reads the value that begins with the current token. */
    private void value(Tape tape) throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        for (; ; ) {
            switch (Objects.requireNonNull(token)) {
                case START_OBJECT -> depth = begin(tape, Token.MAP, depth);
                case START_ARRAY -> depth = begin(tape, Token.VECTOR, depth);
                case END_OBJECT -> {
                    tape.end(starts[--depth]);
                    requireDistinctKeys(tape, starts[depth]);
                }
                case END_ARRAY -> tape.end(starts[--depth]);
                case PROPERTY_NAME -> key(tape);
                case VALUE_STRING -> tape.addString(string());
                case VALUE_NUMBER_INT -> integer(tape);
                case VALUE_NUMBER_FLOAT -> decimal(tape);
                case VALUE_TRUE -> tape.addBoolean(true);
                case VALUE_FALSE -> tape.addBoolean(false);
                default -> tape.addNil();
            }
            if (depth == 0) {
                return;
            }
            token = advance();
        }
    }

    private void requireNoDoubt() {
        if (doubt != null) {
            throw doubt;
        }
    }

    private void doubt(HistoryException wrong) {
        doubt = doubt == null ? wrong.at(file, line(), column()) : doubt;
    }

    /** Begins a container; gives the new depth. */
    private int begin(Tape tape, int kind, int depth) {
        if (depth == EdnValues.MAX_DEPTH) {
            throw error(TOO_DEEP);
        }
        starts[depth] = tape.begin(kind);
        return depth + 1;
    }

    private void requireDistinctKeys(Tape tape, int start) {
        int twice = duplicates.find(tape, start);
        if (twice >= 0) {
            doubt(error("this map has the key " + duplicates.text(tape, twice) + " twice; each may be there once"));
        }
    }

    private void key(Tape tape) {
        try {
            keys.add(parser.currentName(), tape, encoder);
        } catch (HistoryException e) {
            doubt(e);
            tape.addNil();
        }
    }

    private int string() {
        try {
            encoder.encode(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        } catch (JacksonException e) {
            throw complaint(e);
        } catch (HistoryException e) {
            doubt(e);
            return symbols().intern("");
        }
        return symbols().intern(encoder.bytes, 0, encoder.size);
    }

    private void integer(Tape tape) {
        switch (parser.getNumberType()) {
            case INT, LONG -> tape.addInt(parser.getLongValue());
            default -> tape.addSymbol(symbols().intern(parser.getString()));
        }
    }

    /** Reads a number with a fraction or an exponent; {@code 1.0} and {@code 1e0} are the number 1. */
    private void decimal(Tape tape) throws IOException {
        if (parser.isNaN()) {
            doubt(error(
                    parser.currentTokenLocation(),
                    parser.getString() + " is no number of JSON; right would be null, or a string"));
            tape.addNil();
            return;
        }
        String text = parser.getString();
        if (!JsonNumbers.add(text, tape, symbols())) {
            doubt(error(
                    parser.currentTokenLocation(),
                    "a number of more than " + JsonNumbers.MAX_DIGITS + " digits; right would be a string"));
            tape.addNil();
        }
    }

    private @Nullable JsonToken advance() throws IOException {
        try {
            return parser.nextToken();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw complaint(e);
        }
    }

    private void skipChildren() throws IOException {
        try {
            parser.skipChildren();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw complaint(e);
        }
    }

    /** Jackson's complaint in this package's form: one line, with a place. */
    private HistoryException complaint(JacksonException e) {
        TokenStreamLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        if (e instanceof UnexpectedEndOfInputException
                || e.getOriginalMessage().startsWith("Unexpected end-of-input")
                || endsInToken()) {
            String what = openLine > 0 ? ", in what begins at line " + openLine : "";
            return HistoryException.truncated("the file ends too early" + what + "; was it cut off?")
                    .at(file, at.getLineNr(), column(at));
        }
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        if (e instanceof StreamConstraintsException) {
            return error(at, message.contains("nesting depth") ? TOO_DEEP : TOO_LONG);
        }
        return error(at, JsonComplaints.of(e.getOriginalMessage()));
    }

    /** Whether an event ends inside a token with the file: what is wrong with it may be that its end is missing. */
    private boolean endsInToken() {
        return inEvent && in.hasEnded() && parser.currentLocation().getByteOffset() >= in.given();
    }

    @Override
    long line() {
        return parser.currentLocation().getLineNr();
    }

    @Override
    long column() {
        return column(parser.currentLocation());
    }

    private HistoryException error(String message) {
        return error(parser.currentLocation(), message);
    }

    private HistoryException error(TokenStreamLocation at, String message) {
        return new HistoryException(file, at.getLineNr(), column(at), message);
    }

    /** Jackson counts columns in 32 bits; behind those the offset in the file says where. */
    private static long column(TokenStreamLocation at) {
        return at.getColumnNr() > 0 ? at.getColumnNr() : at.getByteOffset() + 1;
    }

    @Override
    public void close() throws IOException {
        try {
            parser.close();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }
}
