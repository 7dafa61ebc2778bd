package dev.skewer.results;

import java.util.List;

/** What a history, a spec, a log or a file's name may have, meant to be taken for something else wherever it is written. */
final class HostileTexts {
    /** Each by itself, as some are something only where a line or a field begins. */
    static final List<String> ALL = List.of(
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
    static final String TOGETHER = String.join(" ", ALL);

    private HostileTexts() {}
}
