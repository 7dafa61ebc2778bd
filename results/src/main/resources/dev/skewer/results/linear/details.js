/** More states that refuse an operation for the same reason nobody reads. */
const MAX_STATES = 3;

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
function circumstances(check, op) {
  const process = `process ${check.processes[op.process]}, index ${op.index}`;
  if (!check.timed) {
    return process;
  }
  const took = op.open ? 'never returned' : `took ${formatTime(op.completed - op.invoked)}`;
  return `${process}, called at ${formatTime(op.invoked, 1000)}, ${took}`;
}

/** Why no order includes an operation; empty if one does. */
function absence(check, op) {
  if (check.places(op.number) || op.status === FAIL || !check.main) {
    return '';
  }
  if (op.open) {
    return 'None of the orders found needs it.';
  }
  const { end } = check.main;
  if (end !== NONE && op.invokedRank > check.ops[end].completedRank) {
    return `It was called after ${check.ops[end].text} had returned, and no order ${check.exhaustive ? 'gets' : 'found goes'} beyond that.`;
  }
  return check.exhaustive ? 'No order that agrees with real time includes it.' : 'None of the orders found includes it.';
}

/** Everything about one operation, in words, beside the picture. */
class Details {
  /**
   * @param root the element to fill
   * @param check what is shown
   * @param choose called with an operation and the path to show when the reader goes on to another one
   */
  constructor(root, check, choose) {
    this.root = root;
    this.check = check;
    this.choose = choose;
  }

  show(number, path) {
    this.root.replaceChildren(...this.#content(number, path));
    this.root.scrollTop = 0;
  }

  #content(number, path) {
    const { check } = this;
    if (number === NONE) {
      return [element('p', { className: 'soft' }, 'Point at an operation to follow the order that includes it; click it to keep it.')];
    }
    const op = check.ops[number];
    const why = absence(check, op);
    const content = [
      element('h2', { className: number === check.stuck ? 'call stuck' : 'call' }, op.text),
      element('p', { className: 'soft' }, circumstances(check, op)),
      ...outcome(op),
      ...(why && [element('p', {}, why)]),
    ];
    if (check.core.has(number)) {
      content.push(element('p', {}, `T${[...check.core].indexOf(number) + 1} of the contradiction told above.`));
    }
    if (number === check.stuck && path === check.main) {
      content.push(...this.#refusals(), ...this.#instead(number));
    }
    if (path) {
      content.push(...this.#steps(number, path));
    }
    return content;
  }

  #refusals() {
    const { refusals } = this.check;
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
      element('h3', {}, 'No state that is possible by then allows it'),
      element('table', {},
        element('thead', {}, element('tr', {}, element('th', {}, 'refuses, for'), element('th', {}, 'state'))),
        element('tbody', {}, ...rows)),
    ];
  }

  /** Many states may refuse an operation for one reason. */
  #statesByReason() {
    const states = new Map();
    for (const [state, why] of this.check.refusals) {
      states.set(why, [...(states.get(why) ?? []), state]);
    }
    return states;
  }

  /** Orders that place the operation earlier, and then fail for another one. */
  #instead(number) {
    if (!this.check.places(number)) {
      return [];
    }
    const path = this.check.pathThrough(number);
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
      element('h3', {}, title),
      ...(path === this.check.main ? [] : [element('p', { className: 'soft' }, 'The path leaves it out. This is the longest order that includes it.')]),
      element('table', { className: 'steps' },
        element('thead', {}, element('tr', {}, element('th', {}, '#'), element('th', {}, 'operation'), element('th', {}, 'state after it'))),
        element('tbody', {}, ...rows)),
      ...this.#end(path),
    ];
  }

  /** What an order cannot go on with. */
  #end(path) {
    const { check } = this;
    const stuck = check.stuckAfter(path);
    if (stuck === NONE || path === check.main) {
      return [];
    }
    const op = check.ops[stuck];
    const button = element('button', { type: 'button', className: 'code link', onclick: () => this.choose(stuck, null) }, op.text);
    return [element('p', { className: 'after' }, `After step ${path.ops.length} cannot come `, button, ` by process ${check.processes[op.process]}, which returned before any other that is left out.`)];
  }

  #row(step, path, isCurrent) {
    const op = this.check.ops[path.ops[step]];
    const button = element('button', { type: 'button', className: 'code', onclick: () => this.choose(op.number, path) }, op.text);
    return element('tr', { className: isCurrent ? 'current' : '' },
      element('td', { className: 'number' }, String(step + 1)),
      element('td', {}, button),
      element('td', { className: 'code' }, this.check.states[path.states[step]]));
  }
}

/** The note beside the pointer. */
class Tip {
  constructor(root, check) {
    this.root = root;
    this.check = check;
  }

  /** Shows an operation beside a point of the window, on the side that has room. */
  show(op, path, x, y) {
    const { root, check } = this;
    const step = path ? path.stepOf[op.number] : NONE;
    const before = step > 0 ? path.states[step - 1] : check.initial;
    const effect = step === NONE ? [] : [element('p', {},
      `Step ${step + 1}: `, element('span', { className: 'code' }, `${check.states[before]} ⟶ ${check.states[path.states[step]]}`))];
    const why = absence(check, op);
    root.replaceChildren(
      element('p', { className: 'code strong' }, op.text),
      element('p', { className: 'soft' }, circumstances(check, op)),
      ...outcome(op),
      ...(why && [element('p', {}, why)]),
      ...effect);
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
