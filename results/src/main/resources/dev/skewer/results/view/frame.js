/** Draws what stays in place around the lanes: the axis and the states above them, the processes beside them. */
class Frame {
  constructor(pen, lettering, camera, history) {
    this.pen = pen;
    this.lettering = lettering;
    this.camera = camera;
    this.history = history;
    this.bands = new Bands(pen, lettering, camera, history);
    this.segments = [];
  }

  /**
   * Takes over the states along a path; steps that change nothing make no new segment.
   *
   * @param placed the path; null for none
   * @param stuck the operation that it cannot go on with, or NONE
   */
  show(placed, stuck) {
    this.segments = [];
    this.stuck = stuck;
    if (!placed) {
      return;
    }
    const { x, limit, path } = placed;
    let last = { from: this.camera.layout.start, to: limit, state: this.history.orders.initial, op: NONE };
    this.segments.push(last);
    path.states.forEach((state, step) => {
      if (state !== last.state) {
        last.to = x[step];
        last = { from: x[step], to: limit, state, op: path.ops[step] };
        this.segments.push(last);
      }
    });
  }

  /** How wide the column of processes has to be. */
  gutterWidth() {
    const names = [...this.camera.layout.names(), ...this.bands.names(), 'process'];
    return names.reduce((most, name) => Math.max(most, this.lettering.width(name)), 0) + 18;
  }

  /** The operation that made the state at a point of the canvas, or NONE. */
  makerAt(px, y) {
    const { camera, segments } = this;
    if (px < camera.gutter || y < AXIS || y >= AXIS + RIBBON || segments.length === 0) {
      return NONE;
    }
    const x = camera.xAt(px);
    const segment = segments[lowerBound(segments.length, (i) => segments[i].to > x)];
    return segment && segment.from <= x ? segment.op : NONE;
  }

  draw(colours) {
    const { pen, camera } = this;
    this.colours = colours;
    pen.fillStyle = colours.card;
    pen.fillRect(0, 0, camera.width, camera.head);
    pen.fillRect(0, camera.head, camera.gutter, camera.plotHeight);
    within(pen, 0, camera.head - 4, camera.gutter, camera.plotHeight + 4, () => this.#processes());
    this.#name(camera.layout.axis, AXIS / 2);
    within(pen, camera.gutter, 0, camera.plotWidth, camera.head, () => {
      this.#axis();
      this.#states();
      this.bands.draw(colours);
    });
    if (this.segments.length) {
      this.#name('state', AXIS + RIBBON / 2);
    }
    this.bands.names().forEach((name, row) => this.#name(name, this.bands.middle(row)));
    pen.fillStyle = colours.rule;
    pen.fillRect(0, AXIS - 1, camera.width, 1);
    pen.fillRect(0, camera.head - 1, camera.width, 1);
    pen.fillRect(camera.gutter - 1, 0, 1, camera.height);
  }

  #name(text, y) {
    const { lettering, camera, colours } = this;
    lettering.right(lettering.fit([text], camera.gutter - 14), camera.gutter - 9, y, colours.soft);
  }

  #processes() {
    const { camera } = this;
    const row = camera.rowHeight();
    const from = camera.xAt(camera.gutter);
    const to = camera.xAt(camera.width);
    let free = camera.head + 4;
    for (let i = Math.max(0, Math.floor(camera.top)); i < camera.layout.rows.length && camera.rowY(i) < camera.height; i++) {
      const middle = camera.rowY(i) + row / 2;
      if (middle >= free) {
        this.#name(camera.layout.name(i, from, to), middle);
        free = middle + 15;
      }
    }
  }

  #axis() {
    const { pen, lettering, camera, colours } = this;
    pen.font = FONT;
    for (const [x, label] of camera.layout.ticks(camera.xAt(camera.gutter), camera.xAt(camera.width), 110 / camera.scale)) {
      const at = camera.px(x);
      if (at + 5 + lettering.width(label) < camera.width) {
        pen.fillStyle = colours.rule;
        pen.fillRect(at, AXIS - 7, 1, 7);
        pen.fillStyle = colours.soft;
        pen.fillText(label, at + 5, AXIS / 2);
      }
    }
  }

  #states() {
    const { pen, lettering, camera, colours, segments } = this;
    const right = camera.xAt(camera.width);
    const y = AXIS + 4;
    const height = RIBBON - 9;
    let drawn = -Infinity;
    for (let i = lowerBound(segments.length, (k) => segments[k].to >= camera.left); i < segments.length && segments[i].from <= right; i++) {
      const from = Math.max(camera.px(segments[i].from), camera.gutter - 8);
      const to = Math.min(camera.px(segments[i].to), camera.width + 8);
      if (to - drawn >= 1) {
        drawn = to;
        pen.fillStyle = colours[i % 2 ? 'state' : 'state-other'];
        pen.fillRect(from, y, Math.max(1, to - from), height);
        const start = Math.max(from, camera.gutter) + 6;
        const text = lettering.fit([this.history.orders.states[segments[i].state]], Math.min(to, camera.width) - start - 4);
        pen.font = FONT;
        pen.fillStyle = colours.ink;
        pen.fillText(text, start, y + height / 2);
      }
    }
    this.#refusal(y + height / 2);
  }

  /** Where the states end at an operation that none of them allows, the ribbon says so. */
  #refusal(y) {
    const { pen, lettering, camera, history, segments, stuck } = this;
    const last = segments.at(-1);
    if (last && stuck !== NONE && last.to === camera.layout.right[stuck]) {
      const start = camera.px(last.to) + 7;
      pen.font = BOLD;
      pen.fillStyle = this.colours.bad;
      const { text } = history.ops[stuck];
      const isRefused = stuck === history.stuck && history.orders.refusals.length > 0;
      const said = isRefused ? [`no state allows ${text}`, 'no state allows it', 'none'] : [`${text} cannot follow`, 'cannot go on'];
      pen.fillText(lettering.fit(said, camera.width - start - 4, BOLD), start, y);
    }
  }
}
