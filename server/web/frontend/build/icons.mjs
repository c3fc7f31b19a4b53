// The pictures by which a device shows the installed house: drawn once as SVG, made into PNG for those that take no other.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const SIZES = { app: [192, 512], maskable: [512] };

export async function writeIcons(root, out) {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(fs.readFileSync(wasm));
  const icons = {};
  for (const [name, sizes] of Object.entries(SIZES)) {
    const drawn = fs.readFileSync(path.join(root, 'icons', `${name}.svg`), 'utf8');
    for (const size of sizes) {
      const picture = new Resvg(drawn, { fitTo: { mode: 'width', value: size } }).render().asPng();
      const hash = crypto.createHash('sha256').update(picture).digest('hex').slice(0, 8).toUpperCase();
      icons[`${name}-${size}`] = `icon-${name}-${size}-${hash}.png`;
      fs.writeFileSync(path.join(out, icons[`${name}-${size}`]), picture);
    }
  }
  fs.writeFileSync(path.join(out, 'icons.json'), JSON.stringify(icons, null, 2) + '\n');
}
