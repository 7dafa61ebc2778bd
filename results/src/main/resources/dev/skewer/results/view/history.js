'use strict';

const OK = 'ok';
const INFO = 'info';
const FAIL = 'fail';
const NONE = -1;

/** An anomaly as it is told: a few operations, each with its part in it, and what puts one before another. */
class Story {
  constructor({ key, name, title, steps, edges, around }) {
    this.key = key;
    this.name = name;
    this.title = title;
    this.around = stretch(around);
    this.ops = steps.map(([, op]) => op);
    this.labels = new Map(steps.map(([label, op]) => [op, label]));
    this.roles = new Map(steps.map(([, op, role]) => [op, role]));
    this.edges = edges.map(([from, to, type, reason]) => ({
      from: this.ops[from], to: this.ops[to], type, reason, words: `${steps[from][0]} ${type} → ${steps[to][0]}`,
    }));
  }

  includes(op) {
    return this.labels.has(op);
  }

  /** Whether an operation was under way in the stretch around it, or there is no such stretch. */
  surrounds(op) {
    const { around } = this;
    return !around || this.includes(op.number) || (op.invoked <= around.to && (op.completed === NONE || op.completed >= around.from));
  }
}

/** A stretch of time, and how many of its operations are not listed. */
const stretch = (stored) => stored && { from: stored[0], to: stored[1], leftOut: stored[2] };

/** What there is to see: operations, the stories told of some of them, faults, and how much was done beside what is listed. */
class History {
  constructor(data) {
    this.processes = data.processes;
    this.timed = data.timed;
    this.ops = data.ops.map(([process, call, answer, status, index, invokedRank, completedRank, invoked, completed], number) => ({
      number, process, call, answer, status, index, invokedRank, completedRank, invoked, completed,
      open: completedRank === NONE,
      text: History.#text(call, answer, status),
    }));
    this.#shorten();
    this.stories = data.stories.map((story) => new Story(story));
    this.faults = data.faults.map(([name, from, to, words]) => ({ name, from, to, words }));
    this.activity = data.activity;
    this.focus = stretch(data.focus);
    this.orders = data.orders ? new Orders(data.orders, this.ops) : null;
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

  /** The operation that a story says fits nowhere, NONE without one. */
  get stuck() {
    return this.orders ? this.orders.stuck : NONE;
  }
}
