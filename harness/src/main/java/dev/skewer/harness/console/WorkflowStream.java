package dev.skewer.harness.console;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Output that a CI system reads for commands: GitHub's runner obeys a line that begins with {@code ::} and a {@code ##[} anywhere in one
 * ({@code actions/runner}, {@code ActionCommand}), Azure's {@code ##vso[}, TeamCity {@code ##teamcity[}. What a history, a file's name or a note has of that comes out
 * as an escape (the second colon, and the bracket, by its number), which in a JSON document is the same value; commands of Skewer's own go by {@link #command}.
 */
public final class WorkflowStream extends PrintStream {
    /** What says that such a system reads. */
    private static final List<String> VARIABLES = List.of("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION");

    private final PrintStream target;

    private WorkflowStream(PrintStream target) {
        super(new Guard(target), false, StandardCharsets.UTF_8);
        this.target = target;
    }

    /** Output as it is fit for who reads it. */
    public static PrintStream guarded(PrintStream out, Map<String, String> environment) {
        return VARIABLES.stream()
                        .allMatch(name -> environment.getOrDefault(name, "").isEmpty())
                ? out
                : new WorkflowStream(out);
    }

    /** A text of several lines, as it is fit for any such system that its reader prints it into. */
    public static String guarded(String text) {
        var bytes = new ByteArrayOutputStream();
        try (PrintStream out = new WorkflowStream(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            out.print(text);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Prints a command on a line of its own, for whoever reads. */
    public static void command(PrintStream out, String line) {
        PrintStream to = out;
        if (out instanceof WorkflowStream stream) {
            stream.flush();
            to = stream.target;
        }
        to.println(line);
        to.flush();
    }

    @Override
    public boolean checkError() {
        return target.checkError();
    }

    /** Looks at each byte when it passes, and keeps none back. */
    private static final class Guard extends FilterOutputStream {
        /** Whether nothing of the line was seen but what may be white space. */
        private boolean isBegin = true;
        /** Whether the line so far is white space and a colon. */
        private boolean isColon;
        /** How much of {@code ##} and letters behind it was seen last: hashes, at most 2; 3 once there are letters. */
        private int hashes;

        Guard(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int begin = from;
            int end = from + length;
            for (int i = from; i < end; i++) {
                if (isToBeEscaped(bytes[i])) {
                    out.write(bytes, begin, i - begin);
                    escape(bytes[i]);
                    begin = i + 1;
                }
            }
            out.write(bytes, begin, end - begin);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        private void escape(byte b) throws IOException {
            out.write(String.format("\\u%04x", (int) b).getBytes(StandardCharsets.US_ASCII));
        }

        private boolean isToBeEscaped(byte b) {
            boolean isCommand = (b == ':' && isColon) || (b == '[' && hashes >= 2);
            isColon = b == ':' && isBegin;
            // Of what is not ASCII some is white space, too.
            boolean isSpace = b <= ' ';
            isBegin = b == '\n' || b == '\r' || (isBegin && isSpace);
            boolean isLetter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            hashes = b == '#' ? Math.min(2, hashes % 3 + 1) : isLetter && hashes >= 2 ? 3 : 0;
            return isCommand;
        }
    }
}
