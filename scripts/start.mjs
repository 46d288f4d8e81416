// npm start: installs what is missing, builds, replays the bundled sample and prints its violations.

import { build, prepare, replaySample } from './prepare.mjs';

const node = prepare();
process.exitCode = node && build(node) && replaySample(node) ? 0 : 1;
