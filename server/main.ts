import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { packsIn } from '../project';
import { startServer } from './start';

// Started as `server.js --stdio` or by VS Code over IPC; the rest of what ships lies beside it.
const here = __dirname;

startServer(createConnection(ProposedFeatures.all), {
  packs: packsIn(join(here, 'packs')),
  replayWorker: join(here, 'replay-worker.js'),
});
