'use strict';

const OK = 'ok';
const INFO = 'info';
const FAIL = 'fail';
const NONE = -1;

/**
 * One order of operations: which take effect, in turn, and the number of the state after each. It ends before the first
 * operation to return of those that took effect and are not in it, for that one cannot come later.
 */
class Path {
  constructor(ops, states, all) {
    this.ops = ops;
    this.states = states;
    this.stepOf = new Int32Array(all.length).fill(NONE);
    ops.forEach((op, step) => { this.stepOf[op] = step; });
    this.end = all.reduce((first, { number, status, completedRank }) => {
      const isLeftOut = status === OK && !this.includes(number);
      return isLeftOut && (first === NONE || completedRank < all[first].completedRank) ? number : first;
    }, NONE);
  }

  includes(op) {
    return this.stepOf[op] !== NONE;
  }
}

/** What the page shows: operations, the orders found, and what speaks against the one that could not be placed. */
class Check {
  constructor(data) {
    this.valid = data.valid;
    this.processes = data.processes;
    this.core = new Set(data.core);
    this.stuck = data.stuck;
    this.refusals = data.refusals;
    this.states = data.states;
    this.initial = data.initial;
    this.ops = data.ops.map(([process, call, answer, status, index, invokedRank, completedRank, invoked, completed], number) => ({
      number, process, call, answer, status, index, invokedRank, completedRank, invoked, completed,
      open: completedRank === NONE,
      text: Check.#text(call, answer, status),
    }));
    this.#shorten();
    this.timed = this.ops.some((op) => op.invoked !== this.ops[0].invoked);
    this.steps = data.steps;
    this.ends = data.paths;
    this.exhaustive = data.exhaustive;
    this.paths = new Map();
    this.#rankPaths();
  }

  static #text(call, answer, status) {
    if (answer !== '') {
      return `${call} → ${answer}`;
    }
    return status === INFO ? `${call} → ?` : call;
  }

  /** Where all calls begin with different letters, one letter is enough in a short bar: w 3, r → 3. */
  #shorten() {
    const names = new Set(this.ops.map(({ call }) => call.split(' ', 1)[0]));
    const initials = new Set([...names].map((name) => name[0]));
    const isClear = initials.size === names.size;
    this.ops.forEach((op) => { op.short = isClear ? op.text.replace(/^\S+/, ([initial]) => initial) : ''; });
  }

  /** Finds the longest path through each operation; each step of the tree is visited once. */
  #rankPaths() {
    const depth = new Int32Array(this.steps.length);
    this.steps.forEach(([after], step) => { depth[step] = after === NONE ? 1 : depth[after] + 1; });
    const length = (end) => (end === NONE ? 0 : depth[end]);
    const longestFirst = this.ends.map((_, path) => path).sort((a, b) => length(this.ends[b]) - length(this.ends[a]) || a - b);
    this.pathOf = new Int32Array(this.ops.length).fill(NONE);
    const seen = new Uint8Array(this.steps.length);
    for (const path of longestFirst) {
      for (let step = this.ends[path]; step !== NONE && !seen[step]; step = this.steps[step][0]) {
        seen[step] = 1;
        const op = this.steps[step][1];
        if (this.pathOf[op] === NONE) {
          this.pathOf[op] = path;
        }
      }
    }
  }

  /** Whether any order found includes an operation. */
  places(op) {
    return this.pathOf[op] !== NONE;
  }

  /** The order that gets farthest; null if there is none. */
  get main() {
    return this.#path(0);
  }

  /** The longest order that includes an operation, or else the one that gets farthest; null if there is none. */
  pathThrough(op) {
    return op === NONE || !this.places(op) || this.main.includes(op) ? this.main : this.#path(this.pathOf[op]);
  }

  /** The order to show for an operation: for the one that could not be placed the order that ends there. */
  pathFor(op) {
    return op === this.stuck ? this.main : this.pathThrough(op);
  }

  /** The operation that an order cannot go on with, NONE if it is not known that it cannot. */
  stuckAfter(path) {
    if (!path || path === this.main) {
      return this.stuck;
    }
    return this.exhaustive ? path.end : NONE;
  }

  #path(path) {
    if (path >= this.ends.length) {
      return null;
    }
    if (!this.paths.has(path)) {
      const ops = [];
      const states = [];
      for (let step = this.ends[path]; step !== NONE; step = this.steps[step][0]) {
        ops.push(this.steps[step][1]);
        states.push(this.steps[step][2]);
      }
      this.paths.set(path, new Path(ops.reverse(), states.reverse(), this.ops));
    }
    return this.paths.get(path);
  }
}
