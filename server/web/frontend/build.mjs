// Bundles what the browser needs: `node build.mjs --out <folder> [--dev] [--watch]`.
import * as esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { formJsSpeaksOurLanguages } from './build/form-js.mjs';
import { writeIcons } from './build/icons.mjs';
import { writeLicences } from './build/licences.mjs';
import { writeCompressed, writeManifest } from './build/manifest.mjs';
import { writeWorker } from './build/worker.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const flags = process.argv.slice(2);
const out = path.resolve(flags.includes('--out') ? flags[flags.indexOf('--out') + 1] : path.join(here, '../static/dist'));
const dev = flags.includes('--dev') || flags.includes('--watch');

// What third-party code uses (Array.at, structuredClone) makes Chromium 98 the practical floor.
const options = {
  absWorkingDir: here,
  entryPoints: {
    shell: 'src/shell/index.js',
    task: 'src/task/index.js',
    viewer: 'src/viewer/index.js',
    kept: 'src/kept/index.js',
    paper: 'src/paper/index.js',
  },
  outdir: out,
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: 'asset-[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['chrome98', 'safari15.4', 'firefox115'],
  minify: !dev,
  sourcemap: dev,
  legalComments: 'linked',
  metafile: true,
  loader: { '.svg': 'file' },
  logLevel: 'warning',
  plugins: [formJsSpeaksOurLanguages, { name: 'after', setup: (build) => build.onEnd(finish) }],
};

async function finish(result) {
  if (result.errors.length) return;
  const { manifest, sizes } = writeManifest(result.metafile, here, out);
  await writeWorker(here, out, manifest, { target: options.target, minify: !dev });
  await writeIcons(here, out);
  writeLicences(result.metafile, here, out);
  await writeCompressed(out);
  for (const [name, size] of Object.entries(sizes)) {
    console.error(`${name.padEnd(8)} script ${size.script} KiB, style ${size.style} KiB (gzip)`);
  }
}

fs.rmSync(out, { recursive: true, force: true });
if (flags.includes('--watch')) {
  await (await esbuild.context(options)).watch();
} else {
  try {
    await esbuild.build(options);
  } catch {
    process.exitCode = 1; // esbuild has said why
  }
}
