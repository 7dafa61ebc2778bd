/** A press that moves less than this many pixels is a click. */
const CLICK = 5;

/**
 * Makes a canvas a map: drag pans, wheel and pinch zoom around the pointer, a wheel beside the lanes scrolls them. The wheel is left to
 * the page until the canvas was clicked or has the focus otherwise.
 *
 * @param canvas the canvas
 * @param camera what moves
 * @param on what happens: moved(), hovered(x, y) with a mouse, clicked(x, y), left()
 */
function makeMap(canvas, camera, on) {
  const pressed = new Map();
  let dragged = 0;

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middle = () => {
    const all = [...pressed.values()];
    const x = all.reduce((sum, at) => sum + at.x, 0) / all.length;
    const y = all.reduce((sum, at) => sum + at.y, 0) / all.length;
    return { x, y, spread: Math.hypot(all[0].x - x, all[0].y - y) };
  };

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    dragged = pressed.size === 0 ? 0 : Infinity;
    pressed.set(event.pointerId, place(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    const at = place(event);
    if (!pressed.has(event.pointerId)) {
      on.hovered(at.x, at.y);
      return;
    }
    const before = middle();
    pressed.set(event.pointerId, at);
    const after = middle();
    dragged += Math.hypot(after.x - before.x, after.y - before.y);
    if (dragged < CLICK) {
      return;
    }
    camera.pan(after.x - before.x, after.y - before.y);
    if (before.spread > 0) {
      camera.zoom(after.spread / before.spread, after.x, after.y);
    }
    on.moved();
  });
  canvas.addEventListener('pointerup', (event) => {
    pressed.delete(event.pointerId);
    if (dragged < CLICK) {
      const { x, y } = place(event);
      on.clicked(x, y);
    }
  });
  canvas.addEventListener('pointercancel', (event) => pressed.delete(event.pointerId));
  canvas.addEventListener('pointerleave', () => on.left());
  canvas.addEventListener('wheel', (event) => {
    // A page that is scrolled past the picture is not held up by it.
    if (document.activeElement !== canvas && !event.ctrlKey) {
      return;
    }
    event.preventDefault();
    const { x, y } = place(event);
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (x < camera.gutter) {
      camera.pan(0, -event.deltaY * unit);
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      camera.pan(-event.deltaX * unit, 0);
    } else {
      // A pinch on a touchpad arrives as a wheel with the control key, in smaller steps.
      camera.zoom(Math.exp((-event.deltaY * unit) / (event.ctrlKey ? 100 : 400)), x, y);
    }
    on.moved();
  }, { passive: false });
}

/** Makes a canvas a slider over the whole: pressing and dragging brings a point into sight. */
function makeSlider(canvas, onPoint) {
  const go = (event) => {
    if (event.buttons) {
      const box = canvas.getBoundingClientRect();
      onPoint(event.clientX - box.left, event.clientY - box.top);
    }
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    go(event);
  });
  canvas.addEventListener('pointermove', go);
}
