// Colours and words on the diagram: what is done, where it is, what is late, what failed.
import { speak } from '../speak.js';

function pin(viewer, id, kind, words) {
  const element = viewer.get('elementRegistry').get(id);
  if (!element) return;
  const html = Object.assign(document.createElement('div'), { className: `pin ${kind}`, textContent: words });
  const position = element.width < 60 ? { bottom: 0, left: -46 } : { top: -12, right: 62 };
  viewer.get('overlays').add(id, { position, show: { minZoom: 0.35 }, html });
}

// The arrows are drawn by the server, in the diagram's own units; what fits the window fits them too.
function draw(viewer, arrows) {
  const layer = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  layer.innerHTML = arrows;
  viewer.get('canvas').getActiveLayer().append(layer);
  viewer.get('eventBus').fire('elements.changed', { elements: [] });
}

export function mark(viewer, { done, now, late, stuck, flows, arrows }) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  const paint = (ids, name) => ids.filter((id) => registry.get(id)).forEach((id) => canvas.addMarker(id, name));
  paint(flows, 'is-walked');
  paint(done, 'is-done');
  paint(now, 'is-now');
  paint(late, 'is-late');
  paint(stuck, 'is-stuck');
  draw(viewer, arrows);
  now.filter((id) => !late.includes(id)).forEach((id) => pin(viewer, id, 'now', speak('now', '办理中')));
  late.forEach((id) => pin(viewer, id, 'late', speak('late', '超期')));
  stuck.forEach((id) => pin(viewer, id, 'stuck', speak('failed', '未能执行')));
}
