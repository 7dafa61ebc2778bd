const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const BOLD = `600 ${FONT}`;
const SMALL = FONT.replace('12px', '10px');

/** Colours are the style sheet's, which knows light from dark. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ['card', 'ink', 'soft', 'rule', 'band', 'path', 'on-path', 'bad', 'core', 'state', 'state-other', 'window',
    'span', 'on-fault', 'fault-wash', 'edge-ww', 'edge-wr', 'edge-rw', 'edge-rwp',
    'edge-process', 'edge-realtime'];
  for (const kind of ['placed', 'loose', 'unknown', 'failed', 'stuck']) {
    names.push(kind, `${kind}-edge`, `${kind}-ink`);
  }
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Measures text and cuts it to the room there is; measuring is dear, so each text is measured once. */
class Lettering {
  constructor(pen) {
    this.pen = pen;
    this.widths = new Map();
  }

  width(text, font = FONT) {
    const key = font === FONT ? text : font + text;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.pen.font = font;
      width = this.pen.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  /** The first text that fits, or the beginning of the first; empty where not even two letters fit. */
  fit(texts, room, font = FONT) {
    if (room < 10) {
      return '';
    }
    return texts.find((text) => text && this.width(text, font) <= room) ?? this.#cut(texts[0], room, font);
  }

  #cut(text, room, font) {
    const length = Math.min(text.length, Math.floor((room / this.width(text, font)) * text.length)) - 1;
    if (length < 1) {
      return '';
    }
    const cut = `${text.slice(0, length)}…`;
    return this.width(cut, font) <= room ? cut : this.#cut(text.slice(0, length), room, font);
  }

  right(text, x, y, colour) {
    this.pen.font = FONT;
    this.pen.textAlign = 'right';
    this.pen.fillStyle = colour;
    this.pen.fillText(text, x, y);
    this.pen.textAlign = 'left';
  }
}

/** Gives a canvas as many pixels as the screen has for it. */
function sharpen(canvas, pen) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Draws within a rectangle only. */
function within(pen, x, y, width, height, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  draw();
  pen.restore();
}
