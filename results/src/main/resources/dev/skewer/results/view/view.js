/** Pixels of an event, in their order, where bars can be read; and where they can just be told apart. */
const GOOD_EVENT = 44;
const LEAST_EVENT = 7;
const GLIDE_MS = 220;
/** Of a path that leads to a contradiction the reader should see at least these. */
const LAST_STEPS = 8;

/** Ties the picture, the map, the words and the reader's hands together. */
class View {
  constructor(data) {
    this.history = new History(data);
    this.orders = this.history.orders;
    this.root = document.getElementById('view');
    this.byId = Object.fromEntries([...this.root.querySelectorAll('[id]')].map((node) => [node.id, node]));
    this.chart = new Chart(this.byId.plot, this.history);
    this.camera = this.chart.camera;
    this.map = new Minimap(this.byId.map, this.chart);
    this.tip = new Tip(this.byId.tip, this.history);
    this.details = new Details(this.byId.details, this.history, (op, path) => this.select(op, path));
    this.details.told = (op) => this.#backToStory(op);
    this.details.pointed = (edge) => this.#explain(edge);
    this.timed = false;
    this.story = this.history.stories[0] ?? null;
    this.storyOnly = false;
    this.pinned = this.orders?.main ?? null;
    this.keys = this.#keys();
    this.#listen();
    this.relayout();
    this.storyOnly = !this.orders && this.#isLost();
    if (this.storyOnly) {
      this.relayout();
    }
    this.camera.moveTo(this.#start());
    this.select(this.history.stuck, this.pinned, false);
  }

  /** Whether the operations of the story are too far apart to be seen as a story among all others. */
  #isLost() {
    const { story, layout, camera } = this;
    const ops = story?.ops.filter((op) => layout.has(op)) ?? [];
    const events = Math.max(...ops.map((op) => Math.min(layout.to[op], layout.from[op] + 60))) - Math.min(...ops.map((op) => layout.from[op]));
    return ops.length > 0 && events * 2 * LEAST_EVENT > camera.plotWidth;
  }

