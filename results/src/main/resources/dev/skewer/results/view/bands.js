const BAND = 16;
/** More faults than this of different names share the last band, which says so. */
const MOST_BANDS = 6;
const REST = 'other faults';

/** Draws when which fault was on: a band for each, above the lanes. */
class Bands {
  constructor(pen, lettering, camera, history) {
    this.pen = pen;
    this.lettering = lettering;
    this.camera = camera;
    const names = [...new Set(history.faults.map(({ name }) => name))];
    this.shown = names.length > MOST_BANDS ? [...names.slice(0, MOST_BANDS - 1), REST] : names;
    this.faults = history.faults.map((fault) => ({ ...fault, row: Math.min(names.indexOf(fault.name), this.shown.length - 1) }));
    this.top = 0;
  }

  names() {
    return this.shown;
  }

  get height() {
    return this.shown.length * BAND + (this.shown.length ? 6 : 0);
  }

  middle(row) {
    return this.top + 3 + (row + 0.5) * BAND;
  }

  /** The fault at a point of the canvas; null if there is none. */
  at(px, y) {
    const { camera } = this;
    const row = Math.floor((y - this.top - 3) / BAND);
    return this.faults.find((fault) => {
      const [from, to] = this.#ends(fault);
      return fault.row === row && px >= Math.max(from - 2, camera.gutter) && px <= to + 2;
    }) ?? null;
  }

  #ends({ from, to }) {
    const { camera } = this;
    const left = camera.px(camera.layout.xOfTime(from));
    return [left, Math.max(camera.px(camera.layout.xOfTime(to)), left + 3)];
  }

  draw(colours) {
    const { pen, camera, lettering } = this;
    pen.fillStyle = colours.rule;
    this.shown.forEach((_, row) => pen.fillRect(camera.gutter, this.middle(row), camera.plotWidth, 1));
    for (const fault of this.faults) {
      const [left, right] = this.#ends(fault);
      if (right >= camera.gutter && left <= camera.width) {
        const from = Math.max(left, camera.gutter - 4);
        const to = Math.min(right, camera.width + 4);
        const y = this.middle(fault.row);
        pen.fillStyle = colours.span;
        pen.beginPath();
        pen.roundRect(from, y - BAND / 2 + 2, to - from, BAND - 4, 3);
        pen.fill();
        const start = Math.max(from, camera.gutter) + 5;
        const text = lettering.fit([fault.words, fault.name], to - start - 3, SMALL);
        if (text) {
          pen.font = SMALL;
          pen.fillStyle = colours['on-fault'];
          pen.fillText(text, start, y + 0.5);
        }
      }
    }
  }

  /** Shades the lanes below while a fault was on, so that one sees what happened then. */
  shade(colours) {
    const { pen, camera } = this;
    pen.fillStyle = colours['fault-wash'];
    for (const fault of this.faults) {
      const [left, right] = this.#ends(fault);
      if (right >= camera.gutter && left <= camera.width) {
        pen.fillRect(left, camera.head, right - left, camera.plotHeight);
      }
    }
  }
}
