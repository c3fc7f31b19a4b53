// The service worker: it knows the files of the frame and of the page for when there is no network. Its name has no hash; its
// content changes with each of them, so a browser takes up the new one.
import * as esbuild from 'esbuild';
import path from 'node:path';

const OFFLINE = ['shell', 'kept'];

export async function writeWorker(root, out, manifest, options) {
  const files = OFFLINE.flatMap((name) => [manifest[name].script, manifest[name].style, ...manifest[name].preload]);
  await esbuild.build({
    ...options,
    absWorkingDir: root,
    entryPoints: ['src/worker/index.js'],
    outfile: path.join(out, 'service-worker.js'),
    bundle: true,
    format: 'iife',
    define: { FILES: JSON.stringify([...new Set(files.filter(Boolean))]) },
  });
}
