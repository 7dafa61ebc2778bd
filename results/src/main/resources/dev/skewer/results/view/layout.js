/** How many events before the next operation in its row the bar of one ends that may still take effect. */
const GAP = 0.2;

/**
 * Where things are: rows from top to bottom, and along them either events, evenly, or time. All positions are first found
 * in the order of events, which is exact, and then mapped to time, so that both views agree on what came before what.
 */
class Layout {
  /**
   * @param history what is shown
   * @param ops the operations to lay out: all, or those of a story
   * @param timed whether along real time
   * @param activity how much each lane did over the whole run, to be shown where its operations are not listed; null for none
   * @param origin the time from which times of events count
   */
  constructor(history, ops, timed, activity, origin) {
    this.history = history;
    this.timed = timed;
    this.origin = origin;
    this.#rank(ops);
    this.#stack(ops);
    if (activity && timed) {
      this.#extend(activity);
    }
  }

  /** Numbers the events that are shown, in their order. */
  #rank(ops) {
    const events = [];
    for (const op of ops) {
      events.push([op.invokedRank, op.invoked]);
      if (!op.open) {
        events.push([op.completedRank, op.completed]);
      }
    }
    events.sort((a, b) => a[0] - b[0]);
    const place = new Map(events.map(([rank], i) => [rank, i]));
    this.end = events.length;
    this.ranks = events.map(([rank]) => rank);
    this.times = new Float64Array(events.length + 1);
    let latest = events.length ? events[0][1] : 0;
    events.forEach(([, time], i) => {
      // Clocks may tie or step back; the order of events does not.
      latest = Math.max(latest, time);
      this.times[i] = latest;
    });
    // Beyond the last event there is room for operations whose outcome nobody knows.
    this.times[this.end] = latest + Math.max(1, (latest - this.times[0]) * 0.03);
    this.from = new Float64Array(this.history.ops.length).fill(NaN);
    this.to = new Float64Array(this.history.ops.length).fill(NaN);
    for (const op of ops) {
      this.from[op.number] = place.get(op.invokedRank);
      this.to[op.number] = op.open ? this.end : place.get(op.completedRank);
    }
    this.start = this.x(0);
    this.span = Math.max(1, this.x(this.end) - this.start);
  }

  /**
   * Gives each process a row, and another where operations of one process overlap. After an operation of unknown outcome
   * its client goes on as a new process, which takes over the row: there would be more rows than anybody can see otherwise.
   * Such an operation is drawn up to the next one, though it may take effect later.
   */
  #stack(ops) {
    const rows = [];
    const latest = this.history.processes.map(() => []);
    const left = [];
    for (const op of [...ops].sort((a, b) => a.invokedRank - b.invokedRank)) {
      const isNew = latest[op.process].length === 0;
      let row = latest[op.process].find((each) => each.process === op.process && each.free < this.from[op.number]);
      while (!row && isNew && left.length) {
        const next = left.shift();
        row = next.ops.at(-1).open ? next : undefined;
      }
      if (!row) {
        row = { ops: [], first: op.process, process: op.process, free: 0, lane: null };
        rows.push(row);
      }
      row.process = op.process;
      latest[op.process].push(row);
      row.ops.push(op);
      row.free = op.open ? this.from[op.number] : this.to[op.number];
      if (op.open) {
        left.push(row);
      }
    }
    this.rows = rows.sort((a, b) => a.first - b.first);
    this.rowOf = new Int32Array(this.history.ops.length).fill(NONE);
    const drawn = this.to.slice();
    this.rows.forEach((row, number) => row.ops.forEach((op, i) => {
      this.rowOf[op.number] = number;
      if (op.open && i + 1 < row.ops.length) {
        drawn[op.number] = this.from[row.ops[i + 1].number] - GAP;
      }
    }));
    this.left = this.from.map((at) => this.x(at));
    this.right = drawn.map((at) => this.x(at));
  }

  /** Gives the whole run its time, and each of its lanes a row: the one of its process, or an empty one below. */
  #extend(activity) {
    const end = this.start + this.span;
    this.start = Math.min(0, this.start);
    this.span = Math.max(end, activity.length) - this.start;
    for (const lane of activity.lanes) {
      let row = this.rows.find(({ first, lane: taken }) => !taken && this.history.processes[first] === lane.first);
      if (!row) {
        row = { ops: [], first: NONE, lane: null };
        this.rows.push(row);
      }
      row.lane = lane;
    }
  }

  /**
   * What a row is called between two positions: its process, or the first and the last that share it. Where more of the run is in sight than
   * is listed, its lane's name, which tells how many there were.
   */
  name(row, from, to) {
    const { ops, lane } = this.rows[row];
    if (lane && (ops.length === 0 || from < this.left[ops[0].number] || to > this.right[ops.at(-1).number])) {
      return lane.name;
    }
    const [first, last] = this.#processes(row, from, to).map((process) => this.history.processes[process]);
    return first === last ? first : `${first} … ${last}`;
  }

  /** The longest names that rows may have. */
  names() {
    return this.rows.flatMap(({ ops, lane }) => {
      const names = lane ? [lane.name] : [];
      if (ops.length > 0) {
        const [first, last] = [ops[0], ops.at(-1)].map(({ process }) => this.history.processes[process]);
        names.push(first === last ? first : `${first} … ${last}`);
      }
      return names;
    });
  }

  #processes(row, from, to) {
    const { ops } = this.rows[row];
    const first = Math.min(ops.length - 1, lowerBound(ops.length, (k) => this.right[ops[k].number] >= from));
    const last = Math.max(first, lowerBound(ops.length, (k) => this.left[ops[k].number] > to) - 1);
    return [ops[first].process, ops[last].process];
  }

  has(op) {
    return op !== NONE && this.rowOf[op] !== NONE;
  }

  /** Position of a place among the events, which may lie between two. */
  x(at) {
    if (!this.timed) {
      return at;
    }
    const place = Math.max(0, Math.min(at, this.end));
    const before = Math.floor(place);
    const after = Math.min(before + 1, this.end);
    return this.times[before] + (this.times[after] - this.times[before]) * (place - before);
  }

  /** Position of a time, which may be before the first event or after the last. */
  xOfTime(time) {
    if (this.timed) {
      return time;
    }
    const after = lowerBound(this.end, (i) => this.times[i] > time);
    if (after === 0 || after === this.end) {
      return after === 0 ? -1 : this.end;
    }
    const gap = this.times[after] - this.times[after - 1];
    return after - 1 + (gap > 0 ? (time - this.times[after - 1]) / gap : 0);
  }

  /** The operations of a row between two positions; those of a row follow each other. */
  * between(row, from, to) {
    const { ops } = this.rows[row];
    for (let i = lowerBound(ops.length, (k) => this.right[ops[k].number] >= from); i < ops.length; i++) {
      if (this.left[ops[i].number] > to) {
        return;
      }
      yield ops[i];
    }
  }

  /** Whether events stand in their order and are named by their times. */
  get #isOrderedByTime() {
    return !this.timed && this.history.timed && !this.history.orders;
  }

  /** What positions are named by. */
  get axis() {
    return this.timed || this.#isOrderedByTime ? 'time' : 'event';
  }

  /** Positions to be named between two others, about a size apart, each with its name: a time, or an event's rank. */
  * ticks(from, to, size) {
    const step = niceStep(size);
    const first = Math.max(0, Math.ceil(from));
    if (this.timed) {
      for (let time = Math.ceil(Math.max(from, this.start) / step) * step; time <= Math.min(to, this.start + this.span); time += step) {
        yield [time, formatTime(time, step)];
      }
    } else if (this.#isOrderedByTime) {
      // When each was, from the first of the story: its words count from there, too.
      let free = -Infinity;
      for (let place = first; place < Math.min(this.end, to); place++) {
        if (place >= free) {
          const since = this.times[place] - this.origin;
          yield [place, `${since < 0 ? '−' : this.origin > 0 ? '+' : ''}${formatTime(Math.abs(since))}`];
          free = place + size;
        }
      }
    } else if (first < this.end) {
      // The events of one key, or of a core, are few among all: these are named where they stand. Others at round ranks.
      const numbers = this.history.orders ? this.ranks : this.times;
      const few = numbers[this.end - 1] - numbers[0] > 2 * this.end;
      let next = Math.ceil((few ? first : numbers[first]) / step) * step;
      const place = () => (few ? next : lowerBound(this.end, (i) => numbers[i] >= next));
      for (let last = NONE; place() < Math.min(this.end, to); next += step) {
        if (place() !== last) {
          last = place();
          yield [last, String(numbers[last])];
        }
      }
    }
  }

  /** The place among the events of a position: the inverse of x(). */
  at(x) {
    if (!this.timed) {
      return x;
    }
    const after = lowerBound(this.end, (i) => this.times[i] > x);
    const before = Math.max(0, after - 1);
    const gap = this.times[after] - this.times[before];
    return gap > 0 ? before + (x - this.times[before]) / gap : before;
  }

  /**
   * Where each step of a path is drawn. A step lies after all invocations up to it in the path and before all completions
   * from it on; the middle between these never goes back. Steps with the same bounds share the room to their neighbours.
   */
  place(path) {
    const { ops } = path;
    const early = new Float64Array(ops.length);
    const late = new Float64Array(ops.length);
    let bound = 0;
    for (let step = 0; step < ops.length; step++) {
      bound = Math.max(bound, this.from[ops[step]]);
      early[step] = bound;
    }
    const limit = path.end === NONE ? this.end : this.to[path.end];
    bound = limit;
    for (let step = ops.length - 1; step >= 0; step--) {
      bound = Math.max(early[step], Math.min(bound, this.to[ops[step]]));
      late[step] = bound;
    }
    const middle = early.map((at, step) => (at + late[step]) / 2);
    const at = new Float64Array(ops.length);
    for (let i = 0, j = 0; i < ops.length; i = j) {
      while (j < ops.length && middle[j] === middle[i]) {
        j++;
      }
      const low = i === 0 ? early[i] : Math.max(early[i], (middle[i - 1] + middle[i]) / 2);
      const high = j === ops.length ? late[i] : Math.min(late[i], (middle[i] + middle[j]) / 2);
      for (let step = i; step < j; step++) {
        at[step] = low + ((high - low) * (step - i + 1)) / (j - i + 1);
      }
    }
    return { path, limit: this.x(limit), x: at.map((place) => this.x(place)) };
  }
}

/** The first of count numbers for which the test holds, given that it holds for all after it; count if for none. */
function lowerBound(count, test) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The least of 1, 2, 5, 10, 20, 50, … that is not below a size. */
function niceStep(size) {
  const power = 10 ** Math.floor(Math.log10(Math.max(size, 1)));
  return [1, 2, 5, 10].find((factor) => factor * power >= size) * power;
}

/** A time or duration in nanoseconds with its unit, exact to a step; three digits of it if no step is given. */
function formatTime(nanos, step = nanos / 100) {
  if (nanos === 0) {
    return '0';
  }
  const [size, unit] = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']].find(([least]) => nanos >= least);
  const digits = Math.max(0, Math.ceil(Math.log10(size / Math.max(step, 1)) - 1e-9));
  return `${(nanos / size).toFixed(digits)} ${unit}`;
}
