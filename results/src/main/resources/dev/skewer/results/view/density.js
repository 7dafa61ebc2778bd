/** What an activity counts in a bucket, in the order in which it is stacked, with the colour of each. */
const OUTCOMES = ['placed', 'failed', 'unknown'];

/**
 * Draws how much a lane did where its operations are not listed: a column a bucket, as high as it ended operations, the highest of
 * all lanes filling its row. Nothing of a run is left out so; it is only not told apart.
 */
class Density {
  constructor(pen, camera) {
    this.pen = pen;
    this.camera = camera;
    this.most = 1;
  }

  /** Takes over the activity of a run; null for none. */
  show(activity) {
    this.activity = activity;
    this.most = 1;
    for (const { counts } of activity ? activity.lanes : []) {
      for (let i = 0; i < activity.buckets; i++) {
        this.most = Math.max(this.most, counts.reduce((sum, each) => sum + each[i], 0));
      }
    }
  }

  draw(row, y, height, colours) {
    const { pen, camera, activity } = this;
    const { lane } = camera.layout.rows[row];
    if (!lane) {
      return;
    }
    const { bucket, buckets } = activity;
    const from = Math.max(0, Math.floor(camera.xAt(camera.gutter) / bucket));
    const to = Math.min(buckets, Math.ceil(camera.xAt(camera.width) / bucket));
    for (let i = from; i < to; i++) {
      const left = camera.px(i * bucket);
      const right = camera.px((i + 1) * bucket);
      let bottom = y + height;
      OUTCOMES.forEach((outcome, kind) => {
        const count = lane.counts[kind][i];
        if (count > 0) {
          const part = Math.max(1, (height * count) / this.most);
          pen.fillStyle = colours[`${outcome}-edge`];
          pen.globalAlpha = 0.45;
          pen.fillRect(left, bottom - part, Math.max(0.5, right - left - (right - left > 4 ? 1 : 0)), part);
          pen.globalAlpha = 1;
          bottom -= part;
        }
      });
    }
  }

  /** What a lane did around a point of the canvas, in words; empty if nothing is known of it. */
  at(px, row) {
    const { camera, activity } = this;
    const lane = activity && camera.layout.rows[row]?.lane;
    const bucket = lane ? Math.floor(camera.xAt(px) / activity.bucket) : NONE;
    if (!lane || bucket < 0 || bucket >= activity.buckets) {
      return '';
    }
    const [ok, fail, info] = lane.counts.map((counts) => counts[bucket]);
    const from = formatTime(bucket * activity.bucket, activity.bucket);
    const to = formatTime((bucket + 1) * activity.bucket, activity.bucket);
    return `${lane.name}, ${from} to ${to}: ${ok} ok, ${fail} fail, ${info} info`;
  }
}
