"""Names, types, ids and documents that break careless writers."""

import unicodedata

# id, name, type. Every entity is also called by the plain alias `alias(position)`, so that each is found whatever its name.
ENTITIES = [
    ('says "hi"', 'The "Quoted" Firm', "firm"),
    ("back\\slash", "C:\\Drive\\new", "firm"),
    ("ends in \\", "Trailing \\", 'type "q"'),
    ('both \\"', 'Backslash then quote \\"', "a\\b"),
    ("a<b>&c", "<b>Bold</b> & Sons", "a & b"),
    ("&amp;", "&lt;Escaped&gt; &#65; &amp;", "&amp;"),
    ("c:colon:n", "Ratio 3:2:ne", "port:n"),
    ("two\nlines", "Two\nLines", "firm"),
    ("cr\r\nlf", "Carriage\r\nReturn", "line\r\nend"),
    ("tab\tid", "Tab\tName", "tab\ttype"),
    ("=1+1", "=1+1", "=type()"),
    ("@sum", "+SUM(A1:A2)", "-1"),
    ("芯片", "中芯国际", "公司"),
    ("🚀", "Rocket 🚀👩‍🚀", "🏢"),
    ("--", "--json", "--type"),
    ("-n", "-n", "- -"),
    ("node", "graph", "edge"),
    ("graph", "node", "subgraph"),
    ("strict", "digraph", "cluster"),
    ("NA", "NaN", "NA"),
    ("null", "None", "null"),
    ("true", "false", "1e5"),
    ("007", "0x1F", "1"),
    ("1.0", "1", "1.0"),
    ("\\legend 0", "cluster_legend", "legend"),
    ("\\N", "\\N \\G \\E \\l", "\\L"),
    ("bell\x07", "Bell\x07 and\x1b[31m escape", "control\x01"),
    ("bell", "Control C1\x85\x9f", "control\x02"),
    ("nul\x00id", "Nul\x00Name", "nul"),
    ("u\u2028sep", "Line\u2028Paragraph\u2029", "separator"),
    ("rtl\u202e", "\u202eRight to left עברית", "bidi"),
    ("nonchar\uffff", "Nonchar\ufffe\U0010ffff", "none"),
    (" spaced ", "  Spaced   Name  ", " "),
    ("e\u0301", "Cafe\u0301", "e\u0301"),
    ("\u00e9", "Caf\u00e9", "\u00e9"),
    ("\ufeffbom", "\ufeffBom", "\ufeff"),
    ("a,b;c|d", "Comma, Semicolon; Pipe|", "x,y"),
    ("'single'", "''", "'"),
    ("]]>", "<![CDATA[x]]> <!-- -- -->", "-->"),
    ("%s{}$1", "%s {0} $HOME `id`", "%d"),
    ("no type", "Untyped Works", ""),
    ("long" * 50, "Long " * 60, "long"),
]


def alias(position):
    return f"Plain{chr(65 + position // 26)}{chr(97 + position % 26)}"


def sentence(*positions):
    """Names and aliases in turn; a full stop ends it. Emoji make bytes, UTF-16 units and code points differ."""
    parts = [f"{alias(at)} ({ENTITIES[at][1].strip()})" for at in positions]
    return "Üben 🚀 said " + ", then ".join(parts) + " met again."


def documents():
    """Records with hostile ids and sources: a ring of neighbours, and a few sentences more."""
    last = len(ENTITIES) - 1
    records = []
    for at in range(0, last, 3):
        group = [at, min(at + 1, last), min(at + 2, last), (at + 3) % (last + 1)]
        text = "\n\n".join(
            [
                sentence(group[0], group[1]) + " " + sentence(group[2]),
                sentence(group[2], group[3]) + " 中芯国际 grows. " + alias(group[0]) + " waits."
                + f" {alias(group[0])} praised {alias(group[2])}. {alias(group[3])} did not praise {alias(group[2])}.",
            ]
        )
        records.append(
            {
                "id": f'doc "{at}"\\ <&>:{ENTITIES[at][0]}',
                "title": f"{alias(group[0])} & {alias(group[3])}: \t“{at}” 🚀 \\",
                "date": f"2025-01-{at % 28 + 1:02}",
                "source": 'The "Daily" <&> \\',
                "url": f"https://example.org/?a={at}&b=<2>",
                "text": text,
            }
        )
    return records


def toml_string(text):
    """A basic string of TOML; what may not stand in one as it is stands as an escape."""
    plain = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(plain.get(c) or (f"\\u{ord(c):04x}" if unicodedata.category(c) == "Cc" else c) for c in text) + '"'
