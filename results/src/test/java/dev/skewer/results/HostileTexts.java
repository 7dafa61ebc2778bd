package dev.skewer.results;

import java.util.List;
import java.util.Random;

/** What a history, a spec, a log or a file's name may have, meant to be taken for something else wherever it is written. */
public final class HostileTexts {
    /** Each by itself, as some are something only where a line or a field begins. */
    public static final List<String> ALL = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)' x='",
            "javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "</script></style></title></svg></td></table></details><h1>x</h1>",
            "<!--",
            "-->",
            "]]>",
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
            "&lt;&#60;&amp;&nbsp;",
            "\u001b[31mred\u001b]0;title\u0007\u009b2J",
            "\u202eright to left\u202c\u200f\u061c\u2066\u2069",
            "nul \u0000 and \u0001\u0008\u000b\u000c\u007f\u0085 and \ufffe\uffff\ufeff",
            "lone \ud800 and \udc00",
            "a\nb\r\nc\td\u2028e",
            "[a](javascript:alert(1))",
            "![a](https://evil.example/x.png)",
            "[a]: https://evil.example",
            "<a href=\"//evil.example\">b</a>",
            "<https://evil.example>",
            "https://evil.example/ www.evil.example mail@evil.example",
            "# heading",
            "| a | b |",
            "``` `code` ~~~",
            "* a\n* b",
            "1. a",
            "> quoted",
            "---",
            "===",
            "    indented",
            "**bold** _slanted_ ~~struck~~",
            "@octocat #12 GH-12 octo/repo#1 octo/repo@0123456",
            "$x$ and $$y$$",
            ":smile:",
            "[^1] [ ] - [x]",
            "::error file=a,line=1::x",
            "\n::add-mask::x",
            "  ::stop-commands::x",
            "##[error]x",
            "\r##[add-mask]x",
            "%0A::error::x%0D%25",
            "${{ secrets.TOKEN }}",
            "{0} {{1}} {",
            "\\",
            "\\\\](x)",
            "../../../etc/passwd",
            "//evil.example/x",
            "file:///etc/passwd",
            "a?b#c;d");

    /** All of them in one. */
    public static final String TOGETHER = String.join(" ", ALL);

    /** What {@link #generated} puts together besides: what begins or ends something, alone or beside itself. */
    private static final List<String> PIECES = List.of(
            "\u202e",
            "\u202a",
            "\u2066",
            "\u2069",
            "\u200f",
            "\u061c",
            "\ufeff",
            "\u2028",
            "\u2029",
            "\u0000",
            "\u0007",
            "\u001b",
            "\u001b[2J",
            "\u001b]8;;https://evil.example\u001b\\",
            "\u009b31m",
            "\u0085",
            "\u007f",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "\uffff",
            "]]>",
            "]]",
            ">",
            "-->",
            "<!--",
            "<![CDATA[",
            "</script>",
            "<script>",
            "</",
            "<",
            "&",
            "&#x3c;",
            "&#0;",
            "\"",
            "'",
            "`",
            "```",
            "~~~",
            "|",
            "|---|",
            "\\|",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\t",
            " ",
            "    ",
            "::error::",
            "::",
            "\n::endgroup::",
            "##[",
            "##[endgroup]",
            "%",
            "%%",
            "%0A",
            "%s",
            "%n",
            "%1$s",
            "{0}",
            "{{",
            "}",
            "${{",
            "}}",
            "$(",
            "\\",
            "\\u0000",
            "\\n",
            "](",
            "[",
            "![",
            "@octocat",
            "#12",
            "https://",
            "www.",
            "javascript:",
            "//",
            "..",
            "/",
            "*",
            "_",
            "- ",
            "#",
            ">",
            "=",
            "a",
            "é");

    private static final int LONG = 20_000;

    /**
     * A text of pieces of all of these in any order, some of them very often.
     *
     * @param seed the same seed gives the same text
     */
    public static String generated(long seed) {
        var random = new Random(seed);
        // The first numbers of seeds in a row are alike.
        random.nextLong();
        var text = new StringBuilder();
        for (int i = 1 + random.nextInt(24); i > 0; i--) {
            List<String> from = random.nextInt(4) == 0 ? ALL : PIECES;
            String piece = from.get(random.nextInt(from.size()));
            text.append(piece.repeat(random.nextInt(20) == 0 ? 1 + random.nextInt(LONG / piece.length()) : 1));
        }
        return text.toString();
    }

    private HostileTexts() {}
}
