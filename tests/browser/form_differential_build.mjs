// Bundles the page of the differential test: node form_differential_build.mjs <frontend folder> <out file>.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [frontend, out] = process.argv.slice(2);
const esbuild = createRequire(path.join(frontend, 'package.json'))('esbuild');
await esbuild.build({
  entryPoints: [path.join(path.dirname(fileURLToPath(import.meta.url)), 'form_differential.js')],
  outfile: out,
  bundle: true,
  format: 'iife',
  nodePaths: [path.join(frontend, 'node_modules')],
  logLevel: 'warning',
});
