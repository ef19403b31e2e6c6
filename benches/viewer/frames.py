"""How quickly the viewer draws: `frames.py COMENTION [NODES EDGES]`, with the path of the program; 5,000 and 20,000 by default.

Makes documents whose graph has so many entities and pairs (in groups, a few entities with many neighbours), exports the page, opens it in
Chromium without a window, and drags, pans and zooms with the mouse. Prints what it took. Such a browser has no graphics card: all drawing is
done by the processor, so frames are slower than people see them.
"""

import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/viewer"))
from browser import Browser  # noqa: E402

GROUPS = 40


def letters(number):
    text = ""
    for _ in range(4):
        number, place = divmod(number, 26)
        text += chr(ord("a") + place)
    return text


def write(folder, nodes, edges):
    """A dictionary, and documents of one sentence for each pair."""
    dice = random.Random(7)
    names = [f"Q{letters(node * 7919 % 456976)} {letters(node).capitalize()}" for node in range(nodes)]
    kinds = ["organization", "person", "place", "product"]
    with open(folder / "names.jsonl", "w") as file:
        for node, name in enumerate(names):
            file.write(json.dumps({"id": f"n{node}", "name": name, "type": kinds[node % 4]}) + "\n")
    members = [range(group, nodes, GROUPS) for group in range(GROUPS)]
    hub = lambda some: some[int(len(some) * dice.random() ** 2.2)]
    pairs = {(node - GROUPS, node) for node in range(GROUPS, nodes)} | {(0, group) for group in range(1, GROUPS)}
    while len(pairs) < edges:
        group = dice.randrange(GROUPS)
        a = hub(members[group])
        b = hub(members[group]) if dice.random() < 0.85 else hub(range(nodes))
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    with open(folder / "documents.jsonl", "w") as file:
        for place, (a, b) in enumerate(sorted(pairs)):
            date = f"2025-{place % 12 + 1:02}-{place % 28 + 1:02}"
            file.write(json.dumps({"id": str(place), "date": date, "text": f"Report {place} says that {names[a]} works with {names[b]} now."}) + "\n")


def measure(page, act, count=60):
    """The time from frame to frame while something is done on each, and what drawing took of it; in milliseconds."""
    page.run("comention.frames.length = 0; window.ticks = []; window.going = true; (function tick(now) { window.ticks.push(now); if (window.going) requestAnimationFrame(tick); })(performance.now())")
    for step in range(count):
        act(step)
    page.run("window.going = false")
    page.settle()
    drawn = page.run(f"comention.frames.slice(0, {count})")
    ticks = page.run("window.ticks")
    gaps = [after - before for before, after in zip(ticks[1:], ticks[2:])]
    middle = lambda some: statistics.median(some) if some else float("nan")
    worst = lambda some: sorted(some)[int(len(some) * 0.95)] if some else float("nan")
    return f"{middle(drawn):6.1f} {worst(drawn):6.1f}   {middle(gaps):6.1f} {worst(gaps):6.1f}"


def main():
    program = sys.argv[1]
    nodes, edges = map(int, sys.argv[2:4]) if len(sys.argv) > 3 else (5000, 20000)
    with tempfile.TemporaryDirectory() as name, Browser() as browser:
        folder = pathlib.Path(name)
        write(folder, nodes, edges)
        run = lambda *arguments: subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, text=True)
        run("build", folder / "documents.jsonl", "-d", folder / "names.jsonl", "-o", folder / "graph.db")
        start = time.monotonic()
        print(run("export", "-g", folder / "graph.db", "-o", folder / "graph.html").stderr.strip().replace(str(folder), ""))
        print(f"export: {time.monotonic() - start:.1f} s, page: {(folder / 'graph.html').stat().st_size / 1e6:.2f} MB")
        start = time.monotonic()
        page = browser.open((folder / "graph.html").as_uri())
        shown = page.run("comention.shown()")
        print(f"open: {time.monotonic() - start:.1f} s; {len(shown['nodes'])} nodes, {shown['edges']} edges shown; first frame {page.run('comention.frames[0]'):.0f} ms")
        print("milliseconds           drawing        from frame to frame")
        print("                     median    95 %   median    95 %")
        left, top = page.run("(() => { const {left, top} = document.getElementById('graph').getBoundingClientRect(); return [left, top]; })()")
        place = page.run("comention.placeOf('n0')")
        x, y = left + place["x"], top + place["y"]
        page.mouse("mousePressed", x, y, "left", 1)
        print("drag the greatest   ", measure(page, lambda step: page.mouse("mouseMoved", x + 3 * step, y + 2 * step, "left")))
        page.mouse("mouseReleased", x + 180, y + 120, "left", 1)
        page.settle()
        page.mouse("mousePressed", left + 20, top + 20, "left", 1)
        print("pan                 ", measure(page, lambda step: page.mouse("mouseMoved", left + 20 + 3 * step, top + 20 + step, "left")))
        page.mouse("mouseReleased", left + 200, top + 80, "left", 1)
        page.settle()
        wheel = lambda step: page.call("Input.dispatchMouseEvent", type="mouseWheel", x=left + 500, y=top + 300, deltaX=0, deltaY=-40)
        print("zoom                ", measure(page, wheel))
        page.run("comention.fit()")
        page.settle()
        print("hover               ", measure(page, lambda step: page.mouse("mouseMoved", left + 200 + 6 * step, top + 200 + 3 * step)))
        page.run("comention.frames.length = 0; comention.fit()")
        page.settle()
        print(f"all of it at rest    {page.run('comention.frames[0]'):6.1f}")


if __name__ == "__main__":
    main()
