'use strict';

/** Colours of a plot are the style sheet's, which knows light from dark. */
const PLOT_COLOURS = ['ink', 'soft', 'rule', 'series-1', 'series-2', 'series-3', 'series-4', 'fail', 'info', 'fault-wash', 'span', 'on-fault'];
const NANOS_A_SECOND = 1e9;
const FAULT_ROW = 18;
/** Room for the names of values and faults, left of every plot, so that their times stand above each other. */
const AXIS_ROOM = 84;

function plotColours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(PLOT_COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** The value that is nearest in x to a position, among those that there are; null if there is none. */
function nearest(xs, ys, at) {
  let best = null;
  let distance = Infinity;
  for (let i = 0; i < xs.length; i++) {
    const away = Math.abs(xs[i] - at);
    if (away < distance && ys[i] !== null && ys[i] !== undefined) {
      distance = away;
      best = ys[i];
    }
  }
  return best;
}

/** Microseconds as people read them. */
function micros(value) {
  const [size, unit] = [[1e6, 's'], [1e3, 'ms'], [1, 'µs']].find(([least]) => value >= least) ?? [1, 'µs'];
  return `${Number((value / size).toPrecision(3))} ${unit}`;
}

/** Of the lines of a logarithmic axis those at powers of ten. */
const powers = (_, splits) => splits.map((value) => (Number.isInteger(Math.round(Math.log10(value) * 1e6) / 1e6) ? value : null));

/** Plots over the time of a run: all with the faults behind them, one zoom and one cursor. */
class Plots {
  constructor(data) {
    this.data = data;
    this.root = document.getElementById('plots');
    this.plots = [];
    this.colours = plotColours();
    this.#build();
    new ResizeObserver(() => this.#resize()).observe(this.root);
    for (const medium of ['(prefers-color-scheme: dark)', 'print']) {
      matchMedia(medium).addEventListener('change', () => this.#rebuild());
    }
    document.getElementById('plots-whole').addEventListener('click', () => this.zoom(0, data.length / NANOS_A_SECOND));
  }

  #rebuild() {
    this.colours = plotColours();
    this.plots.forEach((plot) => plot.destroy());
    this.plots = [];
    this.#build();
  }

  #build() {
    this.root.querySelectorAll('[data-plot]').forEach((place) => {
      const [kind, index] = place.dataset.plot.split(' ');
      const [options, values] = kind === 'rates' ? this.#rates() : kind === 'faults' ? this.#faults() : this.#latency(Number(index));
      const plot = new uPlot({ ...this.#common(place), ...options }, values, place);
      this.plots.push(plot);
      // The words about it stand beside the plot, and its figures in the table.
      plot.root.setAttribute('aria-hidden', 'true');
      place.onkeydown = (event) => this.#key(event);
    });
  }

  #common(place) {
    const { colours, data } = this;
    return {
      width: place.clientWidth,
      height: 190,
      legend: { show: false },
      cursor: { sync: { key: 'run' }, drag: { x: true, y: false, dist: 4 }, points: { size: 6 } },
      padding: [10, 12, 0, 0],
      scales: { x: { time: false, range: (_, from, to) => (from === null || from === to ? [0, data.length / NANOS_A_SECOND] : [from, to]) } },
      hooks: { drawClear: [(plot) => this.#shade(plot)], setCursor: [(plot) => this.#read(plot, place)], setScale: [(plot, scale) => scale === 'x' && this.zoom(plot.scales.x.min, plot.scales.x.max)] },
      axes: [
        { size: 28, stroke: colours.soft, grid: { stroke: colours.rule, width: 1 }, ticks: { stroke: colours.rule, width: 1 }, values: (_, at) => at.map((each) => `${Number(each.toPrecision(6))} s`) },
        { size: AXIS_ROOM, stroke: colours.soft, grid: { stroke: colours.rule, width: 1 }, ticks: { stroke: colours.rule, width: 1 } },
      ],
    };
  }

  /** The middle of each bucket, in seconds. */
  #middles(bucket, count) {
    return Array.from({ length: count }, (_, i) => Math.min(((i + 0.5) * bucket) / NANOS_A_SECOND, this.data.length / NANOS_A_SECOND));
  }

  /** Operations that ended a second; the last bucket covers less time than the others. */
  #rates() {
    const { colours, data } = this;
    const { bucket, outcomes } = data.rates;
    const count = outcomes[0][1].length;
    const seconds = Array.from({ length: count }, (_, i) => Math.max(Math.min(bucket, data.length - i * bucket), bucket / 5) / NANOS_A_SECOND);
    const paint = { ok: colours['series-1'], completed: colours['series-1'], fail: colours.fail, info: colours.info };
    const shown = outcomes.filter(([, counts], i) => i === 0 || counts.some((each) => each > 0));
    return [{
      series: [this.#moment(), ...shown.map(([name]) => ({
        label: name, stroke: paint[name], width: 2, points: { show: count === 1 }, paths: count > 1 ? uPlot.paths.stepped({ align: 0 }) : undefined,
        value: (_, value) => (value === null ? '' : `${Math.round(value).toLocaleString('en')}/s`),
      }))],
      scales: { ...this.#common(this.root).scales, y: { range: (_, least, most) => [0, Math.max(1, most) * 1.05] } },
    }, [this.#middles(bucket, count), ...shown.map(([, counts]) => counts.map((each, i) => each / seconds[i]))]];
  }

  #moment() {
    return { label: 'time', value: (_, value) => (value === null ? '' : `${value.toFixed(3)} s`) };
  }

  /** Says beside the title of a plot what is under the cursor. */
  #read(plot, place) {
    const said = place.parentElement.querySelector('.readout');
    const at = plot.cursor.left >= 0 ? plot.posToVal(plot.cursor.left, 'x') : null;
    if (!said || at === null) {
      if (said) {
        said.textContent = '';
      }
      return;
    }
    const words = plot.series.slice(1).filter((series) => series.value).map((series, i) => {
      const value = nearest(plot.data[0], plot.data[i + 1], at);
      return value === null ? '' : `${series.label} ${series.value(plot, value)}`;
    }).filter(Boolean);
    const faults = this.data.faults.filter(([, from, to]) => at * NANOS_A_SECOND >= from && at * NANOS_A_SECOND <= to).map(([name]) => name);
    said.textContent = [`${at.toFixed(3)} s`, ...words, ...new Set(faults)].join(' · ');
  }

  /** Percentiles as lines, and single operations as points. */
  #latency(index) {
    const { colours, data } = this;
    const { bucket, p50, p90, p99, max, points } = data.latencies[index];
    // Null parts a line; what join leaves undefined does not.
    const known = (values) => values.map((value) => (value < 0 ? null : Math.max(value, 0.1)));
    const tables = [[this.#middles(bucket, p50.length), known(p50), known(p90), known(p99), known(max)]];
    const paint = { ok: colours['series-1'], fail: colours.fail, info: colours.info };
    const outcomes = ['ok', 'fail', 'info'].filter((type) => points.some((point) => point[2] === type));
    for (const outcome of outcomes) {
      const of = new Map(points.filter((point) => point[2] === outcome).map(([at, us]) => [at / 1e3, Math.max(us, 0.1)]));
      const at = [...of.keys()].sort((a, b) => a - b);
      tables.push([at, at.map((each) => of.get(each))]);
    }
    const value = (_, us) => (us === null || us === undefined ? '' : micros(us));
    const line = (label, colour, width) => ({ label, stroke: colours[colour], width, points: { show: p50.length === 1 }, value });
    return [{
      series: [this.#moment(), line('p50', 'series-2', 2), line('p90', 'series-3', 1.5), line('p99', 'series-4', 1.5), { ...line('max', 'soft', 1), dash: [3, 3] },
        ...outcomes.map((outcome) => ({
          label: outcome, stroke: paint[outcome], paths: () => null, value: null,
          points: { show: true, size: outcome === 'ok' ? 2.5 : 5, fill: paint[outcome], width: 0 },
        }))],
      scales: { ...this.#common(this.root).scales, y: { distr: 3 } },
      axes: this.#common(this.root).axes.map((axis, i) => (i === 0 ? axis : {
        ...axis, grid: { ...axis.grid, filter: powers }, ticks: { ...axis.ticks, filter: powers }, filter: powers,
        values: (_, at) => at.map((each) => (each === null ? '' : micros(each))),
      })),
    }, uPlot.join(tables, tables.map((table) => table.slice(1).map(() => 2)))];
  }

  /** A row for each fault. */
  #faults() {
    const { data } = this;
    const names = [...new Set(data.faults.map(([name]) => name))];
    const common = this.#common(this.root);
    return [{
      height: names.length * FAULT_ROW + 38,
      series: [this.#moment(), { paths: () => null, points: { show: false } }],
      scales: { ...common.scales, y: { range: [0, 1] } },
      hooks: { ...common.hooks, drawClear: [], draw: [(plot) => this.#bands(plot, names)] },
      axes: [common.axes[0], { size: AXIS_ROOM, values: () => [], grid: { show: false }, ticks: { show: false } }],
    }, [[0, data.length / NANOS_A_SECOND], [null, null]]];
  }

  #bands(plot, names) {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio || 1;
    ctx.save();
    ctx.font = `${11.5 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'middle';
    names.forEach((name, row) => {
      const middle = bbox.top + (row + 0.5) * (bbox.height / names.length);
      ctx.fillStyle = this.colours.soft;
      ctx.textAlign = 'right';
      ctx.fillText(name.length > 13 ? `${name.slice(0, 12)}…` : name, bbox.left - 8 * ratio, middle, bbox.left - 10 * ratio);
      ctx.fillStyle = this.colours.rule;
      ctx.fillRect(bbox.left, middle, bbox.width, ratio);
    });
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const [name, from, to, words] of this.data.faults) {
      const left = plot.valToPos(from / NANOS_A_SECOND, 'x', true);
      const right = Math.max(plot.valToPos(to / NANOS_A_SECOND, 'x', true), left + 2 * ratio);
      const middle = bbox.top + (names.indexOf(name) + 0.5) * (bbox.height / names.length);
      ctx.fillStyle = this.colours.span;
      ctx.fillRect(left, middle - 5 * ratio, right - left, 10 * ratio);
      ctx.textAlign = 'left';
      ctx.fillStyle = this.colours['on-fault'];
      ctx.font = `${9.5 * ratio}px system-ui, sans-serif`;
      if (ctx.measureText(words).width + 8 * ratio < right - left) {
        ctx.fillText(words, left + 4 * ratio, middle);
      }
    }
    ctx.restore();
  }

  /** The times of faults, behind everything. */
  #shade(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = this.colours['fault-wash'];
    for (const [, from, to] of this.data.faults) {
      const left = plot.valToPos(from / NANOS_A_SECOND, 'x', true);
      const right = plot.valToPos(to / NANOS_A_SECOND, 'x', true);
      ctx.fillRect(left, bbox.top, Math.max(right - left, 1.5), bbox.height);
    }
    ctx.restore();
  }

  /** Shows a stretch of time in all plots. */
  zoom(from, to) {
    if (this.zooming || from === null || from === undefined) {
      return;
    }
    this.zooming = true;
    const least = Math.max(0, Math.min(from, to));
    const most = Math.min(this.data.length / NANOS_A_SECOND, Math.max(from, to));
    this.plots.forEach((plot) => {
      if (plot.scales.x.min !== least || plot.scales.x.max !== most) {
        plot.setScale('x', { min: least, max: most });
      }
    });
    document.getElementById('plots-whole').disabled = least === 0 && most === this.data.length / NANOS_A_SECOND;
    this.zooming = false;
  }

  #key(event) {
    const { min, max } = this.plots[0].scales.x;
    const size = max - min;
    const whole = this.data.length / NANOS_A_SECOND;
    const shift = (by) => {
      const from = Math.max(0, Math.min(min + by, whole - size));
      return [from, from + size];
    };
    const targets = {
      '+': () => [min + size / 4, max - size / 4],
      '=': () => [min + size / 4, max - size / 4],
      '-': () => [min - size / 2, max + size / 2],
      'ArrowLeft': () => shift(-size / 4),
      'ArrowRight': () => shift(size / 4),
      'f': () => [0, whole],
    };
    if (targets[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.zoom(...targets[event.key]());
    }
  }

  #resize() {
    this.plots.forEach((plot) => plot.setSize({ width: plot.root.parentElement.clientWidth, height: plot.height }));
  }
}

const plots = new Plots(JSON.parse(document.getElementById('plots-data').textContent));
