// What `npm start` and `npm test` share: packages, build, and the replay of the bundled sample.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, findNode, install, root, run } from './node.mjs';

const sample = join('samples', 'mediplatform');

/** Installs what is missing; the path of a Node that is new enough, or undefined once it has said what is wrong. */
export function prepare() {
  return install() ? findNode() : undefined;
}

/** Compiles and bundles; generated files are committed and taken as they are. Says what failed. */
export function build(node) {
  console.log('Building …');
  return compile('tsc', ['-b'], process.platform === 'win32') && compile(node, [join('scripts', 'bundle.mjs')], false);
}

function compile(tool, args, shell) {
  const { status, stdout, stderr } = capture(tool, args, { shell });
  if (status !== 0) console.error(`${stdout}${stderr}\nThe build failed: ${tool} ${args.join(' ')}`);
  return status === 0;
}

/** Replays the sample, prints its violations, and compares them to the expected ones; whether they are equal. */
export function replaySample(node) {
  const command = ['dist/cli.js', 'check', sample, '--traces', join(sample, 'traces')];
  console.log(`\n$ ringfence ${command.slice(1).join(' ')}\n`);
  run(node, command, { shell: false });
  const { status, stdout } = capture(node, command);
  const expectedFile = join(sample, 'expected.txt');
  const expected = existsSync(join(root, expectedFile)) ? readFileSync(join(root, expectedFile), 'utf8') : undefined;
  const equal = status === 1 && stdout === expected;
  console.log(
    equal
      ? `\nAs ${expectedFile} expects.`
      : `\nThat (exit ${status}) is not what ${expectedFile} expects. If it should: node ${command.join(' ')} > ${expectedFile}`,
  );
  return equal;
}
