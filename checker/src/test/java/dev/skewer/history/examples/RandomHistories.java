package dev.skewer.history.examples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Texts of histories as no one would write them, but may. */
public final class RandomHistories {
    private static final byte[] TELLING =
            "[](){}\"\\#_:;,-+./0123456789eEMNu \n\r\t^'@~`ntf\u0000\u007f\u0080\u00c3\u00e2\u00ed\u00f0\u00ff"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private final Random random;
    private final boolean json;
    private final StringBuilder text = new StringBuilder();

    private RandomHistories(Random random, boolean json) {
        this.random = random;
        this.json = json;
    }

    /** A history that is well-formed, if perhaps not one that any checker takes. */
    public static byte[] text(Random random, boolean json, int events) {
        RandomHistories made = new RandomHistories(random, json);
        made.history(events);
        return made.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One value. */
    public static byte[] value(Random random, boolean json) {
        return new RandomHistories(random, json).value(3).getBytes(StandardCharsets.UTF_8);
    }

    /** The text with a few bytes changed, added, doubled or missing. */
    public static byte[] damaged(byte[] text, Random random) {
        byte[] bytes = text;
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
            byte one = TELLING[random.nextInt(TELLING.length)];
            bytes = switch (random.nextInt(6)) {
                case 0 -> splice(bytes, at, at, new byte[] {one});
                case 1 -> splice(bytes, at, at + 1, new byte[] {one});
                case 2 -> splice(bytes, at, to, new byte[0]);
                case 3 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
                case 4 -> random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, at);
                default -> splice(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ (1 << random.nextInt(8)))});
            };
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
        byte[] result = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result;
    }

    private void history(int events) {
        boolean enclosed = random.nextInt(3) == 0;
        boolean pretty = random.nextInt(3) == 0;
        boolean withoutProcess = random.nextInt(8) == 0;
        if (enclosed) {
            text.append(json || random.nextBoolean() ? '[' : '(');
        }
        char close = enclosed ? text.charAt(text.length() - 1) == '[' ? ']' : ')' : 0;
        for (int i = 0; i < events; i++) {
            if (i > 0) {
                boolean early = random.nextInt(4) > 0;
                text.append(json && enclosed && early ? "," : "");
                text.append(random.nextInt(12) == 0 ? " " : random.nextInt(12) == 0 ? "\r\n \n" : "\n");
                text.append(json && enclosed && !early ? "," : "");
            }
            text.append(enclosed && random.nextInt(3) > 0 ? " " : "");
            event(i, pretty, withoutProcess);
        }
        if (enclosed) {
            text.append(random.nextBoolean() ? "\n" : "").append(close);
        }
        text.append(random.nextBoolean() ? "\n" : "");
    }

    private void event(int i, boolean pretty, boolean withoutProcess) {
        if (!json && random.nextInt(10) == 0) {
            text.append("#jepsen.history.Op").append(random.nextBoolean() ? " " : "");
        }
        if (!json && random.nextInt(20) == 0) {
            text.append("#_ {:not {:an \"event\n{\"}}\n");
        }
        if (!json && random.nextInt(20) == 0) {
            text.append("; a comment {\n");
        }
        List<String[]> fields = new ArrayList<>();
        fields.add(new String[] {
            "type", name(List.of("invoke", "ok", "fail", "info").get(random.nextInt(4)))
        });
        fields.add(new String[] {
            "f", name(List.of("read", "write", "append-all", "f" + i).get(random.nextInt(4)))
        });
        if (!withoutProcess && (random.nextInt(40) > 0)) {
            fields.add(new String[] {
                "process",
                random.nextInt(6) == 0
                        ? name(List.of("nemesis", "p" + i, "p1", "17").get(random.nextInt(4)))
                        : "" + random.nextInt(20)
            });
        }
        if (random.nextInt(4) > 0) {
            fields.add(new String[] {"value", value(3)});
        }
        if (random.nextInt(3) > 0) {
            fields.add(new String[] {"index", "" + i});
        }
        if (random.nextInt(3) > 0) {
            fields.add(new String[] {"time", "" + random.nextLong(1L << random.nextInt(1, 62))});
        }
        for (String rare : List.of("error", "key", "other", "a-longer-name", "exception")) {
            if (random.nextInt(8) == 0) {
                fields.add(new String[] {rare, value(2)});
            }
        }
        if (random.nextInt(3) == 0) {
            java.util.Collections.shuffle(fields, random);
        }
        text.append(random.nextInt(10) == 0 ? "{ " : "{");
        for (int k = 0; k < fields.size(); k++) {
            text.append(k == 0 ? "" : random.nextInt(30) == 0 ? " ,\t" : json || random.nextBoolean() ? ", " : " ");
            text.append(k > 0 && pretty ? "\n  " : "");
            text.append(json ? '"' + fields.get(k)[0] + "\":" : ':' + fields.get(k)[0] + ' ');
            text.append(random.nextInt(30) == 0 ? "\n" : "");
            text.append(fields.get(k)[1]);
        }
        text.append('}');
    }

    private String name(String name) {
        return json
                ? random.nextInt(8) == 0 ? "\":" + name + '"' : '"' + name + '"'
                : random.nextInt(8) == 0 ? '"' + name + '"' : ':' + name;
    }

    private String value(int depth) {
        int kind = random.nextInt(depth > 0 ? 13 : 9);
        return switch (kind) {
            case 0 -> json ? "null" : "nil";
            case 1 -> "" + random.nextInt(100);
            case 2 -> "" + (random.nextLong() >> random.nextInt(64));
            case 3 -> json ? "\"read\"" : ":read";
            case 4 ->
                '"'
                        + "x".repeat(random.nextInt(12))
                        + List.of("é😀", "\\n\\\"", "{", "\\u00e9", "").get(random.nextInt(5))
                        + '"';
            case 5 -> random.nextBoolean() ? "true" : "false";
            case 6 -> "" + random.nextDouble() * 1000;
            case 7 ->
                json
                        ? "12345678901234567890123"
                        : List.of("1/2", "12345678901234567890N", "\\a", "sym", "2.5M", "##NaN", "\"two\n{lines\"")
                                .get(random.nextInt(7));
            case 8 -> '"' + "unique" + random.nextInt(1000) + '"';
            case 9, 10 -> sequence(depth, "[", "]");
            case 11 ->
                json
                        ? sequence(depth, "[", "]")
                        : random.nextBoolean() ? sequence(depth, "(", ")") : "#{1 \"a\" " + random.nextInt(5, 9) + '}';
            default -> map(depth);
        };
    }

    private String sequence(int depth, String open, String close) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(value(depth - 1));
        }
        return open + String.join(json ? "," : random.nextBoolean() ? " " : ", ", elements) + close;
    }

    private String map(int depth) {
        List<String> entries = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String key = List.of("id", "a", "k" + random.nextInt(50), "some/thing-longer", "" + i)
                            .get(random.nextInt(4))
                    + i;
            entries.add((json ? '"' + key + "\":" : ':' + key + ' ') + value(depth - 1));
        }
        String nested = random.nextInt(10) == 0 ? "\n{" : "{";
        return (json || nested.length() > 1 || random.nextInt(8) > 0 ? nested : "#:ns{")
                + String.join(json ? "," : ", ", entries)
                + '}';
    }
}
