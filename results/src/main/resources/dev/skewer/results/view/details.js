/** More states that refuse an operation for the same reason nobody reads. */
const MAX_STATES = 3;

/** What the types of dependencies mean. */
const DEPENDENCIES = {
  ww: 'The second overwrote what the first wrote.',
  wr: 'The second saw what the first wrote.',
  rw: 'The second overwrote what the first saw.',
  rwp: 'The second wrote what the first looked for and did not find.',
  process: 'One process did both, one after the other.',
  realtime: 'The first ended before the second began.',
};

/** Makes an element; children are elements or text, never markup. */
function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** What is to be said of an operation's outcome, if anything. */
function outcome(op) {
  if (op.status === FAIL) {
    return [element('p', {}, 'It failed and certainly took no effect.')];
  }
  return op.open ? [element('p', {}, 'Its outcome is unknown: it took effect at some time after its call, or never.')] : [];
}

/** Who called when, and how long it took. */
function circumstances(history, op) {
  const process = `process ${history.processes[op.process]}, index ${op.index}`;
  if (!history.timed) {
    return process;
  }
  const ended = op.completed - op.invoked;
  const took = op.completed === NONE ? 'never returned' : op.open ? `given up after ${formatTime(ended)}` : `took ${formatTime(ended)}`;
  return `${process}, called at ${formatTime(op.invoked, 1000)}, ${took}`;
}

/** Everything about one operation, in words, beside the picture. */
class Details {
  /**
   * @param root the element to fill
   * @param history what is shown
   * @param choose called with an operation and the path to show when the reader goes on to another one
   */
  constructor(root, history, choose) {
    this.root = root;
    this.history = history;
    this.orders = history.orders;
    this.choose = choose;
  }

  show(number, path, story) {
    this.root.replaceChildren(...this.#content(number, path, story));
    this.root.scrollTop = 0;
  }

  /** Why a story has one operation before another. */
  explain(edge, story) {
    const end = (op) => element('button', { type: 'button', className: 'link', onclick: () => this.choose(op, null) }, story.labels.get(op));
    this.root.replaceChildren(
      element('p', { className: 'strong' }, end(edge.from), ` ${edge.type} → `, end(edge.to)),
      element('p', {}, `${DEPENDENCIES[edge.type] ?? ''}`),
      element('p', {}, edge.reason));
  }

  #content(number, path, story) {
    const { history, orders } = this;
    if (number === NONE) {
      return [
        ...this.#reasons(story),
        element('p', { className: 'soft' }, orders
          ? 'Point at an operation to follow the order that includes it; click it to keep it.'
          : 'Point at an operation to read it; click it to keep it.')];
    }
    const op = history.ops[number];
    const why = orders ? orders.absence(op) : '';
    const content = [
      element('p', { className: number === history.stuck ? 'call stuck strong' : 'call strong' }, op.text),
      element('p', { className: 'soft' }, circumstances(history, op)),
      ...outcome(op),
      ...(why && [element('p', {}, why)]),
    ];
    if (story?.includes(number)) {
      content.push(...this.#part(number, story));
    }
    if (orders && number === orders.stuck && path === orders.main) {
      content.push(...this.#refusals(), ...this.#instead(number));
    }
    if (path) {
      content.push(...this.#steps(number, path));
    }
    return content;
  }

  /** What a story says of the order of its operations. */
  #reasons(story) {
    return (story?.edges ?? []).map((edge) => element('p', {},
      element('button', { type: 'button', className: 'link strong', onclick: () => this.pointed(edge) }, edge.words), ` ${edge.reason}`));
  }

  /** An operation's part in a story, and what puts others before and behind it. */
  #part(number, story) {
    const role = story.roles.get(number);
    const back = element('button', { type: 'button', className: 'link', onclick: () => this.told(number) }, `${story.labels.get(number)} of the story`);
    const edges = story.edges.filter(({ from, to }) => from === number || to === number);
    return [
      element('p', {}, back, role ? `: ${role}` : '', '.'),
      ...edges.map((edge) => element('p', {}, element('b', {}, edge.words), ` ${edge.reason}`)),
    ];
  }

  #refusals() {
    const { refusals } = this.orders;
    if (refusals.length === 0) {
      return [];
    }
    const rows = [...this.#statesByReason()].map(([why, states]) => {
      const shown = states.slice(0, MAX_STATES).map((state) => element('div', { className: 'code' }, state));
      const rest = states.length - shown.length;
      return element('tr', {},
        element('td', {}, why || 'it does not allow it'),
        element('td', {}, ...shown, ...(rest > 0 ? [element('div', { className: 'soft' }, `and ${rest} more`)] : [])));
    });
    return [
      element('p', { className: 'caption' }, 'No state that is possible by then allows it'),
      element('table', {},
        element('thead', {}, element('tr', {}, element('th', {}, 'refuses, for'), element('th', {}, 'state'))),
        element('tbody', {}, ...rows)),
    ];
  }

  /** Many states may refuse an operation for one reason. */
  #statesByReason() {
    const states = new Map();
    for (const [state, why] of this.orders.refusals) {
      states.set(why, [...(states.get(why) ?? []), state]);
    }
    return states;
  }

  /** Orders that place the operation earlier, and then fail for another one. */
  #instead(number) {
    if (!this.orders.places(number)) {
      return [];
    }
    const path = this.orders.pathThrough(number);
    const button = element('button', { type: 'button', className: 'link', onclick: () => this.choose(number, path) }, `show the longest, of ${path.ops.length} ${path.ops.length === 1 ? 'step' : 'steps'}`);
    return [element('p', { className: 'after' }, 'Orders that place it earlier fail for another operation: ', button, '.')];
  }

  /** The steps around an operation; the last ones where the operation is not among them. */
  #steps(number, path) {
    const step = path.stepOf[number];
    const last = path.ops.length - 1;
    const at = step === NONE ? last : step;
    const title = step === NONE
      ? `The path ends with step ${path.ops.length}, without it`
      : `Step ${step + 1} of ${path.ops.length}`;
    const rows = [];
    for (let i = Math.max(0, at - 3); i <= Math.min(last, at + 3); i++) {
      rows.push(this.#row(i, path, i === step));
    }
    return [
      element('p', { className: 'caption' }, title),
      ...(path === this.orders.main ? [] : [element('p', { className: 'soft' }, 'The path leaves it out. This is the longest order that includes it.')]),
      element('table', { className: 'stepped' },
        element('thead', {}, element('tr', {}, element('th', {}, '#'), element('th', {}, 'operation'), element('th', {}, 'state after it'))),
        element('tbody', {}, ...rows)),
      ...this.#end(path),
    ];
  }

  /** What an order cannot go on with. */
  #end(path) {
    const { history, orders } = this;
    const stuck = orders.stuckAfter(path);
    if (stuck === NONE || path === orders.main) {
      return [];
    }
    const op = history.ops[stuck];
    const button = element('button', { type: 'button', className: 'code link', onclick: () => this.choose(stuck, null) }, op.text);
    return [element('p', { className: 'after' }, `After step ${path.ops.length} cannot come `, button, ` by process ${history.processes[op.process]}, which returned before any other that is left out.`)];
  }

  #row(step, path, isCurrent) {
    const op = this.history.ops[path.ops[step]];
    const button = element('button', { type: 'button', className: 'code', onclick: () => this.choose(op.number, path) }, op.text);
    return element('tr', { className: isCurrent ? 'current' : '' },
      element('td', { className: 'number' }, String(step + 1)),
      element('td', {}, button),
      element('td', { className: 'code' }, this.orders.states[path.states[step]]));
  }
}

