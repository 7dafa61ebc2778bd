/** Rows at least this high have text on their bars and numbers on the path. */
const DETAILED_ROW = 30;
/** Bars of rows at least this high have an edge. */
const BOXED_ROW = 16;
const INSET = 3;
/** Where there is room between the lanes, as for a story alone, a bar is this high: arrows go between them. */
const BAR = 30;

/**
 * Draws the part of a layout that is in sight. The work is proportional to that part: rows are cut by their number, the
 * operations of a row and the steps of a path are found by bisection, and bars thinner than a pixel or two melt into
 * their neighbours.
 */
class Chart {
  constructor(canvas, history) {
    this.canvas = canvas;
    this.history = history;
    this.pen = canvas.getContext('2d', { alpha: false });
    this.lettering = new Lettering(this.pen);
    this.camera = new Camera();
    this.frame = new Frame(this.pen, this.lettering, this.camera, history);
    this.density = new Density(this.pen, this.camera);
    this.arrows = new Arrows(this.pen, this.lettering, this.camera);
    this.story = null;
    this.colours = readColours();
    this.placed = null;
    this.stuck = NONE;
    this.hovered = NONE;
    this.selected = NONE;
    this.marked = [];
  }

  /** Shows a layout and, on it, a path and a story; null for none. */
  show(layout, path, story) {
    this.layout = layout;
    this.placed = path && layout.place(path);
    this.camera.layout = layout;
    this.frame.bands.top = AXIS + (path ? RIBBON : 0);
    this.camera.head = this.frame.bands.top + this.frame.bands.height;
    this.stuck = this.history.orders ? this.history.orders.stuckAfter(path) : NONE;
    this.frame.show(this.placed, this.stuck);
    this.density.show(layout.timed ? this.history.activity : null);
    if (story !== this.story) {
      this.story = story;
      this.arrows.show(story);
    }
  }

  /** Takes the canvas's present size. */
  resize() {
    sharpen(this.canvas, this.pen);
    this.pen.textBaseline = 'middle';
    this.camera.width = this.canvas.clientWidth;
    this.camera.height = this.canvas.clientHeight;
    this.camera.gutter = Math.ceil(Math.min(this.frame.gutterWidth(), this.camera.width * 0.25, 160));
  }

  /** The operation at a point of the canvas, with a little room around thin ones, or NONE. */
  opAt(px, y) {
    const { camera, layout } = this;
    const row = Math.floor(camera.rowAt(y));
    if (px < camera.gutter || y < camera.head || row < 0 || row >= layout.rows.length) {
      return NONE;
    }
    const step = this.#stepAt(px, row);
    if (step !== NONE) {
      return step;
    }
    let best = NONE;
    let distance = 4;
    for (const { number } of layout.between(row, camera.xAt(px - distance), camera.xAt(px + distance))) {
      const away = Math.max(camera.px(layout.left[number]) - px, px - camera.px(layout.right[number]), 0);
      if (away < distance) {
        best = number;
        distance = away;
      }
    }
    return best;
  }

