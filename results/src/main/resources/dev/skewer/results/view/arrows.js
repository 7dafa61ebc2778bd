/** How far an arrow bends away from the straight line, at most, in pixels. */
const BEND = 46;
const HEAD = 8;
/** How far from its place an arrow is that has another beside it. */
const APART = 16;

/**
 * Draws what puts one operation of a story before another: an arrow from bar to bar, with the type of the dependency on it. Each bends
 * to its left, so that two between the same operations do not cover each other.
 */
class Arrows {
  constructor(pen, lettering, camera) {
    this.pen = pen;
    this.lettering = lettering;
    this.camera = camera;
    this.edges = [];
    this.labels = [];
    this.chosen = null;
  }

  show(story) {
    this.edges = story ? story.edges : [];
    this.chosen = null;
  }

  /** The dependency whose name is at a point of the canvas; null if there is none. */
  at(px, y) {
    return this.labels.find(({ x, top, width }) => px >= x && px <= x + width && y >= top && y <= top + 17)?.edge ?? null;
  }

  /** Draws all that have both ends; half is half the height of a bar. */
  draw(colours, half) {
    this.labels = [];
    const { layout } = this.camera;
    const drawn = this.edges.filter(({ from, to }) => layout.has(from) && layout.has(to) && from !== to);
    drawn.forEach((edge) => this.#arrow(edge, colours, half));
    // Names lie above all arrows.
    this.labels.forEach((label) => this.#label(label, colours));
  }

  /** Where an arrow takes hold of a bar: in its middle, or of a wide one at the side of the other operation. */
  #anchor(op, other) {
    const { camera } = this;
    const { layout } = camera;
    const left = camera.px(layout.left[op]);
    const right = camera.px(layout.right[op]);
    const towards = (camera.px(layout.left[other]) + camera.px(layout.right[other])) / 2;
    const inset = Math.min(14, (right - left) / 2);
    const x = Math.min(Math.max(towards, left + inset), right - inset);
    return [x, camera.rowY(layout.rowOf[op] + 0.5)];
  }

  /** As far as its bar is wide, so that it begins and ends there. */
  #apart(op) {
    const { camera } = this;
    const { layout } = camera;
    return Math.max(4, Math.min(APART, (camera.px(layout.right[op]) - camera.px(layout.left[op])) / 2));
  }

  #arrow(edge, colours, half) {
    const { pen } = this;
    let [x1, y1] = this.#anchor(edge.from, edge.to);
    let [x2, y2] = this.#anchor(edge.to, edge.from);
    const isBack = this.edges.some(({ from, to }) => from === edge.to && to === edge.from);
    if (y1 === y2) {
      // In one lane: over the bars.
      y1 -= half;
      y2 -= half;
    } else {
      const down = y2 > y1 ? 1 : -1;
      y1 += down * half;
      y2 -= down * half;
      if (isBack) {
        // Beside the one that leads back.
        x1 += down * this.#apart(edge.from);
        x2 += down * this.#apart(edge.to);
      }
    }
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const isLevel = y1 === y2;
    const isBelow = isLevel && y1 - half - 8 < this.camera.head;
    if (isBelow) {
      y1 += 2 * half;
      y2 = y1;
    }
    const bend = isLevel ? Math.max(16, half) * (isBelow ? -1 : 1) : Math.min(BEND, length * 0.22);
    const cx = (x1 + x2) / 2 + (isLevel ? 0 : ((y2 - y1) / length) * bend);
    const cy = (y1 + y2) / 2 - (isLevel ? bend : ((x2 - x1) / length) * bend);
    const colour = colours[`edge-${edge.type}`];
    pen.strokeStyle = colour;
    pen.fillStyle = colour;
    pen.lineWidth = edge === this.chosen ? 3.5 : 2;
    pen.setLineDash(edge.type === 'realtime' || edge.type === 'process' ? [6, 4] : []);
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.quadraticCurveTo(cx, cy, x2, y2);
    pen.stroke();
    pen.setLineDash([]);
    const angle = Math.atan2(y2 - cy, x2 - cx);
    pen.beginPath();
    pen.moveTo(x2, y2);
    pen.lineTo(x2 - HEAD * Math.cos(angle - 0.45), y2 - HEAD * Math.sin(angle - 0.45));
    pen.lineTo(x2 - HEAD * Math.cos(angle + 0.45), y2 - HEAD * Math.sin(angle + 0.45));
    pen.closePath();
    pen.fill();
    const width = this.lettering.width(edge.type, BOLD) + 12;
    const x = (x1 + 2 * cx + x2) / 4 - width / 2;
    this.labels.push({ edge, colour, width, ...this.#free(x, (y1 + 2 * cy + y2) / 4 - 8.5, width) });
  }

  /** A place for a name that no other covers, at the wished one or below it. */
  #free(x, wished, width) {
    let top = wished;
    while (this.labels.some((other) => Math.abs(other.top - top) < 18 && x < other.x + other.width && other.x < x + width)) {
      top += 19;
    }
    return { x, top };
  }

  #label({ edge, colour, x, top, width }, colours) {
    const { pen } = this;
    pen.beginPath();
    pen.roundRect(x, top, width, 17, 8.5);
    pen.fillStyle = edge === this.chosen ? colour : colours.card;
    pen.fill();
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5;
    pen.stroke();
    pen.font = BOLD;
    pen.fillStyle = edge === this.chosen ? colours.card : colour;
    pen.fillText(edge.type, x + 6, top + 9);
  }
}
