const AXIS = 24;
const RIBBON = 30;
/** Rows with text are this high, more where there is room, and shrink to the least when all of many are shown. */
const ROW = 32;
const MOST_ROW = 72;
const LEAST_ROW = 6;
const MARGIN = 16;

/** Which part of a layout is in sight, and how large: x from left to right at a scale in pixels, rows from top. */
class Camera {
  constructor() {
    this.left = 0;
    this.scale = 1;
    this.top = 0;
    this.width = this.height = this.gutter = this.head = 0;
  }

  get plotWidth() {
    return Math.max(1, this.width - this.gutter);
  }

  get plotHeight() {
    return Math.max(1, this.height - this.head);
  }

  get fitScale() {
    return Math.max(1, this.plotWidth - 2 * MARGIN) / this.layout.span;
  }

  /** Rows grow with the scale, from all in sight to where text fits. */
  rowHeight(scale = this.scale) {
    const fit = Math.min(MOST_ROW, Math.max(LEAST_ROW, this.plotHeight / this.layout.rows.length));
    return Math.min(Math.max(ROW, fit), fit * Math.sqrt(Math.max(1, scale / this.fitScale)));
  }

  px(x) {
    return this.gutter + (x - this.left) * this.scale;
  }

  xAt(px) {
    return this.left + (px - this.gutter) / this.scale;
  }

  rowY(row) {
    return this.head + (row - this.top) * this.rowHeight();
  }

  rowAt(y) {
    return this.top + (y - this.head) / this.rowHeight();
  }

  get position() {
    return { left: this.left, scale: this.scale, top: this.top };
  }

  /** Goes to a position, or as near to it as the layout allows: never beyond its ends, never farther than all of it. */
  moveTo({ left, scale, top }) {
    const { layout } = this;
    const closest = this.plotWidth / (layout.timed ? Math.min(layout.span, 100) : 4);
    this.scale = Math.max(Math.min(scale, closest), this.fitScale);
    const margin = MARGIN / this.scale;
    const visible = this.plotWidth / this.scale;
    this.left = Math.max(layout.start - margin, Math.min(left, layout.start + layout.span + margin - visible));
    this.top = Math.max(0, Math.min(top, layout.rows.length - this.plotHeight / this.rowHeight()));
  }

  pan(dx, dy) {
    this.moveTo({ left: this.left - dx / this.scale, scale: this.scale, top: this.top - dy / this.rowHeight() });
  }

  /** Zooms so that what is at a point of the canvas stays there. */
  zoom(factor, px, y) {
    const x = this.xAt(px);
    const row = this.rowAt(y);
    this.moveTo({ left: this.left, scale: this.scale * factor, top: this.top });
    this.moveTo({
      left: x - (px - this.gutter) / this.scale,
      scale: this.scale,
      top: row - (y - this.head) / this.rowHeight(),
    });
  }

  /** The position that shows everything. */
  all() {
    return { left: this.layout.start, scale: this.fitScale, top: 0 };
  }

  /** The position that shows a stretch of x over the whole width, with a row, or what lies between several, in the middle. */
  around(from, to, ...rows) {
    const scale = Math.max((this.plotWidth - 2 * MARGIN) / (to - from), this.fitScale);
    return {
      left: from - MARGIN / scale,
      scale,
      top: (Math.min(...rows) + Math.max(...rows) + 1 - this.plotHeight / this.rowHeight(scale)) / 2,
    };
  }

  /** The position nearest to the present one that shows an operation, or as much of it as there is room for. */
  showing(op) {
    const margin = 2 * MARGIN / this.scale;
    const visible = this.plotWidth / this.scale;
    const rows = this.plotHeight / this.rowHeight();
    const row = this.layout.rowOf[op];
    const from = this.layout.left[op] - margin;
    const to = this.layout.right[op] + margin;
    return {
      left: Math.min(from, Math.max(this.left, to - visible)),
      scale: this.scale,
      top: Math.min(row, Math.max(this.top, row + 1 - rows)),
    };
  }
}
