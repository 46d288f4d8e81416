// Runs MediPlatform's leak on a real PostgreSQL and writes its traces:
//
//     npm run live-breach                 the migration that forgets the policy, the search that forgets the filter
//     npm run live-breach -- --fixed      both put right

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from './app/postgres.ts';
import { runApp } from './app/run-app.ts';

const here = import.meta.dirname;
const { fixed } = parseArgs({ options: { fixed: { type: 'boolean', default: false } } }).values;
const traces = join(here, 'traces', 'morning.jsonl');

console.log('Starting PostgreSQL, in this process …');
const postgres = await startPostgres();
const truth = await runApp(postgres, { fixed, traces });
await postgres.close();
console.log(`A morning at three hospitals: ${truth.statements} statements, ${truth.searches} searches.`);
console.log(
  `The database counted ${truth.unfilteredSearches} searches without a tenant; ${truth.leakingSearches} answers had another hospital’s documents.`,
);
console.log(`Their traces are in ${relative(process.cwd(), traces)}. What the rules say of them:\n`);

const cli = join(here, '../../dist/cli.js');
if (!existsSync(cli)) console.log('npm run build first, then: ringfence check samples/live-breach');
else process.exitCode = spawnSync(process.execPath, [cli, 'check', here], { stdio: 'inherit' }).status ?? 1;
