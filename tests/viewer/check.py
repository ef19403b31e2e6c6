"""What the viewer does in a real browser: `check.py COMENTION`, with the path of the program. Ends with 1 and says what is wrong."""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from browser import Browser

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"

# Whatever runs sets `pwned`.
HOSTILE = [
    ("alpha", "<img src=x onerror=pwned=1>", "</script><script>pwned=1</script>"),
    ("beta", '"><svg onload=pwned=1>\n=1+1', "<b>type</b>"),
    ("gamma", "芯片 🚀 ‮esrever‬ \u0001", "`${pwned=1}`"),
    ("delta", "O'Brien & Söhne <!-- ]]>", "<b>type</b>"),
]
ADDRESSES = ["javascript:pwned=1", "data:text/html,<script>parent.pwned=1</script>", 'https://example.org/"onclick="pwned=1', "JaVaScRiPt:pwned=1//https://x"]


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def same(found, wanted, what):
    check(found == wanted, f"{what}: {found!r}, not {wanted!r}")


def comention(*arguments):
    run = subprocess.run([sys.argv[1], *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    check(run.returncode == 0, f"comention {' '.join(map(str, arguments))}: {run.stderr}")
    return run.stdout


def data_of(page):
    return json.loads(page.read_text("utf-8").split('id="data">', 1)[1].split("</script>", 1)[0])


def no_harm(page):
    same(page.run("typeof pwned"), "undefined", "what ran")
    same(page.run("document.scripts.length"), 2, "scripts in the page")
    same(page.run("document.querySelectorAll('img, iframe, object, embed, b[onclick]').length"), 0, "elements that names made")
    check(not any(event["method"] == "Page.javascriptDialogOpening" for event in page.events), "a dialog opened")
    same(page.complaints(), [], "complaints")
    same(page.requests(), [], "requests")


def boxes_are_apart(page, where):
    boxes = page.run("comention.labelBoxes()")
    check(boxes, f"no names {where}")
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"] or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
            check(apart, f"{one['text']!r} and {other['text']!r} overlap {where}")
    return len(boxes)


def set_slider(page, name, value):
    page.run(f"(() => {{ const it = document.getElementById('{name}'); it.value = {value}; it.dispatchEvent(new Event('input')); }})()")
    page.settle()


def text_of(page, selector):
    return page.run(f"document.querySelector({json.dumps(selector)})?.textContent ?? null")


def opens(page, data):
    nodes, edges = len(data["nodes"]["id"]), len(data["edges"]["a"])
    facts = text_of(page, "#facts")
    check(f"{nodes} entities" in facts and f"{edges} pairs" in facts, facts)
    check("26 documents" in facts, facts)
    alone = nodes - len(set(data["edges"]["a"]) | set(data["edges"]["b"]))
    same(page.run("comention.shown().nodes.length"), nodes - alone, "nodes shown at first")
    check("stand in the middle" in text_of(page, "#panel"), text_of(page, "#panel"))
    check(page.run("document.querySelectorAll('#side input[data-type]').length") == len(data["types"]["name"]), "a switch for each type")


def names_are_apart(page):
    found = []
    for zoom in [1, 0.45, 2.6]:
        page.run("comention.fit()")
        page.run(f"comention.zoom({zoom})")
        page.settle()
        found.append(boxes_are_apart(page, f"at zoom {zoom}"))
    check(found[0] > found[1] > 0, f"names at three zooms: {found}")
    page.run("comention.fit()")
    page.settle()


def searches(page):
    page.key("/")
    same(page.run("document.activeElement.id"), "search", "what / focuses")
    page.type("nvid")
    page.settle()
    check(text_of(page, "#found li[aria-selected=true]").startswith("Nvidia"), text_of(page, "#found"))
    page.key("Enter")
    page.settle()
    same(page.run("comention.focus().node"), "nvidia", "what was found")
    same(text_of(page, "#panel h2"), "Nvidia", "the panel")
    check("Nvidia, organization" in text_of(page, "#live"), text_of(page, "#live"))
    page.key("/")
    page.type("no such name")
    page.settle()
    check("No entity" in text_of(page, "#found"), text_of(page, "#found"))
    page.key("Escape")
    page.key("Escape")
    same(page.run("document.activeElement.id"), "graph", "where Escape leads")
    page.key("Escape")
    same(page.run("comention.focus().node"), None, "focus after Escape")


def focuses(page):
    page.run("comention.fit()")
    page.settle()
    box = page.run("(() => { const {left, top} = document.getElementById('graph').getBoundingClientRect(); return [left, top]; })()")
    place = page.run("comention.placeOf('deepseek')")
    before = len(page.run("comention.labelBoxes()"))
    x, y = box[0] + place["x"], box[1] + place["y"]
    page.mouse("mouseMoved", x, y)
    page.settle()
    check("DeepSeek" in text_of(page, "#card") and "mentions" in text_of(page, "#card"), text_of(page, "#card"))
    page.click(x, y)
    page.settle()
    same(page.run("comention.focus().node"), "deepseek", "what a click chose")
    check(len(page.run("comention.labelBoxes()")) < before, "the others keep their names")
    boxes_are_apart(page, "in focus")
    # Dragging moves and does not choose.
    page.key("Escape")
    page.mouse("mousePressed", x, y, "left", 1)
    for step in range(1, 6):
        page.mouse("mouseMoved", x + 8 * step, y + 6 * step, "left")
    page.mouse("mouseReleased", x + 40, y + 30, "left", 1)
    page.settle()
    now = page.run("comention.placeOf('deepseek')")
    check(abs(now["x"] - place["x"] - 40) < 1 and abs(now["y"] - place["y"] - 30) < 1, f"{place} was dragged to {now}")
    same(page.run("comention.focus().node"), None, "what dragging chose")
    # Pressing nothing and moving pans.
    before = page.run("comention.camera.left")
    page.mouse("mousePressed", box[0] + 12, box[1] + 12, "left", 1)
    page.mouse("mouseMoved", box[0] + 60, box[1] + 12, "left")
    page.mouse("mouseReleased", box[0] + 60, box[1] + 12, "left", 1)
    same(round(page.run("comention.camera.left") - before), 48, "how far it was panned")


def shows_evidence(page):
    page.run("comention.select('deepseek')")
    page.press("#panel [data-id=h800]")
    page.settle()
    same(page.run("comention.focus().edge"), ["deepseek", "h800"], "the pair")
    check(page.run("document.querySelectorAll('#panel blockquote').length") >= 2, "sentences")
    same(text_of(page, "#panel blockquote mark.a"), "DeepSeek", "the first name")
    same(text_of(page, "#panel blockquote mark.b").rstrip("s"), "H800", "the second name")
    check(page.run("[...document.querySelectorAll('#panel .evidence')].every((it) => it.querySelector('mark.a') && it.querySelector('mark.b'))"), "both names marked in every sentence")
    check(page.run("document.querySelector('#panel .evidence time').dateTime").startswith("202"), "a date")
    panel = text_of(page, "#panel")
    for words in ["with both", "chance expects", "in all", "DeepSeek uses → H800", "1 sentence says so, according to Nvidia", "share ", "points"]:
        check(words in panel, f"`{words}` is not in {panel}")
    page.key("Escape")
    same(page.run("comention.focus()"), {"node": "deepseek", "edge": None}, "one step back")
    page.key("Escape")


def filters(page, data):
    everything = page.run("comention.shown()")
    page.press("#side input[data-type=person]")
    page.settle()
    persons = {node for node, kind in zip(data["nodes"]["id"], data["nodes"]["type"]) if data["types"]["name"][kind] == "person"}
    check(persons and not persons & set(page.run("comention.shown().nodes")), "persons are hidden")
    page.press("#reset")
    page.settle()
    same(page.run("comention.shown()"), everything, "all is back")
    set_slider(page, "least-score", 80)
    edges = page.run("comention.shown().edges")
    check(0 < edges < 0.25 * everything["edges"], f"{edges} edges of a score in the upper fifth")
    set_slider(page, "least-score", 0)
    set_slider(page, "least-count", 1)
    wanted = sum(count >= 2 for count in data["edges"]["count"])
    same(page.run("comention.shown().edges"), wanted, "edges with two sentences or more")
    page.press("#reset")
    page.settle()
    page.run("(() => { const it = document.getElementById('relation'); it.value = '=uses'; it.dispatchEvent(new Event('change')); })()")
    wanted = sum(any(row[0] == "uses" for row in rows) for rows in data["edges"]["relations"])
    same(page.run("comention.shown().edges"), wanted, "edges with the relation")
    check(f", {wanted} pair" in text_of(page, "#shown-count"), text_of(page, "#shown-count"))
    page.press("#lonely")
    page.settle()
    check("garante" not in page.run("comention.shown().nodes"), "who lost all edges is hidden")
    page.press("#reset")
    page.settle()
    same(page.run("comention.shown()"), everything, "all is back again")


def slides_through_time(page, data):
    day = 20116  # 2025-01-28
    set_slider(page, "time-to", day)
    wanted = sum(first is not None and first <= "2025-01-28" for first in data["edges"]["first"])
    same(page.run("comention.shown().edges"), wanted, "edges up to 2025-01-28")
    check("2024-12-27 to 2025-01-28" in text_of(page, "#time"), text_of(page, "#time"))
    set_slider(page, "time-from", day)
    wanted = sum(first is not None and first <= "2025-01-28" <= last for first, last in zip(data["edges"]["first"], data["edges"]["last"]))
    same(page.run("comention.shown().edges"), wanted, "edges whose time holds the day")
    page.press("#reset")
    page.settle()


def obeys_the_keyboard(page):
    page.run("document.getElementById('graph').focus()")
    page.key("ArrowRight")
    first = page.run("comention.focus().node")
    same(first, "deepseek", "where arrows begin")
    seen = {first}
    for arrow in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]:
        page.key(arrow)
        seen.add(page.run("comention.focus().node"))
    check(len(seen) >= 3, f"arrows lead from entity to entity: {seen}")
    page.key("Enter")
    same(page.run("document.activeElement.id"), "panel", "where Enter leads")
    page.key("Tab")
    check(page.run("document.getElementById('panel').contains(document.activeElement)"), "Tab goes through the panel")
    page.key("Escape")
    same(page.run("document.activeElement.id"), "graph", "where Escape leads")
    zoom = page.run("comention.camera.zoom")
    page.key("+")
    check(page.run("comention.camera.zoom") > zoom, "+ zooms")
    page.key("0")
    page.settle()
    page.key("l")
    page.settle()
    check(page.run("document.getElementById('list').open"), "the list is open")
    same(page.run("document.querySelectorAll('#list tbody tr').length"), page.run("Math.min(200, comention.shown().nodes.length)"), "rows of the list")
    page.press("#list tbody tr:nth-child(2) button")
    page.settle()
    same([page.run("comention.focus().node"), page.run("document.activeElement.id")], ["nvidia", "panel"], "what the list chose")
    page.key("?")
    page.settle()
    check("How to read this" in text_of(page, "#help") and "documents hash" in text_of(page, "#help"), text_of(page, "#help"))
    page.key("Escape")
    page.settle()
    check(not page.run("document.getElementById('help').open"), "the help is closed")
    page.key("Escape")
    page.key("Escape")


def saves(page):
    root = ElementTree.fromstring(page.run("comention.asSvg()"))
    same(root.tag, f"{SVG}svg", "the root")
    check(len(root.findall(f".//{SVG}circle")) > 3 and len(root.findall(f".//{SVG}text")) > 2, "circles and names")
    check({element.tag for element in root.iter()} <= {SVG + name for name in ["svg", "title", "rect", "path", "g", "circle", "text"]}, "only shapes and text")
    png = page.run("comention.asPng().then((blob) => new Promise((done) => { const it = new FileReader(); it.onload = () => done(it.result.slice(22)); it.readAsDataURL(blob); }))")
    check(base64.b64decode(png).startswith(b"\x89PNG"), "a bitmap")


def stays_harmless(page):
    for node in page.run("comention.shown().nodes"):
        page.run(f"comention.select({json.dumps(node)})")
        for row in range(page.run("document.querySelectorAll('#panel .rows .row').length")):
            page.run(f"comention.select({json.dumps(node)}), document.querySelectorAll('#panel .rows .row')[{row}].click()")
            page.settle()
    links = page.run("[...document.querySelectorAll('#panel a')].map((it) => [it.protocol, it.rel, it.target])")
    check(all(link == ["https:", "noopener noreferrer", "_blank"] for link in links), f"{links}")
    page.run("comention.select('alpha')")
    same(text_of(page, "#panel h2"), "<img src=x onerror=pwned=1>", "a name is text")
    page.key("l")
    page.settle()
    page.key("Escape")
    page.key("?")
    page.settle()
    page.key("Escape")
    page.key("/")
    page.type("<img")
    page.settle()
    check(text_of(page, "#found li").startswith("<img"), text_of(page, "#found"))
    page.key("Enter")
    page.key("Escape")
    page.key("Escape")
    for node in ["alpha", "beta", "gamma", "delta"]:
        page.run(f"comention.select('{node}')")
        saves(page)
    no_harm(page)


def links_of_pairs(page, data):
    """The links of every pair's sentences: those of the web and no other."""
    found = set()
    for node in page.run("comention.shown().nodes"):
        page.run(f"comention.select({json.dumps(node)})")
        for row in range(page.run("document.querySelectorAll('#panel .rows .row').length")):
            page.run(f"comention.select({json.dumps(node)}), document.querySelectorAll('#panel .rows .row')[{row}].click()")
            for link in page.run("[...document.querySelectorAll('#panel a')].map((it) => [it.protocol, it.rel, it.target].join(' '))"):
                found.add(link)
    same(found, {"https: noopener noreferrer _blank"}, "links")
    check(any(url and url.lower().startswith("javascript:") for url in data["documents"]["url"]), "addresses that are none were there")


def hostile(folder):
    quoted = lambda text: json.dumps(text, ensure_ascii=False)
    entity = lambda name, shown, kind: f"[[entity]]\nid = {quoted(name)}\nname = {quoted(shown)}\ntype = {quoted(kind)}\naliases = [{quoted(name.capitalize() + ' Works')}]\n"
    (folder / "hostile.toml").write_text("\n".join(entity(*row) for row in HOSTILE), "utf-8")
    sentences = [
        "Alpha Works buys <script>pwned=1</script> Beta Works & Gamma Works.",
        "Beta Works, said <img src=x onerror=pwned=1> Delta Works, sues Alpha Works \u2028 today.",
        "Gamma Works 😀 and Delta Works </script> met Alpha Works.",
        "Alpha Works owns Delta Works `${pwned=1}`.",
    ]
    with open(folder / "hostile.jsonl", "w", encoding="utf-8") as file:
        for place, (text, url) in enumerate(zip(sentences, ADDRESSES)):
            record = {"id": f"<u>{place}</u>", "title": f"\"'><i>{place}", "date": f"2025-01-{place + 1:02}", "source": "<b>Wire</b>", "url": url, "text": text}
            file.write(json.dumps(record) + "\n")
    comention("build", folder / "hostile.jsonl", "-d", folder / "hostile.toml", "-o", folder / "hostile.db")
    comention("export", "-g", folder / "hostile.db", "-o", folder / "hostile.html")
    return folder / "hostile.html"


def example(folder):
    comention("build", PROJECT / "examples/deepseek", "-o", folder / "example.db")
    page = folder / "example.html"
    comention("export", "-g", folder / "example.db", "-f", "html", "-o", page)
    shown = comention("view", "-g", folder / "example.db", "--no-open").strip()
    same(pathlib.Path(shown), page, "where view writes")
    first = page.read_bytes()
    comention("export", "-g", folder / "example.db", "-o", folder / "again.html")
    check(first == (folder / "again.html").read_bytes(), "the same graph gives the same page")
    return page


def main():
    with tempfile.TemporaryDirectory() as name, Browser() as browser:
        folder = pathlib.Path(name)
        file = example(folder)
        data = data_of(file)
        page = browser.open(file.as_uri())
        opens(page, data)
        names_are_apart(page)
        searches(page)
        focuses(page)
        shows_evidence(page)
        filters(page, data)
        slides_through_time(page, data)
        obeys_the_keyboard(page)
        saves(page)
        no_harm(page)
        night = browser.open(file.as_uri() + "#nvidia", dark=True)
        same(night.run("comention.focus().node"), "nvidia", "what the address names")
        same(night.run("getComputedStyle(document.body).backgroundColor"), "rgb(21, 23, 27)", "the paper at night")
        night.press("#theme")
        same(night.run("getComputedStyle(document.body).backgroundColor"), "rgb(252, 251, 248)", "the paper by day")
        no_harm(night)

        file = hostile(folder)
        page = browser.open(file.as_uri())
        stays_harmless(page)
        links_of_pairs(page, data_of(file))
        no_harm(page)
        # And should a name ever become markup: the policy lets nothing run. (It complains, so this comes last.)
        for attempt in [
            "document.body.append(Object.assign(document.createElement('script'), { textContent: 'pwned = 1' }))",
            "document.body.setAttribute('onclick', 'pwned = 1'), document.body.click()",
            "document.body.append(new DOMParser().parseFromString('<svg onload=pwned=1>', 'text/html').body)",
            "document.getElementById('card').innerHTML = '<img src=x onerror=pwned=1>'",
            "setTimeout('pwned = 1')",
        ]:
            page.run(f"(() => {{ try {{ {attempt} }} catch {{}} }})()")
        page.settle()
        same(page.run("typeof pwned"), "undefined", "what ran")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(f"viewer: {error}")
