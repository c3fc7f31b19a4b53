// The whole diagram on the case page, to pan and zoom. The list beside it says the same in words.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './style.css';
import { ready } from '../ready.js';
import { mark } from './marks.js';

// Below this zoom labels can't be read: better a part than the whole.
const LEAST = 0.55;
const CLOSE = 0.8;
const STEP = 1.25;

function openViewer(place) {
  return new NavigatedViewer({
    container: place,
    bpmnRenderer: { defaultFillColor: 'var(--d-fill)', defaultStrokeColor: 'var(--d-stroke)', defaultLabelColor: 'var(--d-label)' },
    textRenderer: {
      defaultStyle: { fontFamily: 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif', fontSize: 13 },
      externalStyle: { fontSize: 12 },
    },
  });
}

function fit(viewer, current) {
  const canvas = viewer.get('canvas');
  if (canvas.zoom('fit-viewport', 'auto') >= LEAST) return;
  const element = current && viewer.get('elementRegistry').get(current);
  if (!element) return;
  const { outer } = canvas.viewbox();
  const [width, height] = [outer.width / CLOSE, outer.height / CLOSE];
  canvas.viewbox({ x: element.x + element.width / 2 - width / 2, y: element.y + element.height / 2 - height / 2, width, height });
}

async function show(place) {
  const marks = JSON.parse(document.getElementById('diagram-marks').textContent);
  const answer = await fetch(place.dataset.src);
  if (!answer.ok) throw new Error(String(answer.status));
  const viewer = openViewer(place);
  await viewer.importXML(await answer.text());
  mark(viewer, marks);
  const whole = () => fit(viewer, marks.stuck[0] ?? marks.late[0] ?? marks.now[0]);
  whole();
  new ResizeObserver(() => viewer.get('canvas').resized()).observe(place);
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-zoom]');
    if (!button) return;
    const canvas = viewer.get('canvas');
    if (button.dataset.zoom === 'fit') whole();
    else canvas.zoom(canvas.zoom() * (button.dataset.zoom === 'in' ? STEP : 1 / STEP), 'auto');
  });
}

// Where it is now stands in the middle; a case that is over shows its end.
function centre(drawn) {
  const steps = drawn.querySelectorAll('g.stuck, g.late, g.now, g.done');
  const step = drawn.querySelector('g.stuck, g.late, g.now') ?? steps[steps.length - 1];
  if (!step) return;
  const [seen, box] = [drawn.getBoundingClientRect(), step.getBoundingClientRect()];
  drawn.scrollLeft += box.left + box.width / 2 - seen.left - seen.width / 2;
  drawn.scrollTop += box.top + box.height / 2 - seen.top - seen.height / 2;
}

const place = document.getElementById('diagram');
try {
  // On a phone the drawing made by the server stays: it is read by scrolling, without panning or zoom.
  if (window.matchMedia('(min-width: 761px)').matches) {
    document.documentElement.dataset.viewer = '';
    await show(place);
  } else {
    centre(document.querySelector('.drawn'));
  }
} catch {
  // What the server drew says the same, without panning and zoom.
  delete document.documentElement.dataset.viewer;
  centre(document.querySelector('.drawn'));
}
ready();