  /** The operation that takes effect near a point of a row though its bar is not there, or NONE. */
  #stepAt(px, row) {
    if (!this.placed) {
      return NONE;
    }
    const { camera, layout } = this;
    const { x, path } = this.placed;
    const near = camera.xAt(px + 8);
    for (let step = lowerBound(x.length, (i) => x[i] >= camera.xAt(px - 8)); step < x.length && x[step] <= near; step++) {
      const op = path.ops[step];
      if (layout.rowOf[op] === row && x[step] > layout.right[op]) {
        return op;
      }
    }
    return NONE;
  }

  kind(op) {
    if (op.number === this.stuck) {
      return 'stuck';
    }
    if (op.status === FAIL) {
      return 'failed';
    }
    if (op.open) {
      return 'unknown';
    }
    return !this.placed || this.placed.path.includes(op.number) ? 'placed' : 'loose';
  }

  draw() {
    const { pen, camera, colours } = this;
    pen.fillStyle = colours.card;
    pen.fillRect(0, 0, camera.width, camera.height);
    within(pen, camera.gutter, camera.head, camera.plotWidth, camera.plotHeight, () => {
      const row = camera.rowHeight();
      this.frame.bands.shade(colours);
      const labelled = this.#bars(row);
      this.#deadline();
      this.#path(row);
      this.#texts(labelled);
      this.#labels();
      this.arrows.draw(colours, camera.rowHeight() / 2 - this.inset(row));
    });
    this.frame.draw(colours);
  }

  /** How much of a row is left free above its bars, and below. */
  inset(row) {
    if (row < DETAILED_ROW) {
      return row * 0.15;
    }
    return this.placed ? INSET : Math.max(INSET, (row - BAR) / 2);
  }

  /** Draws the bars in sight, the marked ones on top; returns those that have room for text. */
  #bars(row) {
    const { pen, camera, colours, layout } = this;
    const detailed = row >= DETAILED_ROW;
    const inset = this.inset(row);
    const height = row - 2 * inset;
    const labelled = [];
    const marked = [];
    for (let i = Math.max(0, Math.floor(camera.top)); i < layout.rows.length && camera.rowY(i) < camera.height; i++) {
      if (i % 2) {
        pen.fillStyle = colours.band;
        pen.fillRect(camera.gutter, camera.rowY(i), camera.plotWidth, row);
      }
      const y = camera.rowY(i) + inset;
      this.density.draw(i, y, height, colours);
      let run = null;
      for (const op of layout.between(i, camera.left, camera.xAt(camera.width))) {
        const bar = this.#bar(op, y, height);
        if (this.#isMarked(op.number)) {
          marked.push(bar);
        } else if (bar.width >= 4 && row >= BOXED_ROW) {
          this.#box(bar);
        } else if (run && run.kind === bar.kind && bar.x <= run.x + run.width) {
          run.width = bar.x + bar.width - run.x;
        } else {
          this.#melted(run);
          run = bar;
        }
        if (detailed && bar.width >= 20) {
          labelled.push(bar);
        }
      }
      this.#melted(run);
    }
    marked.forEach((bar) => this.#mark(bar));
    this.marked = marked;
    return labelled;
  }

  #isMarked(op) {
    return op === this.stuck || op === this.hovered || op === this.selected || Boolean(this.story?.includes(op));
  }

  /** Where an operation's bar is in sight; a marked one is never too thin to be seen. */
  #bar(op, y, height) {
    const { camera, layout } = this;
    const x = Math.max(camera.px(layout.left[op.number]), camera.gutter - 8);
    const end = Math.min(camera.px(layout.right[op.number]), camera.width + 8);
    const least = this.#isMarked(op.number) ? 8 : 1;
    return { op, kind: this.kind(op), x, y, width: Math.max(end - x, least), height };
  }

  #melted(run) {
    if (run) {
      this.pen.fillStyle = this.colours[`${run.kind}-edge`];
      this.pen.fillRect(run.x, run.y, run.width, run.height);
    }
  }

  #box({ op, kind, x, y, width, height }) {
    const { pen, colours } = this;
    pen.beginPath();
    pen.roundRect(x, y, width, height, Math.min(5, height / 4, width / 4));
    pen.fillStyle = colours[kind];
    pen.fill();
    pen.strokeStyle = colours[`${kind}-edge`];
    pen.lineWidth = kind === 'stuck' ? 2 : 1;
    pen.setLineDash(width > 12 && (op.open || kind === 'failed') ? [4, 3] : []);
    pen.stroke();
    pen.setLineDash([]);
  }

  #mark(bar) {
    const { colours } = this;
    const op = bar.op.number;
    this.#box(bar);
    if (this.story?.includes(op) && bar.kind !== 'stuck') {
      this.#outline(bar, colours.core, 2, 0);
    }
    if (op === this.selected || op === this.hovered) {
      this.#outline(bar, colours.ink, op === this.selected ? 2 : 1.5, 2.5);
    }
  }

  /** The names of those operations of the story that have no room for them, beside their bars, on top of whatever is there. */
  #labels() {
    const { pen, colours, lettering } = this;
    for (const { op, x, y, width, height } of this.marked) {
      const label = this.story?.labels.get(op.number);
      if (label && width < 20 && height > 10) {
        const middle = y + height / 2;
        pen.fillStyle = colours.core;
        pen.beginPath();
        pen.roundRect(x + width + 2, middle - 8, lettering.width(label, BOLD) + 8, 16, 4);
        pen.fill();
        pen.font = BOLD;
        pen.fillStyle = colours.card;
        pen.fillText(label, x + width + 6, middle + 0.5);
      }
    }
  }

  #outline({ x, y, width, height }, colour, lineWidth, away) {
    const { pen } = this;
    pen.beginPath();
    pen.roundRect(x - away, y - away, width + 2 * away, height + 2 * away, 5 + away);
    pen.strokeStyle = colour;
    pen.lineWidth = lineWidth;
    pen.stroke();
  }

  /** The moment by which the operation that could not be placed had to take effect. */
  #deadline() {
    const { pen, camera, layout, stuck } = this;
    if (!layout.has(stuck)) {
      return;
    }
    const x = camera.px(layout.right[stuck]);
    pen.strokeStyle = this.colours.bad;
    pen.lineWidth = 1;
    pen.setLineDash([3, 4]);
    pen.beginPath();
    pen.moveTo(x, camera.head);
    pen.lineTo(x, camera.height);
    pen.stroke();
    pen.setLineDash([]);
  }

  /** The path through the bars: a line where steps can be told apart, and numbers where they have room. */
  #path(row) {
    if (!this.placed) {
      return;
    }
    const { pen, camera, colours, layout } = this;
    const { x, path } = this.placed;
    const left = camera.xAt(camera.gutter - 20);
    const right = camera.xAt(camera.width + 20);
    const first = Math.max(0, lowerBound(x.length, (step) => x[step] >= left) - 1);
    const end = Math.min(x.length, lowerBound(x.length, (step) => x[step] > right) + 1);
    const room = camera.plotWidth / Math.max(1, end - first);
    if (room < 3) {
      return;
    }
    const middle = row >= DETAILED_ROW ? INSET + (row - 2 * INSET) * 0.74 : row / 2;
    const y = (step) => camera.rowY(layout.rowOf[path.ops[step]]) + middle;
    pen.beginPath();
    for (let step = first; step < end; step++) {
      pen.lineTo(camera.px(x[step]), y(step));
    }
    pen.strokeStyle = colours.path;
    pen.lineWidth = 1.5;
    pen.globalAlpha = Math.min(0.7, room / 20);
    pen.stroke();
    pen.globalAlpha = 1;
    pen.textAlign = 'center';
    const taken = new Float64Array(layout.rows.length).fill(-Infinity);
    for (let step = first; step < end; step++) {
      const op = path.ops[step];
      const at = camera.px(x[step]);
      const half = String(step + 1).length * 3.1 + 4;
      const hasRoom = row >= DETAILED_ROW && at - half > taken[layout.rowOf[op]];
      taken[layout.rowOf[op]] = at + (hasRoom ? half : 2.5);
      this.#point(step, at, y(step), hasRoom ? half : 0, Math.min(2.5, row / 4));
    }
    pen.textAlign = 'left';
  }

  #point(step, x, y, half, radius) {
    const { pen, colours } = this;
    const op = this.placed.path.ops[step];
    const colour = this.history.ops[op].open ? colours['unknown-edge'] : colours.path;
    pen.fillStyle = op === this.hovered || op === this.selected ? colours.ink : colour;
    pen.beginPath();
    if (half === 0) {
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.fill();
      return;
    }
    pen.roundRect(x - half, y - 6.5, 2 * half, 13, 6.5);
    pen.fill();
    pen.font = SMALL;
    pen.fillStyle = colours['on-path'];
    pen.fillText(String(step + 1), x, y + 0.5);
  }

  #texts(labelled) {
    const { pen, camera, colours, lettering } = this;
    for (const { op, kind, x, y, width, height } of labelled) {
      const from = Math.max(x, camera.gutter) + Math.min(7, width / 8);
      const font = kind === 'stuck' ? BOLD : FONT;
      const label = this.story?.labels.get(op.number);
      const named = (text) => (label && text ? `${label} ${text}` : text);
      const room = Math.min(x + width, camera.width) - from - 3;
      // Where an order is shown what was read matters more than its name in the story.
      const others = this.placed ? [op.short, op.call] : [named(op.call)];
      const text = lettering.fit([named(op.text), named(op.short), ...others], room, font);
      if (text) {
        // Below the text of an operation on the path stands its number.
        const middle = y + height * (this.placed?.path.includes(op.number) ? 0.29 : 0.5);
        pen.font = font;
        pen.fillStyle = colours[`${kind}-ink`];
        pen.fillText(text, from, middle);
        if (kind === 'failed') {
          pen.fillRect(from, middle - 0.5, lettering.width(text, font), 1);
        }
      }
    }
  }
}
