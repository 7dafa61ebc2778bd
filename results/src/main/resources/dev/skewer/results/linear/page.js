/** Pixels of an event, in their order, where bars can be read; and where they can just be told apart. */
const GOOD_EVENT = 44;
const LEAST_EVENT = 7;
const GLIDE_MS = 220;
/** Of a path that leads to a contradiction the reader should see at least these. */
const LAST_STEPS = 8;

/** Ties the picture, the map, the words and the reader's hands together. */
class Page {
  constructor(data) {
    this.check = new Check(data);
    this.byId = Object.fromEntries([...document.querySelectorAll('[id]')].map((node) => [node.id, node]));
    this.chart = new Chart(this.byId.plot, this.check);
    this.camera = this.chart.camera;
    this.map = new Minimap(this.byId.map, this.chart);
    this.tip = new Tip(this.byId.tip, this.check);
    this.details = new Details(this.byId.details, this.check, (op, path) => this.select(op, path));
    this.timed = false;
    this.coreOnly = false;
    this.pinned = this.check.main;
    this.keys = this.#keys();
    this.byId.coresize.textContent = String(this.check.core.size);
    this.#listen();
    this.relayout();
    this.camera.moveTo(this.contradiction() ?? this.#end() ?? this.#beginning());
    this.select(this.check.stuck, this.pinned, false);
  }

  /** Hides what is of no use for what is shown. */
  #tidy(ops) {
    const { check, chart } = this;
    const kinds = new Set(ops.map((op) => chart.kind(op)));
    const facts = {
      core: check.core.size > 0,
      contradiction: check.stuck !== NONE || check.core.size > 0,
      timed: check.timed,
      path: chart.placed !== null,
      placed: chart.placed !== null && kinds.has('placed'),
    };
    document.querySelectorAll('[data-kind]').forEach((node) => { node.hidden = !(facts[node.dataset.kind] ?? kinds.has(node.dataset.kind)); });
  }

  #listen() {
    const { byId, camera } = this;
    makeMap(byId.plot, camera, {
      moved: () => this.#moved(),
      hovered: (x, y) => this.#hover(x, y),
      clicked: (x, y) => this.select(this.#opAt(x, y), null, false),
      left: () => this.#hover(-1, -1),
    });
    makeSlider(byId.map, (x, y) => {
      camera.moveTo(this.map.position(x, y));
      this.#moved();
    });
    byId.contradiction.addEventListener('click', () => this.goToContradiction());
    byId.core.addEventListener('click', () => this.toggleCore());
    document.querySelectorAll('.story tr').forEach((row) => row.addEventListener('click', () => this.select(Number(row.dataset.op), null, true)));
    byId.fit.addEventListener('click', () => this.#glide(camera.all()));
    byId.closer.addEventListener('click', () => this.#zoom(1.6));
    byId.farther.addEventListener('click', () => this.#zoom(1 / 1.6));
    byId.events.addEventListener('click', () => this.setTimed(false));
    byId.time.addEventListener('click', () => this.setTimed(true));
    document.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#resized()).observe(byId.lanes);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.chart.colours = readColours();
      this.map.refresh();
      this.redraw();
    });
  }

  #keys() {
    const { camera } = this;
    const step = 80;
    return {
      'ArrowLeft': () => this.#along(-1),
      'ArrowRight': () => this.#along(1),
      'ArrowUp': () => this.#across(-1),
      'ArrowDown': () => this.#across(1),
      'Shift+ArrowLeft': () => this.#pan(step, 0),
      'Shift+ArrowRight': () => this.#pan(-step, 0),
      'Shift+ArrowUp': () => this.#pan(0, step),
      'Shift+ArrowDown': () => this.#pan(0, -step),
      ',': () => this.#follow(-1),
      '.': () => this.#follow(1),
      '+': () => this.#zoom(1.6),
      '=': () => this.#zoom(1.6),
      '-': () => this.#zoom(1 / 1.6),
      'f': () => this.#glide(camera.all()),
      'c': () => this.goToContradiction(),
      'k': () => this.toggleCore(),
      't': () => this.setTimed(!this.timed),
      'Escape': () => this.select(NONE, null),
    };
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    // Plus needs the shift key on many keyboards; only with arrows does shift mean something else.
    const isArrow = event.key.startsWith('Arrow');
    const action = this.keys[isArrow && event.shiftKey ? `Shift+${event.key}` : event.key];
    if (action && !(isArrow && this.byId.details.contains(event.target))) {
      event.preventDefault();
      action();
    }
  }

