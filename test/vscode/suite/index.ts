import { writeFileSync } from 'node:fs';
import { mocha } from './mocha';
import './activation.test';
import './findings.test';
import './editing.test';
import './rule-tests.test';

interface Outcome {
  lines: string[];
  passed: number;
  failed: number;
}

/** Run by the extension host; the outcome goes to the file that the environment names, after every test. */
function run(): Promise<void> {
  const outcome: Outcome = { lines: [], passed: 0, failed: 0 };
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
    runner.on('pass', (test) => {
      outcome.passed++;
      outcome.lines.push(`  ✓ ${test.fullTitle()} (${test.duration} ms)`);
      write(outcome);
    });
    runner.on('fail', (test, error) => {
      outcome.failed++;
      outcome.lines.push(`  ✗ ${test.fullTitle()}\n${error.stack ?? error.message}`);
      write(outcome);
    });
  });
}

function write(outcome: Outcome): void {
  const path = process.env.RINGFENCE_SUITE_OUTCOME;
  if (path) writeFileSync(path, JSON.stringify(outcome));
}

module.exports = { run };
