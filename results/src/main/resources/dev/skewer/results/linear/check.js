'use strict';

const OK = 'ok';
const INFO = 'info';
const FAIL = 'fail';
const NONE = -1;

/** One order of operations: which take effect, in turn, and the number of the state after each. */
class Path {
  constructor(ops, states, count) {
    this.ops = ops;
    this.states = states;
    this.stepOf = new Int32Array(count).fill(NONE);
    ops.forEach((op, step) => { this.stepOf[op] = step; });
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
    this.because = data.because;
    this.refusals = data.refusals;
    this.states = data.states;
    this.initial = data.initial;
    this.ops = data.ops.map(([process, call, answer, status, index, invokedRank, completedRank, invoked, completed], number) => ({
      number, process, call, answer, status, index, invokedRank, completedRank, invoked, completed,
      open: completedRank === NONE,
      text: Check.#text(call, answer, status),
    }));
    this.timed = this.ops.some((op) => op.invoked !== this.ops[0].invoked);
    this.steps = data.steps;
    this.ends = data.paths;
    this.paths = new Map();
    this.#rankPaths();
  }

  static #text(call, answer, status) {
    if (answer !== '') {
      return `${call} → ${answer}`;
    }
    return status === INFO ? `${call} → ?` : call;
  }

  /** Finds the longest path through each operation; each step of the tree is visited once. */
  #rankPaths() {
    const depth = new Int32Array(this.steps.length);
    this.steps.forEach(([after], step) => { depth[step] = after === NONE ? 1 : depth[after] + 1; });
    const length = (end) => (end === NONE ? 0 : depth[end]);
    const longestFirst = this.ends.map((_, path) => path).sort((a, b) => length(this.ends[b]) - length(this.ends[a]) || a - b);
    this.longest = longestFirst.length ? longestFirst[0] : NONE;
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

  /** The longest path that includes an operation, or the longest of all; null if there is none. */
  pathThrough(op) {
    const path = op === NONE || this.pathOf[op] === NONE ? this.longest : this.pathOf[op];
    if (path === NONE) {
      return null;
    }
    if (!this.paths.has(path)) {
      const ops = [];
      const states = [];
      for (let step = this.ends[path]; step !== NONE; step = this.steps[step][0]) {
        ops.push(this.steps[step][1]);
        states.push(this.steps[step][2]);
      }
      this.paths.set(path, new Path(ops.reverse(), states.reverse(), this.ops.length));
    }
    return this.paths.get(path);
  }
}
