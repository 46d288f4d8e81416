import { commands, Disposable, type LogOutputChannel, window } from 'vscode';
import type { CommandMap } from './command-map';
import { explain } from './printable';

type Handler = (...args: never[]) => Promise<void>;

/** Registers them all. A command that fails says so instead of leaving it to the editor's generic message. */
export function registerCommands(map: CommandMap, log: LogOutputChannel): Disposable {
  const entries: [string, Handler][] = Object.entries(map);
  return Disposable.from(
    ...entries.map(([name, handler]) =>
      commands.registerCommand(name, async (...args: never[]) => {
        try {
          await handler(...args);
        } catch (error) {
          log.error(`${name}: ${explain(error)}`);
          await window.showErrorMessage(`Ringfence: ${explain(error)}`);
        }
      }),
    ),
  );
}
