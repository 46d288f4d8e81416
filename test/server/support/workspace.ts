import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new folder with these files; `remove` deletes it. */
export function temporaryWorkspace(files: Readonly<Record<string, string | Uint8Array>>): {
  folder: string;
  remove(): void;
} {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ringfence-server-')));
  for (const [path, content] of Object.entries(files)) writeInto(folder, path, content);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function writeInto(folder: string, path: string, content: string | Uint8Array): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

export interface TestSpan {
  readonly name: string;
  readonly trace?: number;
  readonly id: number;
  readonly parent?: number;
  readonly kind?: number;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly events?: readonly { readonly name: string; readonly attributes?: Readonly<Record<string, string>> }[];
}

/** One OTLP JSON document with the spans of one service, on one line. */
export function otlp(spans: readonly TestSpan[], service = 'order-api'): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: attributes({ 'service.name': service }) },
        scopeSpans: [{ scope: { name: 'test' }, spans: spans.map(span) }],
      },
    ],
  });
}

function span({ name, trace = 1, id, parent, kind = 1, attributes: own = {}, events = [] }: TestSpan): object {
  const start = 1_700_000_000_000_000_000n + BigInt(id) * 1_000_000n;
  return {
    traceId: trace.toString(16).padStart(32, '0'),
    spanId: id.toString(16).padStart(16, '0'),
    ...(parent && { parentSpanId: parent.toString(16).padStart(16, '0') }),
    name,
    kind,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 500_000n),
    attributes: attributes(own),
    events: events.map((event) => ({
      timeUnixNano: String(start),
      name: event.name,
      attributes: attributes(event.attributes ?? {}),
    })),
  };
}

function attributes(values: Readonly<Record<string, string | number | boolean>>): object[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) };
}
