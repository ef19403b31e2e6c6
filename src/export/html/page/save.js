// What is seen, as a file: SVG and PNG, painted by what paints the screen, with a line that says what it is.

function caption(painter) {
  const { width, height } = camera;
  const look = { size: 11, colour: colours.heading, halo: colours.paper };
  const used = types.filter((type) => nodes.some((node) => node.visible && node.type === type.place)).slice(0, 8);
  let x = 14;
  for (const type of used) {
    painter.discs({ fill: type.colour });
    painter.disc(x + 4, height - 32, 4.5);
    painter.endDiscs();
    const name = cut(shown(type.name) || "no type");
    painter.text(name, x + 13, height - 32, look);
    x += 13 + widthOf(name, 11, 400) + 14;
    if (x > width - 80) break;
  }
  painter.text(`Circle: ${about.window}s that name it. Line: ${about.measure_title}. ${about.generator}`, 14, height - 14, look);
}

function paintAll(painter) {
  paint(painter);
  paintLabels(painter);
  caption(painter);
}

/** The view as the text of an SVG file. */
function asSvg() {
  const painter = new SvgPainter(Math.round(camera.width), Math.round(camera.height), colours.paper, shown(about.title));
  paintAll(painter);
  return painter.source;
}

/** The view as a bitmap, three dots for a pixel. */
function asPng() {
  const ratio = Math.min(3, 8000 / Math.max(camera.width, camera.height));
  const page = document.createElement("canvas");
  page.width = Math.round(camera.width * ratio);
  page.height = Math.round(camera.height * ratio);
  const context = page.getContext("2d", { alpha: false });
  clear(context);
  paintAll(new CanvasPainter(context));
  return new Promise((done) => page.toBlob(done, "image/png"));
}

function download(blob, suffix) {
  const name = folded(shown(about.title)).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph";
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: `${name}.${suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function startSaving() {
  element("save-svg").addEventListener("click", () => download(new Blob([asSvg()], { type: "image/svg+xml" }), "svg"));
  element("save-png").addEventListener("click", async () => download(await asPng(), "png"));
}
