import type { Connection } from 'vscode-languageserver';
import { SETTINGS_SECTION, type Settings } from '../../protocol';
import type { ClientSupport } from './client-support';

/** The client's settings, asked for once and after every change; the defaults for a client that has none. */
export class SettingsHolder {
  #current: Settings;

  constructor(
    private readonly connection: Connection,
    private readonly client: ClientSupport,
    private readonly defaults: Settings,
  ) {
    this.#current = defaults;
  }

  get current(): Settings {
    return this.#current;
  }

  /** @throws Error where the client answers with an error; what was valid before stays valid */
  async fetch(): Promise<void> {
    if (!this.client.configuration) return;
    this.#current = completed(this.defaults, await this.connection.workspace.getConfiguration(SETTINGS_SECTION));
  }
}

/** The defaults with what the client gave in their place, key by key, as far as it has the same shape. */
function completed<T>(defaults: T, given: unknown): T {
  if (Array.isArray(defaults))
    return (Array.isArray(given) ? given.filter((one) => typeof one === 'string') : defaults) as T;
  if (typeof defaults !== 'object' || defaults === null)
    return (typeof given === typeof defaults ? given : defaults) as T;
  const values =
    typeof given === 'object' && given !== null ? new Map(Object.entries(given)) : new Map<string, unknown>();
  return Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, completed(value, values.get(key))]),
  ) as T;
}
