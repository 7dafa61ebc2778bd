/** The whole history, small, with a window on what is in sight. Its bars are drawn once and then copied. */
class Minimap {
  constructor(canvas, chart) {
    this.canvas = canvas;
    this.chart = chart;
    this.pen = canvas.getContext('2d', { alpha: false });
    this.bars = document.createElement('canvas');
  }

  /** Draws the bars anew: the size, the colours, the layout or the path changed. */
  refresh() {
    if (this.#isHidden()) {
      return;
    }
    const { canvas, chart } = this;
    sharpen(canvas, this.pen);
    this.bars.width = canvas.width;
    this.bars.height = canvas.height;
    const pen = this.bars.getContext('2d', { alpha: false });
    pen.setTransform(this.pen.getTransform());
    pen.fillStyle = chart.colours.card;
    pen.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    const { rows } = chart.layout;
    this.#activity(pen);
    const height = Math.max(1, this.#rowHeight() * 0.7);
    rows.forEach((row, i) => {
      const y = this.#y(i);
      let drawn = -Infinity;
      for (const op of row.ops) {
        const end = Math.max(this.#x(chart.layout.right[op.number]), this.#x(chart.layout.left[op.number]) + 1);
        if (end - drawn >= 0.5) {
          const x = Math.max(this.#x(chart.layout.left[op.number]), drawn);
          pen.fillStyle = chart.colours[`${chart.kind(op)}-edge`];
          pen.fillRect(x, y, end - x, height);
          drawn = end;
        }
      }
    });
    this.#faults(pen);
    pen.fillStyle = chart.colours.core;
    chart.story?.ops.forEach((op) => this.#dot(pen, op));
    pen.fillStyle = chart.colours.bad;
    this.#dot(pen, chart.history.stuck);
  }

  /** How much was done over the whole run, behind what is listed of it. */
  #activity(pen) {
    const { layout, history: { activity }, colours } = this.chart;
    if (!layout.rows.some(({ lane }) => lane)) {
      return;
    }
    const totals = Array.from({ length: activity.buckets }, (_, i) => activity.lanes.reduce((sum, { counts }) => sum + counts[0][i] + counts[1][i] + counts[2][i], 0));
    const most = totals.reduce((a, b) => Math.max(a, b), 1);
    const height = this.canvas.clientHeight - 10;
    pen.fillStyle = colours['state-other'];
    totals.forEach((total, i) => {
      const left = this.#x(i * activity.bucket);
      const part = (height * total) / most;
      pen.fillRect(left, this.canvas.clientHeight - 5 - part, Math.max(1, this.#x((i + 1) * activity.bucket) - left), part);
    });
  }

  /** Marks along the lower edge when a fault was on. */
  #faults(pen) {
    const { layout, history, colours } = this.chart;
    pen.fillStyle = colours.span;
    for (const { from, to } of history.faults) {
      const left = this.#x(layout.xOfTime(from));
      pen.fillRect(left, this.canvas.clientHeight - 4, Math.max(1.5, this.#x(layout.xOfTime(to)) - left), 3);
    }
  }

  /** Marks an operation so that it is found among thousands. */
  #dot(pen, op) {
    const { layout } = this.chart;
    if (op === NONE || !layout.has(op)) {
      return;
    }
    const width = Math.max(4, this.#x(layout.right[op]) - this.#x(layout.left[op]));
    const height = Math.max(4, this.#rowHeight() * 0.7);
    pen.fillRect(this.#x(layout.left[op]), this.#y(layout.rowOf[op]) + this.#rowHeight() * 0.35 - height / 2, width, height);
  }

  #isHidden() {
    return this.canvas.clientWidth === 0;
  }

  #rowHeight() {
    return Math.min(8, (this.canvas.clientHeight - 8) / this.chart.layout.rows.length);
  }

  #x(x) {
    const { layout } = this.chart;
    return MARGIN / 2 + ((x - layout.start) / layout.span) * (this.canvas.clientWidth - MARGIN);
  }

  #y(row) {
    const used = this.#rowHeight() * this.chart.layout.rows.length;
    return (this.canvas.clientHeight - used) / 2 + row * this.#rowHeight();
  }

  draw() {
    if (this.#isHidden()) {
      return;
    }
    const { pen, chart, canvas } = this;
    const { camera } = chart;
    const rows = camera.plotHeight / camera.rowHeight();
    const left = Math.max(1, this.#x(camera.left));
    const right = Math.min(canvas.clientWidth - 1, this.#x(camera.xAt(camera.width)));
    const top = Math.max(1, this.#y(camera.top) - 2);
    const bottom = Math.min(canvas.clientHeight - 1, this.#y(Math.min(camera.top + rows, chart.layout.rows.length)) + 2);
    pen.drawImage(this.bars, 0, 0, canvas.clientWidth, canvas.clientHeight);
    pen.beginPath();
    pen.roundRect(left, top, Math.max(6, right - left), Math.max(6, bottom - top), 4);
    pen.fillStyle = chart.colours.window;
    pen.fill();
    pen.strokeStyle = chart.colours.soft;
    pen.stroke();
  }

  /** The position of the camera that has a point of the map in its middle. */
  position(px, y) {
    const { camera, layout } = this.chart;
    const x = layout.start + ((px - MARGIN / 2) / (this.canvas.clientWidth - MARGIN)) * layout.span;
    const row = (y - this.#y(0)) / this.#rowHeight();
    return {
      left: x - camera.plotWidth / camera.scale / 2,
      scale: camera.scale,
      top: row - camera.plotHeight / camera.rowHeight() / 2,
    };
  }
}