/** The note beside the pointer. */
class Tip {
  constructor(root, history) {
    this.root = root;
    this.history = history;
  }

  /** Shows an operation beside a point of the window. */
  show(op, path, story, x, y) {
    const { history } = this;
    const { orders } = history;
    const step = path ? path.stepOf[op.number] : NONE;
    const before = step > 0 ? path.states[step - 1] : orders?.initial;
    const effect = step === NONE ? [] : [element('p', {},
      `Step ${step + 1}: `, element('span', { className: 'code' }, `${orders.states[before]} ⟶ ${orders.states[path.states[step]]}`))];
    const why = orders ? orders.absence(op) : '';
    const role = story?.roles.get(op.number);
    this.#put([
      element('p', { className: 'code strong' }, op.text),
      element('p', { className: 'soft' }, circumstances(history, op)),
      ...(story?.includes(op.number) ? [element('p', {}, `${story.labels.get(op.number)}${role ? `: ${role}` : ' of the story'}`)] : []),
      ...outcome(op),
      ...(why && [element('p', {}, why)]),
      ...effect,
    ], x, y);
  }

  /** Shows a title and a sentence there. */
  say(title, sentence, x, y) {
    this.#put([...(title ? [element('p', { className: 'strong' }, title)] : []), element('p', {}, sentence)], x, y);
  }

  /** On the side that has room. */
  #put(content, x, y) {
    const { root } = this;
    root.replaceChildren(...content);
    root.hidden = false;
    const away = 14;
    const left = x + away + root.offsetWidth > innerWidth ? x - away - root.offsetWidth : x + away;
    const top = y + away + root.offsetHeight > innerHeight ? y - away - root.offsetHeight : y + away;
    root.style.left = `${Math.max(4, left)}px`;
    root.style.top = `${Math.max(4, top)}px`;
  }

  hide() {
    this.root.hidden = true;
  }
}
