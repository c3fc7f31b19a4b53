// The manifest that the server reads: entry -> its script, its style, and the chunks worth loading early.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const COMPRESSIBLE = /\.(js|css|svg|txt|json)$/;

function chunksOf(outputs, file, found = new Set()) {
  for (const imported of outputs[file].imports) {
    if (imported.kind !== 'import-statement' || !outputs[imported.path] || found.has(imported.path)) continue;
    found.add(imported.path);
    chunksOf(outputs, imported.path, found);
  }
  return found;
}

const gzipped = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length;
const kib = (bytes) => (bytes / 1024).toFixed(1);

export function writeManifest(metafile, root, out) {
  const outputs = metafile.outputs;
  const named = (file) => path.relative(out, path.resolve(root, file)).split(path.sep).join('/');
  const manifest = {};
  const sizes = {};
  for (const [file, output] of Object.entries(outputs)) {
    if (!output.entryPoint || !file.endsWith('.js')) continue;
    const name = path.basename(path.dirname(output.entryPoint));
    const chunks = [...chunksOf(outputs, file)];
    manifest[name] = {
      script: named(file),
      style: output.cssBundle ? named(output.cssBundle) : null,
      preload: chunks.map(named),
    };
    const scripts = [file, ...chunks].map((each) => gzipped(path.resolve(root, each)));
    sizes[name] = {
      script: kib(scripts.reduce((sum, each) => sum + each, 0)),
      style: output.cssBundle ? kib(gzipped(path.resolve(root, output.cssBundle))) : '0',
    };
  }
  fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
  return { manifest, sizes };
}

export async function writeCompressed(out) {
  for (const name of fs.readdirSync(out)) {
    if (!COMPRESSIBLE.test(name) || /^(manifest|icons)\.json$/.test(name)) continue;
    const file = path.join(out, name);
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(fs.readFileSync(file), { level: 9 }));
  }
}