  #start() {
    if (this.storyOnly) {
      return this.camera.all();
    }
    return this.target() ?? this.#end() ?? this.#focus() ?? this.#beginning();
  }

  /** Hides what is of no use for what is shown. */
  #tidy(ops) {
    const { history, chart } = this;
    const kinds = new Set(ops.map((op) => chart.kind(op)));
    const leftOut = (this.story ? this.story.around : history.focus)?.leftOut ?? 0;
    const facts = {
      story: this.story !== null,
      stories: history.stories.length > 1,
      timed: history.timed,
      path: chart.placed !== null,
      plain: chart.placed === null && kinds.has('placed'),
      placed: chart.placed !== null && kinds.has('placed'),
      fault: history.faults.length > 0,
      arrow: (this.story?.edges.length ?? 0) > 0,
      map: !this.storyOnly,
      left: !this.storyOnly && !this.timed && leftOut > 0,
      density: this.layout.timed && !this.storyOnly && history.activity !== null,
    };
    this.byId.left.textContent = `${leftOut.toLocaleString('en')} more operations were under way around it; those nearest to ${this.story ? 'the story' : 'it'} are shown.`;
    this.root.querySelectorAll('[data-kind]').forEach((node) => { node.hidden = !(facts[node.dataset.kind] ?? kinds.has(node.dataset.kind)); });
  }

  #listen() {
    const { byId, camera } = this;
    makeMap(byId.plot, camera, {
      moved: () => this.#moved(),
      hovered: (x, y) => this.#hover(x, y),
      clicked: (x, y) => this.#click(x, y),
      left: () => this.#hover(-1, -1),
    });
    makeSlider(byId.map, (x, y) => {
      camera.moveTo(this.map.position(x, y));
      this.#moved();
    });
    byId.target.addEventListener('click', () => this.goToStory());
    byId.only.addEventListener('click', () => this.toggleStoryOnly());
    byId.stories.addEventListener('change', () => this.tell(this.history.stories[byId.stories.selectedIndex]));
    document.querySelectorAll('[data-story]').forEach((button) => button.addEventListener('click', () => this.#fromStory(button)));
    byId.fit.addEventListener('click', () => this.#glide(camera.all()));
    byId.closer.addEventListener('click', () => this.#zoom(1.6));
    byId.farther.addEventListener('click', () => this.#zoom(1 / 1.6));
    byId.events.addEventListener('click', () => this.setTimed(false));
    byId.time.addEventListener('click', () => this.setTimed(true));
    byId.plot.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#resized()).observe(byId.lanes);
    for (const medium of ['(prefers-color-scheme: dark)', 'print']) {
      matchMedia(medium).addEventListener('change', () => this.#recolour());
    }
  }

  /** At once: a page that is printed waits for no frame. */
  #recolour() {
    this.chart.colours = readColours();
    this.#resized();
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
      'c': () => this.goToStory(),
      'k': () => this.toggleStoryOnly(),
      'n': () => this.#nextStory(1),
      'p': () => this.#nextStory(-1),
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
    if (action) {
      event.preventDefault();
      action();
    }
  }

  /** Lays everything out anew: another axis, or other operations. */
  relayout() {
    const { history, byId, story } = this;
    const ops = history.ops.filter((op) => (this.storyOnly ? story.includes(op.number) : this.timed || !story || story.surrounds(op)));
    const origin = story ? Math.min(...story.ops.map((op) => history.ops[op].invoked)) : 0;
    this.layout = new Layout(history, ops, this.timed, this.storyOnly ? null : history.activity, origin);
    byId.only.setAttribute('aria-pressed', this.storyOnly);
    byId.events.setAttribute('aria-pressed', !this.timed);
    byId.time.setAttribute('aria-pressed', this.timed);
    byId.stories.selectedIndex = history.stories.indexOf(story);
    this.#showPath(this.pinned);
    this.#tidy(ops);
    // No taller than its lanes: what is below follows closely.
    byId.lanes.style.setProperty('--lanes', `${this.camera.head + this.layout.rows.length * this.#rowHeight() + 2}px`);
    this.#resized();
  }

  /** Arrows need room between the lanes. */
  #rowHeight() {
    if (this.orders) {
      return ROW + 4;
    }
    return this.storyOnly ? MOST_ROW : this.story?.edges.length > 0 ? ROW + 16 : ROW + 4;
  }

  #showPath(path) {
    this.shown = path;
    this.chart.show(this.layout, this.storyOnly ? null : path, this.story);
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
    const { chart, history } = this;
    const box = this.byId.plot.getBoundingClientRect();
    const edge = chart.arrows.at(x, y);
    const op = edge ? NONE : this.#opAt(x, y);
    this.byId.plot.classList.toggle('pointing', op !== NONE || edge !== null);
    if (op !== chart.hovered) {
      chart.hovered = op;
      const path = this.#pathFor(op);
      if (path !== this.shown) {
        this.#showPath(path);
      }
      this.redraw();
    }
    const fault = y < this.camera.head ? chart.frame.bands.at(x, y) : null;
    const done = y >= this.camera.head && x >= this.camera.gutter ? chart.density.at(x, Math.floor(this.camera.rowAt(y))) : '';
    if (edge) {
      this.tip.say(edge.words, edge.reason, box.left + x, box.top + y);
    } else if (op !== NONE) {
      this.tip.show(history.ops[op], this.shown, this.story, box.left + x, box.top + y);
    } else if (fault) {
      this.tip.say(fault.name, fault.words, box.left + x, box.top + y);
    } else if (done) {
      this.tip.say('', done, box.left + x, box.top + y);
    } else {
      this.tip.hide();
    }
  }

  #click(x, y) {
    const edge = this.chart.arrows.at(x, y);
    if (edge) {
      this.#explain(edge);
    } else {
      this.select(this.#opAt(x, y), null, false);
    }
  }

  /** Keeps a dependency of the story, and says why it holds. */
  #explain(edge) {
    this.chart.arrows.chosen = edge;
    this.details.explain(edge, this.story);
    this.redraw();
  }

  /** The path on show if it includes an operation, or else the longest that does. */
  #pathFor(op) {
    if (!this.orders) {
      return null;
    }
    return op === NONE || this.pinned?.includes(op) ? this.pinned : this.orders.pathFor(op);
  }

  /** Keeps an operation and a path, its longest if none is given, and says all about it. */
  select(op, path, follow = true) {
    const { orders, history } = this;
    const before = this.pinned;
    this.chart.selected = op;
    this.chart.arrows.chosen = null;
    this.pinned = path ?? orders?.pathFor(op) ?? null;
    if (this.pinned !== this.shown) {
      this.#showPath(this.pinned);
    }
    if (this.pinned !== before) {
      this.map.refresh();
    }
    this.details.show(op === NONE ? history.stuck : op, op === NONE ? (orders?.main ?? null) : this.pinned, this.story);
    this.#markStory(op);
    if (follow && this.layout.has(op)) {
      this.#glide(this.camera.showing(op));
    }
    this.redraw();
  }

  /** Marks the operation where the story tells of it. */
  #markStory(op) {
    document.querySelectorAll('[data-story]').forEach((button) => {
      const isIt = this.story !== null && button.dataset.story === this.story.key && this.story.ops[Number(button.dataset.step)] === op;
      button.closest('tr')?.classList.toggle('chosen', isIt);
    });
  }

  /** From the words of a story to its operation here. */
  #fromStory(button) {
    const story = this.history.stories.find(({ key }) => key === button.dataset.story);
    if (!story) {
      return;
    }
    if (story !== this.story) {
      this.tell(story);
    }
    this.byId.lanes.scrollIntoView({ block: 'center' });
    this.byId.plot.focus({ preventScroll: true });
    const op = story.ops[Number(button.dataset.step)];
    if (op !== undefined) {
      this.select(op, null, true);
    }
  }

  /** And back. */
  #backToStory(op) {
    const step = this.story.ops.indexOf(op);
    const button = document.querySelector(`[data-story="${CSS.escape(this.story.key)}"][data-step="${step}"]`);
    button?.closest('details')?.setAttribute('open', '');
    button?.scrollIntoView({ block: 'center' });
    button?.focus({ preventScroll: true });
  }

  /** Shows another story. */
  tell(story) {
    this.story = story;
    this.storyOnly = false;
    this.relayout();
    this.storyOnly = this.#isLost();
    if (this.storyOnly) {
      this.relayout();
    }
    this.camera.moveTo(this.#start());
    this.map.refresh();
    this.select(NONE, null, false);
  }

  #nextStory(direction) {
    const { stories } = this.history;
    if (stories.length > 1) {
      this.tell(stories[(stories.indexOf(this.story) + direction + stories.length) % stories.length]);
    }
  }

  /** The position that shows the operation that could not be placed, or else all of the story; null if there is neither. */
  target() {
    const { history, layout, story, camera } = this;
    if (layout.has(history.stuck)) {
      return this.#returnOf(history.stuck);
    }
    const ops = story?.ops.filter((op) => layout.has(op)) ?? [];
    if (ops.length === 0) {
      return null;
    }
    const first = Math.min(...ops.map((op) => layout.from[op]));
    // The end of one that may go on for ever is of no interest.
    const last = Math.max(...ops.map((op) => (history.ops[op].open ? layout.from[op] + 1 : layout.to[op])));
    const room = Math.max(2, (last - first) * 0.12);
    const rows = ops.map((op) => layout.rowOf[op]);
    return camera.around(layout.x(Math.max(0, first - room)), layout.x(Math.min(layout.end, last + room)), ...rows);
  }

  /** The position that shows where the order ends that a check has found so far; null if there is none. */
  #end() {
    const { orders } = this;
    const main = orders?.main;
    return main && orders.valid === 'unknown' && main.end !== NONE ? this.#returnOf(main.end) : null;
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

  /** The position that shows where what is to be seen in the absence of a story begins; null if there is no such thing. */
  #focus() {
    const { history, camera, layout } = this;
    if (!history.focus) {
      return null;
    }
    const events = camera.plotWidth / GOOD_EVENT;
    const first = Math.max(0, Math.min(layout.xOfTime(history.focus.from) - events * 0.4, layout.end - events));
    return { ...camera.around(first, first + events, 0), top: 0 };
  }

  /** The position that shows the first events at a size that can be read. */
  #beginning() {
    const { camera, layout } = this;
    return { ...camera.around(layout.start, layout.x(Math.min(layout.end, camera.plotWidth / GOOD_EVENT)), 0), top: 0 };
  }

  goToStory() {
    const position = this.target();
    if (position) {
      this.#glide(position);
      this.select(this.history.stuck, null, false);
    }
  }

  toggleStoryOnly() {
    if (this.story) {
      this.storyOnly = !this.storyOnly;
      this.relayout();
      this.camera.moveTo(this.#start());
      this.redraw();
    }
  }

  /** Switches between time and the order of events, and keeps what is in the middle there. */
  setTimed(timed) {
    if (timed === this.timed || !this.history.timed) {
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
    if (row && row.ops.length > 0) {
      const middle = (op) => (layout.left[op] + layout.right[op]) / 2;
      const away = (op) => Math.abs(middle(op.number) - middle(chart.selected));
      const nearest = row.ops.reduce((best, op) => (away(op) < away(best) ? op : best));
      this.select(nearest.number, this.#pathFor(nearest.number));
    }
  }

  /** Goes to the next step of the path. */
  #follow(direction) {
    const { chart, pinned } = this;
    if (pinned && !this.storyOnly) {
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
    if (row && row.ops.length > 0) {
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

const view = new View(JSON.parse(document.getElementById('view-data').textContent));
