// npm test: what `npm start` does, then every test that needs no browser. Ends by printing `N passed, N failed`.

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './node.mjs';
import { build, prepare, replaySample } from './prepare.mjs';

const vitestReport = join('.cache', 'vitest.json');
const tally = { passed: 0, failed: 0 };

function step(title, passes) {
  console.log(`\n── ${title}`);
  tally[passes() ? 'passed' : 'failed'] += 1;
}

/** Each test counts; a run that ends without a report, or fails for another reason than a test, counts as one failure. */
function vitest(node) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(join(root, vitestReport), { force: true });
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const code = run(node, [join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...options], { shell: false });
  const report = existsSync(join(root, vitestReport)) ? JSON.parse(readFileSync(join(root, vitestReport), 'utf8')) : {};
  tally.passed += report.numPassedTests ?? 0;
  tally.failed += Math.max(report.numFailedTests ?? 0, code === 0 ? 0 : 1);
}

const node = prepare();
if (!node) tally.failed += 1;
else {
  step('build', () => build(node));
  step('lint', () => run('biome', ['check', '.']) === 0);
  step('sample', () => replaySample(node));
  console.log('\n── tests');
  vitest(node);
}
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
