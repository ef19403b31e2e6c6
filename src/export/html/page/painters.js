// Two hands that paint the same things: one on a canvas, one as SVG. Coordinates are pixels of the screen.
//
// Lines and discs come in batches that share a look, because a batch is one stroke or one fill on a canvas, and one path in SVG.

class CanvasPainter {
  constructor(context) {
    this.context = context;
  }

  lines({ colour, width, alpha = 1 }) {
    Object.assign(this.context, { strokeStyle: colour, lineWidth: width, globalAlpha: alpha, lineCap: "round" });
    this.context.beginPath();
  }

  line(x1, y1, x2, y2) {
    this.context.moveTo(x1, y1);
    this.context.lineTo(x2, y2);
  }

  endLines() {
    this.context.stroke();
    this.context.globalAlpha = 1;
  }

  discs({ fill = null, stroke = null, width = 0, alpha = 1 }) {
    this.look = { fill, stroke };
    Object.assign(this.context, { globalAlpha: alpha, lineWidth: width });
    if (fill) this.context.fillStyle = fill;
    if (stroke) this.context.strokeStyle = stroke;
    this.context.beginPath();
  }

  disc(x, y, radius) {
    this.context.moveTo(x + radius, y);
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
  }

  endDiscs() {
    if (this.look.fill) this.context.fill();
    if (this.look.stroke) this.context.stroke();
    this.context.globalAlpha = 1;
  }

  /** Text whose middle is at a height; `halo` keeps it readable over lines. */
  text(text, x, y, { size, weight = 400, colour, halo, align = "left", spacing = 0, alpha = 1 }) {
    const { context } = this;
    context.font = `${weight} ${size}px ${FONT}`;
    context.letterSpacing = `${spacing}px`;
    Object.assign(context, { textAlign: align, textBaseline: "middle", globalAlpha: alpha, fillStyle: colour });
    if (halo) {
      Object.assign(context, { strokeStyle: halo, lineWidth: Math.max(3, size / 4), lineJoin: "round" });
      context.strokeText(text, x, y);
    }
    context.fillText(text, x, y);
    context.globalAlpha = 1;
  }
}

const SVG = "http://www.w3.org/2000/svg";

class SvgPainter {
  constructor(width, height, background, title) {
    this.root = this.make("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, null);
    this.make("title", {}).textContent = title;
    this.make("rect", { width, height, fill: background });
  }

  make(name, attributes, parent = this.root) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
    parent?.append(element);
    return element;
  }

  lines({ colour, width, alpha = 1 }) {
    this.path = [];
    this.look = { fill: "none", stroke: colour, "stroke-width": short(width), "stroke-opacity": short(alpha), "stroke-linecap": "round" };
  }

  line(x1, y1, x2, y2) {
    this.path.push(`M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}`);
  }

  endLines() {
    if (this.path.length) this.make("path", { d: this.path.join(""), ...this.look });
  }

  discs({ fill = null, stroke = null, width = 0, alpha = 1 }) {
    this.group = this.make("g", { fill: fill ?? "none", stroke, "stroke-width": stroke && short(width), opacity: alpha < 1 ? short(alpha) : null });
  }

  disc(x, y, radius) {
    this.make("circle", { cx: short(x), cy: short(y), r: short(radius) }, this.group);
  }

  endDiscs() {
    if (!this.group.firstChild) this.group.remove();
  }

  text(text, x, y, { size, weight = 400, colour, halo, align = "left", spacing = 0, alpha = 1 }) {
    const look = {
      x: short(x),
      y: short(y),
      "font-family": FONT,
      "font-size": size,
      "font-weight": weight,
      "letter-spacing": spacing || null,
      "dominant-baseline": "central",
      "text-anchor": align === "center" ? "middle" : "start",
      fill: colour,
      opacity: alpha < 1 ? short(alpha) : null,
      stroke: halo ?? null,
      "stroke-width": halo ? short(Math.max(3, size / 4)) : null,
      "stroke-linejoin": halo ? "round" : null,
      "paint-order": halo ? "stroke" : null,
    };
    this.make("text", look).textContent = text;
  }

  get source() {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(this.root)}\n`;
  }
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';
const short = (number) => Math.round(number * 100) / 100;
