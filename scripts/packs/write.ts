// Writes docs/packs and docs/coverage.md from the packs and docs/coverage/*.yaml: node scripts/generate-packs.mjs
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packDocuments } from './documents';

const root = process.cwd();
const { files, problems } = packDocuments(root);
for (const old of readdirSync(join(root, 'docs', 'packs'), { recursive: true, encoding: 'utf8' })) {
  const path = `docs/packs/${old.replaceAll('\\', '/')}`;
  if (path.endsWith('.md') && !files.has(path)) rmSync(join(root, path));
}
for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
