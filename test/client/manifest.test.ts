import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../protocol';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string; icon: string; enablement?: string }[];
    menus: Record<string, { command?: string; submenu?: string; when?: string }[]>;
    submenus: { id: string }[];
    views: Record<string, { id: string }[]>;
    viewsContainers: { activitybar: { id: string }[] };
    viewsWelcome: { view: string; when: string; contents: string }[];
    walkthroughs: { steps: { description: string; media: { markdown: string }; completionEvents: string[] }[] }[];
    configuration: { properties: Record<string, { default: unknown }> };
  };
}

const root = join(import.meta.dirname, '..', '..');
const { contributes }: Manifest = JSON.parse(read('package.json'));
const sources = globSync('client/**/*.ts', { cwd: root }).map((path) => ({ path, text: read(path) }));
const client = sources.map(({ text }) => text).join('\n');
const commands = contributes.commands.map(({ command }) => command);
const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function quoted(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('commands', () => {
  it('are those that the client registers', () => {
    const registered = quoted(read('client/command-map.ts'), /^ {2}'(ringfence\.\w+)':/gm);
    expect(registered.toSorted()).toEqual(commands.toSorted());
  });

  it('have a title, an icon and the category', () => {
    for (const { title, icon, category } of contributes.commands) {
      expect(title).toMatch(/^[A-Z]/);
      expect(icon).toMatch(/^\$\([a-z-]+\)$/);
      expect(category).toBe('Ringfence');
    }
  });

  it('in menus, welcome texts and tree items exist', () => {
    const submenus = contributes.submenus.map(({ id }) => id);
    for (const { command, submenu } of Object.values(contributes.menus).flat()) {
      if (command) expect(commands).toContain(command);
      if (submenu) expect(submenus).toContain(submenu);
    }
    const linked = contributes.viewsWelcome.flatMap(({ contents }) =>
      quoted(contents, /\(command:(ringfence\.\w+)\)/g),
    );
    const steps = contributes.walkthroughs.flatMap(({ steps }) => steps);
    linked.push(
      ...steps.flatMap(({ description }) => quoted(description, /\(command:(ringfence\.(?!\w+\.focus)\w+)\)/g)),
    );
    linked.push(
      ...steps.flatMap(({ completionEvents }) => quoted(completionEvents.join(' '), /onCommand:(ringfence\.\w+)/g)),
    );
    const used = quoted(client, /command: '(ringfence\.\w+)'/g);
    expect(linked.length).toBeGreaterThan(0);
    expect(used.length).toBeGreaterThan(0);
    for (const command of [...linked, ...used]) expect(commands).toContain(command);
  });
});

describe('views', () => {
  it('are those that the client makes', () => {
    expect(quoted(client, /createTreeView\('([\w.]+)'/g).toSorted()).toEqual(views.toSorted());
  });

  it('of welcome texts exist, and each view has one without a folder', () => {
    for (const { view } of contributes.viewsWelcome) expect(views).toContain(view);
    for (const id of views) {
      expect(
        contributes.viewsWelcome.some(({ view, when }) => view === id && when === 'workspaceFolderCount == 0'),
      ).toBe(true);
    }
  });

  it('stand in containers that exist', () => {
    const containers = contributes.viewsContainers.activitybar.map(({ id }) => id);
    expect(Object.keys(contributes.views)).toEqual(containers);
  });
});

describe('when clauses', () => {
  const fromMenus = Object.values(contributes.menus)
    .flat()
    .flatMap(({ when }) => when ?? []);
  const clauses = [
    ...fromMenus,
    ...contributes.viewsWelcome.map(({ when }) => when),
    ...contributes.commands.flatMap(({ enablement }) => enablement ?? []),
  ];
  const terms = clauses.flatMap((clause) => clause.split(/\s*(?:&&|\|\|)\s*/));

  it('ask only for keys that the editor or the client sets', () => {
    const own = quoted(client, /'(ringfence\.(?:phase|groupBy|has\w+))'/g);
    const editors = ['workspaceFolderCount', 'view', 'viewItem', 'resourceLangId', 'resourceScheme', 'false'];
    for (const term of terms) expect([...own, ...editors]).toContain(term.replace(/^!/, '').split(/\s/)[0]);
  });

  it('compare the phase and the item with what they can be', () => {
    const phases = ['starting', 'idle', 'running', 'cancelled', 'failed'];
    const items = ['rule', 'group', 'trace', 'finding', 'witness', 'omitted'];
    for (const term of terms) {
      const words = quoted(term, /(?:[=~!]\s*\/?\^?\(?|\|)([\w-]+)/g);
      if (term.includes('ringfence.phase')) for (const word of words) expect(phases).toContain(word);
      if (term.startsWith('viewItem')) for (const word of words) expect(items).toContain(word);
    }
  });
});

describe('settings', () => {
  const { properties } = contributes.configuration;

  it('are those that client/settings.ts reads, and nothing else reads any', () => {
    const keys = quoted(read('client/settings.ts'), /configuration\.get\('([\w.]+)'/g).map((key) => `ringfence.${key}`);
    expect(keys.toSorted()).toEqual(Object.keys(properties).toSorted());
    const readers = sources.filter(({ text }) => text.includes('getConfiguration')).map(({ path }) => path);
    expect(readers).toEqual([join('client', 'settings.ts')]);
  });

  it('have the defaults of a server that gets none', () => {
    for (const [name, property] of Object.entries(properties)) {
      const path = name.split('.').slice(1);
      const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], DEFAULT_SETTINGS);
      expect(property.default, name).toEqual(value);
    }
  });
});

describe('files', () => {
  it('that the manifest names are there', () => {
    const paths = quoted(read('package.json'), /"((?:\.\/(?!dist\/)|walkthrough\/|media\/)[^"*]+)"/g);
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) expect(existsSync(join(root, path)), path).toBe(true);
  });
});