  /** Lays everything out anew: another axis, or other operations. */
  relayout() {
    const { check, byId } = this;
    const ops = this.coreOnly ? check.ops.filter((op) => check.core.has(op.number)) : check.ops;
    this.layout = new Layout(check, ops, this.timed);
    byId.core.setAttribute('aria-pressed', this.coreOnly);
    byId.events.setAttribute('aria-pressed', !this.timed);
    byId.time.setAttribute('aria-pressed', this.timed);
    this.#showPath(this.pinned);
    this.#tidy(ops);
    // No taller than its lanes: what is below follows closely.
    byId.lanes.style.setProperty('--lanes', `${this.camera.head + this.layout.rows.length * MOST_ROW + 2}px`);
    this.#resized();
  }

  #showPath(path) {
    this.shown = path;
    this.chart.show(this.layout, this.coreOnly ? null : path);
  }

  #resized() {
    this.chart.resize();
    this.camera.moveTo(this.camera.position);
    this.map.refresh();
    // Its new size made the canvas blank: waiting for the next frame would flicker.
    this.#paint();
  }

  #paint() {
    this.chart.draw();
    this.map.draw();
  }

  #moved() {
    cancelAnimationFrame(this.gliding);
    this.tip.hide();
    this.redraw();
  }

  /** Asks for a drawing; however often asked, one is made a frame. */
  redraw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.#paint();
    });
  }

  #opAt(x, y) {
    const op = this.chart.opAt(x, y);
    return op === NONE ? this.chart.frame.makerAt(x, y) : op;
  }

  #hover(x, y) {
    const op = this.#opAt(x, y);
    this.byId.plot.classList.toggle('pointing', op !== NONE);
    if (op !== this.chart.hovered) {
      this.chart.hovered = op;
      const path = this.#pathFor(op);
      if (path !== this.shown) {
        this.#showPath(path);
      }
      this.redraw();
    }
    if (op === NONE) {
      this.tip.hide();
    } else {
      const box = this.byId.plot.getBoundingClientRect();
      this.tip.show(this.check.ops[op], this.shown, box.left + x, box.top + y);
    }
  }

  /** The path on show if it includes an operation, or else the longest that does. */
  #pathFor(op) {
    return op === NONE || this.pinned?.includes(op) ? this.pinned : this.check.pathFor(op);
  }

  /** Keeps an operation and a path, its longest if none is given, and says all about it. */
  select(op, path, follow = true) {
    const before = this.pinned;
    this.chart.selected = op;
    this.pinned = path ?? this.check.pathFor(op);
    if (this.pinned !== this.shown) {
      this.#showPath(this.pinned);
    }
    if (this.pinned !== before) {
      this.map.refresh();
    }
    const { stuck } = this.check;
    this.details.show(op === NONE ? stuck : op, op === NONE ? this.check.main : this.pinned);
    if (follow && this.layout.has(op)) {
      this.#glide(this.camera.showing(op));
    }
    this.redraw();
  }

  /** The position that shows the operation that could not be placed, or else the core's first; null if there is neither. */
  contradiction() {
    const { check, layout } = this;
    const [target] = [check.stuck, ...check.core].filter((op) => layout.has(op));
    return target === undefined ? null : this.#returnOf(target);
  }

  /** The position that shows where the order ends that a check has found so far; null if there is none. */
  #end() {
    const { check } = this;
    return check.valid === 'unknown' && check.main && check.main.end !== NONE ? this.#returnOf(check.main.end) : null;
  }

  /** The position that shows the return of an operation and what comes before it. */
  #returnOf(target) {
    const { camera, layout } = this;
    const to = layout.to[target];
    const length = to - layout.from[target];
    const events = Math.min(Math.max(2 * length, camera.plotWidth / GOOD_EVENT), camera.plotWidth / LEAST_EVENT);
    const first = Math.max(0, to - events * 0.7);
    const last = Math.min(layout.end, to + events * 0.3);
    return camera.around(layout.x(first), layout.x(last), ...this.#rowsBefore(target));
  }

  /** The row of an operation and, as far as there is room, those of the steps before the end of the path. */
  #rowsBefore(op) {
    const { layout, camera, pinned } = this;
    const room = camera.plotHeight / ROW;
    const rows = [layout.rowOf[op]];
    for (const step of (pinned?.ops ?? []).slice(-LAST_STEPS).reverse()) {
      const more = [...rows, layout.rowOf[step]].filter((row) => row !== NONE);
      if (Math.max(...more) - Math.min(...more) + 1 <= room) {
        rows.push(more.at(-1));
      }
    }
    return rows;
  }

  /** The position that shows the first events at a size that can be read. */
  #beginning() {
    const { camera, layout } = this;
    return { ...camera.around(layout.start, layout.x(Math.min(layout.end, camera.plotWidth / GOOD_EVENT)), 0), top: 0 };
  }

  goToContradiction() {
    const position = this.contradiction();
    if (position) {
      this.#glide(position);
      this.select(this.check.stuck, null, false);
    }
  }

  toggleCore() {
    if (this.check.core.size > 0) {
      this.coreOnly = !this.coreOnly;
      this.relayout();
      this.camera.moveTo(this.coreOnly ? this.camera.all() : this.contradiction());
      this.redraw();
    }
  }

  /** Switches between time and the order of events, and keeps what is in the middle there. */
  setTimed(timed) {
    if (timed === this.timed || !this.check.timed) {
      return;
    }
    const { camera } = this;
    const before = this.layout;
    const from = before.at(camera.xAt(camera.gutter));
    const to = before.at(camera.xAt(camera.width));
    this.timed = timed;
    this.relayout();
    camera.moveTo({ ...camera.around(this.layout.x(from), this.layout.x(to), 0), top: camera.top });
    this.redraw();
  }

  #pan(dx, dy) {
    this.camera.pan(dx, dy);
    this.#moved();
  }

  /** Zooms around the selected operation if it is in sight, or else around the middle. */
  #zoom(factor) {
    const { camera, layout, chart } = this;
    let x = camera.gutter + camera.plotWidth / 2;
    let y = camera.head + camera.plotHeight / 2;
    if (layout.has(chart.selected)) {
      const at = camera.px((layout.left[chart.selected] + layout.right[chart.selected]) / 2);
      if (at > camera.gutter && at < camera.width) {
        x = at;
        y = camera.rowY(layout.rowOf[chart.selected] + 0.5);
      }
    }
    camera.zoom(factor, x, y);
    this.#moved();
  }

  /** Goes to the next operation of the same row. */
  #along(direction) {
    const { layout, chart } = this;
    if (!layout.has(chart.selected)) {
      this.#selectAny();
      return;
    }
    const { ops } = layout.rows[layout.rowOf[chart.selected]];
    const next = ops[ops.findIndex((op) => op.number === chart.selected) + direction];
    if (next) {
      this.select(next.number, this.#pathFor(next.number));
    }
  }

  /** Goes to the operation of the next row that is nearest in time. */
  #across(direction) {
    const { layout, chart } = this;
    if (!layout.has(chart.selected)) {
      this.#selectAny();
      return;
    }
    const row = layout.rows[layout.rowOf[chart.selected] + direction];
    if (row) {
      const middle = (op) => (layout.left[op] + layout.right[op]) / 2;
      const away = (op) => Math.abs(middle(op.number) - middle(chart.selected));
      const nearest = row.ops.reduce((best, op) => (away(op) < away(best) ? op : best));
      this.select(nearest.number, this.#pathFor(nearest.number));
    }
  }

  /** Goes to the next step of the path. */
  #follow(direction) {
    const { chart, pinned } = this;
    if (pinned && !this.coreOnly) {
      const step = chart.selected === NONE ? NONE : pinned.stepOf[chart.selected];
      // Beside the path there is its end, where the operation that could not be placed stands.
      const next = step === NONE ? pinned.ops.length - 1 : step + direction;
      if (next >= 0 && next < pinned.ops.length) {
        this.select(pinned.ops[next], pinned);
      }
    }
  }

  #selectAny() {
    const { camera, layout } = this;
    const row = layout.rows[Math.min(layout.rows.length - 1, Math.ceil(camera.top))];
    if (row) {
      const op = row.ops.find(({ number }) => layout.left[number] >= camera.left) ?? row.ops[0];
      this.select(op.number, this.#pathFor(op.number));
    }
  }

  /** Moves there in a short time, so that the reader sees where it is. */
  #glide(target) {
    const { camera } = this;
    const from = camera.position;
    camera.moveTo(target);
    const to = camera.position;
    this.#moved();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      return;
    }
    camera.moveTo(from);
    const started = performance.now();
    const move = (now) => {
      const part = Math.min(1, Math.max(0, (now - started) / GLIDE_MS));
      const eased = part * part * (3 - 2 * part);
      const mix = (a, b) => a + (b - a) * eased;
      const right = mix(from.left + camera.plotWidth / from.scale, to.left + camera.plotWidth / to.scale);
      const left = mix(from.left, to.left);
      camera.moveTo({ left, scale: camera.plotWidth / (right - left), top: mix(from.top, to.top) });
      this.redraw();
      if (part < 1) {
        this.gliding = requestAnimationFrame(move);
      }
    };
    this.gliding = requestAnimationFrame(move);
  }
}

const page = new Page(JSON.parse(document.getElementById('data').textContent));
