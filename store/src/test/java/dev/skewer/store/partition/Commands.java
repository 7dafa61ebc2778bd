package dev.skewer.store.partition;

import dev.skewer.store.Command;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short forms of commands with text entries. */
final class Commands {
    private Commands() {}

    static Command.Append append(long invocation, String entry) {
        return new Command.Append(invocation, bytes(entry));
    }

    static Command.Append appendIf(long invocation, String entry, int ifLength) {
        return new Command.Append(invocation, bytes(entry), ifLength);
    }

    static Command.AppendAll appendAll(Command.Append... appends) {
        return new Command.AppendAll(List.of(appends));
    }

    static Command.SetState setState(long invocation, String key, String entry) {
        return new Command.SetState(invocation, key, bytes(entry));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
