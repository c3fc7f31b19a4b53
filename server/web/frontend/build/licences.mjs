// THIRD_PARTY_LICENSES: the licence text of every package that reached a bundle. A package without one breaks the build.
import fs from 'node:fs';
import path from 'node:path';

const LICENCE = /^(licen[cs]e|copying)([.-].*)?$/i;
const RULE = '-'.repeat(78);

function packageOf(input) {
  const parts = input.split('/');
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return null;
  const length = parts[at + 1].startsWith('@') ? 3 : 2;
  return parts.slice(0, at + length).join('/');
}

function licenceText(folder, about) {
  const files = fs.readdirSync(folder).filter((name) => LICENCE.test(name)).sort();
  if (files.length) return files.map((name) => fs.readFileSync(path.join(folder, name), 'utf8').trim()).join('\n\n');
  if (about.license) return `(The package brings no licence file; its package.json says: ${about.license})`;
  throw new Error(`${about.name}: no licence found`);
}

export function writeLicences(metafile, root, out) {
  const used = new Set(
    Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs)).map(packageOf).filter(Boolean),
  );
  const entries = [...used].sort().map((folder) => {
    const where = path.join(root, folder);
    const about = JSON.parse(fs.readFileSync(path.join(where, 'package.json'), 'utf8'));
    return `${about.name} ${about.version} (${about.license})\n\n${licenceText(where, about)}`;
  });
  const head = 'Muster contains parts of the following packages in the scripts and styles it sends to browsers.';
  fs.writeFileSync(path.join(out, 'THIRD_PARTY_LICENSES.txt'), [head, ...entries].join(`\n\n${RULE}\n`) + '\n');
}
