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

/** The orders that a linearizability check found, and what speaks against the operation that could not be placed. */
class Orders {
  constructor(data, ops) {
    this.ops = ops;
    this.valid = data.valid;
    this.stuck = data.stuck;
    this.refusals = data.refusals;
    this.states = data.states;
    this.initial = data.initial;
    this.steps = data.steps;
    this.ends = data.paths;
    this.exhaustive = data.exhaustive;
    this.paths = new Map();
    this.#rankPaths();
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

  /** Why no order includes an operation; empty if one does. */
  absence(op) {
    if (this.places(op.number) || op.status === FAIL || !this.main) {
      return '';
    }
    if (op.open) {
      return 'None of the orders found needs it.';
    }
    const { end } = this.main;
    if (end !== NONE && op.invokedRank > this.ops[end].completedRank) {
      return `It was called after ${this.ops[end].text} had returned, and no order ${this.exhaustive ? 'gets' : 'found goes'} beyond that.`;
    }
    return this.exhaustive ? 'No order that agrees with real time includes it.' : 'None of the orders found includes it.';
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
