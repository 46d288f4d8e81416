// The licences of the packages that are inside the bundles, as those licences ask for.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `node_modules/@scope/name` of a bundled module's path, or undefined for our own. */
function packageOf(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

/** One text for all packages that these esbuild metafiles name; fails on a package without a licence. */
export function notices(root, metafiles) {
  const modules = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const packages = [...new Set(modules.map(packageOf).filter((path) => path))].sort();
  const parts = packages.map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, path)).find((each) => /^licen[cs]e/i.test(each));
    if (!file && !license) throw new Error(`${name} ${version} says nothing about its licence`);
    const text = file ? readFileSync(join(root, path, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${version}\n\n${text}\n`;
  });
  return ['Ringfence includes these packages.\n', ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}
