"""Chromium without a window, told what to do over a pipe: nothing but the standard library, and no port that others could reach.

    with Browser() as browser:
        page = browser.open("file:///…/graph.html")
        page.run("document.title")
"""

import base64
import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]


def find():
    """The path of a Chromium, or None. COMENTION_CHROMIUM names another."""
    named = os.environ.get("COMENTION_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A browser of its own, with an empty profile."""

    def __init__(self, width=1440, height=900, flags=()):
        self.size = (width, height)
        self.profile = tempfile.mkdtemp(prefix="viewer-")
        to_read, self.to_browser = os.pipe()
        self.from_browser, to_write = os.pipe()

        def as_three_and_four():
            # Chromium reads from 3 and writes to 4. The ends may have these very numbers already, so they go out of the way first.
            read, write = os.dup(to_read), os.dup(to_write)
            os.dup2(read, 3)
            os.dup2(write, 4)
            for end in (3, 4):
                os.set_inheritable(end, True)

        command = [
            find(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            f"--user-data-dir={self.profile}",
            f"--window-size={width},{height}",
            "--remote-debugging-pipe",
            *flags,
            "about:blank",
        ]
        self.process = subprocess.Popen(
            command, preexec_fn=as_three_and_four, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(to_read)
        os.close(to_write)
        self.last = 0
        self.answers = {}
        self.arrived = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        rest = b""
        while True:
            try:
                part = os.read(self.from_browser, 1 << 16)
            except OSError:
                part = b""
            if not part:
                self.arrived.put(None)
                return
            rest += part
            *messages, rest = rest.split(b"\0")
            for message in messages:
                self.arrived.put(json.loads(message))

    def call(self, method, session=None, timeout=60, events=None, **parameters):
        """Asks the browser for something and waits for the answer. What happens meanwhile goes to `events`."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to_browser, data) :]
        end = time.monotonic() + timeout
        while True:
            try:
                answer = self.arrived.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(method) from None
            if answer is None:
                raise RuntimeError("the browser has gone away")
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer and events is not None:
                events.append(answer)

    def open(self, address, dark=False, downloads=None):
        return Page(self, address, dark, downloads)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close", timeout=5)
        except (RuntimeError, TimeoutError, OSError):
            self.process.kill()
        self.process.wait(timeout=20)
        shutil.rmtree(self.profile, ignore_errors=True)


class Page:
    """A tab, with everything that went wrong in it and everything it asked the network for."""

    def __init__(self, browser, address, dark, downloads):
        self.browser = browser
        self.address = address
        self.events = []
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Network", "Log", "DOM"]:
            self.call(f"{domain}.enable")
        width, height = browser.size
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.call("Emulation.setEmulatedMedia", features=features)
        if downloads:
            browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
        self.call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")
        self.settle()

    def call(self, method, **parameters):
        return self.browser.call(method, session=self.session, events=self.events, **parameters)

    def run(self, expression):
        """The value of an expression, or of what it promises."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, condition, timeout=30):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if self.run(condition):
                return
            time.sleep(0.05)
        raise TimeoutError(condition)

    def settle(self):
        """Waits until what rests is drawn."""
        self.run("new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 200))")

    def key(self, key, text=None, modifiers=0):
        code = {"key": key, "modifiers": modifiers}
        if text or len(key) == 1:
            code["text"] = text or key
        elif key == "Enter":
            code["text"] = "\r"
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
        if key in codes:
            code["windowsVirtualKeyCode"] = codes[key]
        self.call("Input.dispatchKeyEvent", type="keyDown", **code)
        self.call("Input.dispatchKeyEvent", type="keyUp", **{**code, "text": ""})

    def type(self, text):
        self.call("Input.insertText", text=text)

    def mouse(self, kind, x, y, button="none", clicks=0):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, buttons=1 if button == "left" else 0, clickCount=clicks)

    def click(self, x, y):
        self.mouse("mouseMoved", x, y)
        self.mouse("mousePressed", x, y, "left", 1)
        self.mouse("mouseReleased", x, y, "left", 1)

    def press(self, selector):
        """Clicks in the middle of an element."""
        box = self.run(
            f"(() => {{ const it = document.querySelector({json.dumps(selector)}); it.scrollIntoView({{block: 'nearest'}});"
            " const box = it.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()"
        )
        self.click(*box)

    def shot(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def complaints(self):
        """Errors on the console, exceptions, and what the policy of the page stopped."""
        found = []
        for event in self.events:
            details = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                found.append(str(details["exceptionDetails"].get("exception", details["exceptionDetails"])))
            elif event["method"] == "Runtime.consoleAPICalled" and details["type"] in ("error", "warning", "assert"):
                found.append(str(details["args"]))
            elif event["method"] == "Log.entryAdded" and details["entry"]["level"] in ("error", "warning"):
                found.append(details["entry"]["text"])
        return found

    def requests(self):
        """What was asked for beside the page itself."""
        sent = (event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent")
        return [url for url in sent if url.split("#")[0] != self.address.split("#")[0] and not url.startswith("data:")]
