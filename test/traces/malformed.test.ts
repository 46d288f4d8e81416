import { describe, expect, it } from 'vitest';
import { fetchingKeys } from '../support/fetch-request';
import { type Reading, readJson } from './reading';

const REQUEST = fetchingKeys(['k'], { span: ['k', 'l'], resource: ['service.name'] });

const ID = (digit: string) => digit.repeat(16);
const TRACE = 'a'.repeat(32);

function span(digit: string, more = ''): string {
  return `{"traceId":"${TRACE}","spanId":"${ID(digit)}","name":"${digit}"${more}}`;
}

function line(...spans: string[]): string {
  return `{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeSpans":[{"spans":[${spans.join()}]}]}]}`;
}

function names(reading: Reading): string[] {
  return [...reading.store.spans.name].map((code) => String(reading.store.values.value(code)));
}

/** One line for each problem. */
function problems(reading: Reading): string[] {
  return reading.problems.map(({ line: at, what, skipped }) => `${at}: ${what} → ${skipped}`);
}

function read(text: string): Reading {
  return readJson(text, { request: REQUEST });
}

describe('a bad line among good ones', () => {
  it.each([
    ['garbage', 'not json at all', '2: expected "{" → the line'],
    [
      'a half line',
      '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId"',
      '2: the line ends inside a document → the rest of the line',
    ],
    [
      'an open string',
      '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"x',
      '2: the line ends inside a string → the rest of the line',
    ],
    ['a bad bracket', '{"resourceSpans":[}', '2: an element is not an object → the element'],
    ['another document', '{"message":"hello"}', '2: a document without resourceSpans → the document'],
    ['a number', '42', '2: expected "{" → the line'],
    ['a control character', `{"resourceSpans":\u0001[]}`, '2: a control character → the rest of the line'],
  ])('%s is named and left out', (_, bad, problem) => {
    const reading = read(`${line(span('1'))}\n${bad}\n${line(span('2'))}\n`);
    expect(names(reading)).toEqual(['1', '2']);
    expect(problems(reading)[0]).toBe(problem);
    expect(reading.problems[0]!.offset).toBeGreaterThanOrEqual(line(span('1')).length + 1);
    expect(reading.problems[0]!.offset).toBeLessThanOrEqual(line(span('1')).length + 2 + bad.length);
  });

  it('keeps the spans before the fault, and does not take what they lack for absent', () => {
    const bad = `{"resourceSpans":[{"scopeSpans":[{"spans":[${span('2')},${span('3')},{]}]}]}`;
    const reading = read(`${line(span('1'))}\n${bad}\n${line(span('4'))}`);
    expect(names(reading)).toEqual(['1', '2', '3', '4']);
    expect([...reading.store.spans.flags]).toEqual([0, 1, 1, 0]);
  });

  it('of a pretty-printed document costs the rest of that document', () => {
    const pretty = JSON.stringify(JSON.parse(line(span('2'), span('3'))), null, 2).replace('"name": "3"', '"name" "3"');
    const reading = read(`${line(span('1'))}\n${pretty}\n${line(span('4'))}\n`);
    expect(names(reading)).toEqual(['1', '2', '4']);
    const at = 2 + pretty.split('\n').findIndex((text) => text.includes('"name" "3"'));
    expect(problems(reading)).toEqual([`${at}: expected ":" → the rest of the document`]);
  });

  it('is counted also when it is the thousandth', () => {
    const reading = read(`${line(span('1'))}\n${'oops\n'.repeat(5000)}${line(span('2'))}`);
    expect(names(reading)).toEqual(['1', '2']);
    expect(reading.problems).toHaveLength(1001);
    expect(problems(reading)[1000]).toBe('1001: and 4000 more problems from here on → not listed');
  });
});

describe('a field that is not what it should be', () => {
  it.each([
    ['"kind":9', 'kind has a value that is not known → the field'],
    ['"kind":"SERVER"', 'kind has a value that is not known → the field'],
    ['"startTimeUnixNano":"yesterday"', 'startTimeUnixNano is no time in nanoseconds → the field'],
    ['"startTimeUnixNano":-1', 'startTimeUnixNano is no time in nanoseconds → the field'],
    ['"attributes":{}', 'attributes is not an array → the field'],
    ['"attributes":[1]', 'an attribute is not an object → the field'],
    ['"attributes":[{"key":"k","value":{"intValue":"1.5"}}]', 'intValue is not a 64-bit integer → the value'],
    [
      '"attributes":[{"key":"k","value":{"intValue":"9223372036854775808"}}]',
      'intValue is not a 64-bit integer → the value',
    ],
    ['"attributes":[{"key":"k","value":{"boolValue":"yes"}}]', 'boolValue is not a boolean → the value'],
    ['"attributes":[{"key":"k","value":{"bytesValue":"%"}}]', 'bytesValue is not base64 → the value'],
    ['"attributes":[{"key":"k","value":{"arrayValue":7}}]', 'arrayValue is not a list that can be read → the value'],
    ['"events":7', 'events is not an array → the field'],
    ['"status":[]', 'status is not an object → the field'],
    ['"name":7', 'name is not a string → the field'],
  ])('%s', (field, problem) => {
    const reading = read(line(span('1', `,${field}`), span('2')));
    expect(reading.store.spans.count).toBe(2);
    expect(problems(reading)).toEqual([`1: ${problem}`]);
  });

  it('is no problem where nobody asked for it', () => {
    const unread = '"attributes":[{"key":"other","value":{"intValue":"x"}}],"x":{"kind":9}';
    expect(problems(read(line(span('1', `,${unread}`))))).toEqual([]);
  });
});

describe('an attribute that nobody asked for', () => {
  const NEXT = '{"key":"k","value":{"stringValue":"x"}}';
  it.each([
    '{"key":"other","value":{"boolValue"\u00e9:true}}',
    '{"key":"other","value":{"stringValue":"\\q"}}',
    '{"key":"other","value":{"intValue":[}}}',
    '{"value":{"intValue" "1"},"key":"other"}',
    '{"key":"other","value":{"intValue":"x"}}',
  ])('%s is passed over, with a catalog and without', (attribute) => {
    const text = line(span('1', `,"attributes":[${attribute},${NEXT}]`), span('2'));
    for (const plainly of [true, false]) {
      for (const catalog of [true, false]) {
        const reading = readJson(text, { request: REQUEST, plainly, catalog });
        expect(names(reading)).toEqual(['1', '2']);
        expect(problems(reading)).toEqual([]);
        expect(reading.store.column('span', 'k')![0]).toBeGreaterThan(0);
      }
    }
  });
});

describe('a repeated key', () => {
  it('in one attribute says nothing of the next one that begins like it', () => {
    const odd = '{"key":"k","value":{"stringValue":"a"},"key":"x"}';
    const usual = '{"key":"k","value":{"stringValue":"b"}}';
    const { store } = read(line(span('1', `,"attributes":[${odd}]`), span('2', `,"attributes":[${usual}]`)));
    expect([...store.column('span', 'k')!].map((code) => code && store.values.value(code))).toEqual([0, 'b']);
  });
});

describe('a span with ids that are none', () => {
  it.each(['"xxxxx"', '"ABC"', `"${'0'.repeat(32)}"`, '""', 'null', '7'])('traceId %s', (id) => {
    const text = line(`{"traceId":${id},"spanId":"${ID('1')}","name":"1"}`);
    const reading = read(text);
    expect(names(reading)).toEqual(['1']);
    expect(reading.problems.at(-1)!.what).toBe('traceId is not 32 hex digits, not all 0');
    expect(reading.store.traces.flags[0]).toBe(1);
    expect(read(text).store.traces.id).toEqual(reading.store.traces.id);
  });

  it('is in the trace of those with the same text', () => {
    const odd = (id: string, name: string) => `{"traceId":"${id}","spanId":"${ID('1')}","name":"${name}"}`;
    const reading = read(line(odd('x', '1'), odd('y', '2'), odd('x', '3')));
    expect(reading.store.traces.count).toBe(2);
    expect(reading.store.spans.count).toBe(3);
  });
});

describe('nesting', () => {
  const nested = (depth: number) => `${'{"arrayValue":{"values":['.repeat(depth)}${']}}'.repeat(depth)}`;

  it('is read to a depth of 64 lists, and no deeper', () => {
    const value = (depth: number) => {
      const reading = read(line(span('1', `,"attributes":[{"key":"k","value":${nested(depth)}}]`)));
      return reading.store.column('span', 'k')?.[0] ?? 0;
    };
    expect(value(60)).toBeGreaterThan(0);
    expect(value(100)).toBe(0);
  });

  it('costs no stack, wherever it is', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const reading = read(
      `${line(span('1', `,"x":${deep},"attributes":[{"key":"k","value":${nested(50_000)}}]`))}\n{"resourceMetrics":${deep}}\n${'{"trace":'.repeat(1000)}`,
    );
    expect(names(reading)).toEqual(['1']);
    expect(reading.tally.metricDocuments).toBe(1);
  });
});

describe('white space', () => {
  it('is not kept, and its lines are counted, in pieces of any size', () => {
    const space = ' \n\t\r\n'.repeat(1000);
    const spaced = line(span('1'), span('2')).replaceAll('{"traceId"', `${space}{"traceId"`);
    const text = `${space}${spaced}${space}${line(span('3'))}${space}`;
    const whole = read(text);
    for (const pieces of [1, 2, 3, 7, 1000]) {
      const { store, problems: found } = readJson(text, { request: REQUEST, pieces });
      expect(found).toEqual([]);
      expect([...store.spans.line]).toEqual([...whole.store.spans.line]);
      expect([...store.spans.offset]).toEqual([...whole.store.spans.offset]);
    }
    expect([...whole.store.spans.line]).toEqual([4001, 6001, 8001]);
  });

  it('behind a line that broke off hides no other line, in pieces of any size', () => {
    const text = `{"resourceSpans":[{"scopeSpans":[\n\n${line(span('1'))}\n`;
    for (const pieces of [1, 2, 3, 7, 34, 35, 36, 37, 1000]) {
      expect(names(readJson(text, { request: REQUEST, pieces }))).toEqual(['1']);
    }
  });
});

describe('a line that broke off inside of what is skipped', () => {
  it('costs no other line, in pieces of any size', () => {
    const text = `{"resourceLogs":[{"x":[\n\n\n${line(span('1'))}\n`;
    for (let pieces = 1; pieces < 60; pieces++) {
      const reading = readJson(text, { request: REQUEST, pieces });
      expect(names(reading)).toEqual(['1']);
      expect(problems(reading)).toEqual(['3: the line ends inside a document → the rest of the document']);
    }
  });
});

describe('another signal', () => {
  it('is counted and is no problem', () => {
    const reading = read(
      `{"resourceLogs":[{}]}\n${line(span('1'))}\n{"resourceMetrics":[]}{"resourceMetrics":[{"x":"}"}]}`,
    );
    expect(reading.tally.otherSignals()).toBe('2 metrics and 1 logs messages');
    expect(reading.problems).toEqual([]);
  });
});

describe('where the content ends', () => {
  it('inside of a document is said by its last line, in pieces of any size', () => {
    const cut = JSON.stringify(JSON.parse(line(span('1'), span('2'))), null, 2).slice(0, -14);
    const text = `${cut}\n\n  \n`;
    const lines = text.split('\n').length;
    for (const pieces of [1, 2, 3, 7, 100, 1000]) {
      for (const plainly of [true, false]) {
        const reading = readJson(text, { request: REQUEST, pieces, plainly });
        expect(problems(reading)).toEqual([
          `${lines}: the content ends inside a document: it was cut short → what was not whole yet`,
        ]);
      }
    }
  });
});

describe('where a span stands', () => {
  it.each(['"k"', '"other"'])('is kept behind newlines in the value of %s, with the scanner and without', (key) => {
    const spaced = span('1', `,"attributes":[{"key":${key},"value":{"intValue":\n"1"\n}\n}]`);
    for (const plainly of [true, false]) {
      const { store } = readJson(line(spaced, span('2')), { request: REQUEST, plainly });
      expect([...store.spans.line]).toEqual([1, 4]);
    }
  });

  it.each([undefined, 1, 7, 64])('is kept: byte and line, in pieces of %s bytes', (pieces) => {
    const text = `\ufeff${line(span('1'), span('2'))}\n\n  ${JSON.stringify(JSON.parse(line(span('é'), span('4'))), null, 1)}\r\n${line(span('5'))}`;
    const bytes = new TextEncoder().encode(text);
    const { store } = readJson(text, { request: REQUEST, pieces });
    const found = [...store.spans.offset].map((offset, row) => {
      const rest = new TextDecoder().decode(bytes.subarray(offset, offset + 400));
      const before = new TextDecoder().decode(bytes.subarray(0, offset));
      expect(store.spans.line[row]).toBe(before.split('\n').length);
      return /^\{[^}]*"name": ?"(.)"/.exec(rest)?.[1];
    });
    expect(found.sort()).toEqual(['1', '2', '4', '5', 'é'].sort());
  });
});

describe('a cut', () => {
  const events =
    '"events":[{"name":"e","timeUnixNano":"5","attributes":[{"value":{"stringValue":"v\\"\\u00e9"},"key":"k"}]}]';
  const rich = `,"attributes":[{"key":"k","value":{"arrayValue":{"values":[{"intValue":"3"}]}}},{"key":"l","value":{"stringValue":"é"}}],${events},"links":[{"traceId":"${TRACE}","spanId":"${ID('9')}"}],"status":{"code":2,"message":"m"}`;
  const text = `${line(span('1', rich), span('2'))}\n${JSON.stringify(JSON.parse(line(span('3', rich), span('4'))), null, 2)}\n{"resourceLogs":[{"a":[1,{"b":null}]}]}\n`;
  const bytes = new TextEncoder().encode(text);
  const whole = names(readJson(text, { request: REQUEST }));

  it('at any byte leaves the spans before it, and is named unless it is between documents', () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const reading = readJson(bytes.slice(0, cut), { request: REQUEST });
      const read = names(reading);
      expect(read).toEqual(whole.slice(0, read.length));
      expect(reading.problems.length).toBe(isWhole(bytes.subarray(0, cut)) ? 0 : 1);
    }
  });

  it('between two pieces changes nothing', () => {
    for (let cut = 0; cut <= bytes.length; cut += 3) {
      const reading = readJson(bytes, { request: REQUEST, pieces: Math.max(1, cut) });
      expect(names(reading)).toEqual(whole);
      expect(reading.problems).toEqual([]);
    }
  });

  /** Whether all brackets are closed; none of them is in a string. */
  function isWhole(part: Uint8Array): boolean {
    const brackets = [...part].map((byte) => '{[}]'.indexOf(String.fromCharCode(byte))).filter((place) => place >= 0);
    return brackets.filter((place) => place < 2).length * 2 === brackets.length;
  }
});

describe('a byte changed', () => {
  it('anywhere neither throws nor hangs, nor costs another line', () => {
    const first = line(span('1', ',"kind":2,"attributes":[{"key":"k","value":{"doubleValue":1.5}}]'));
    const text = `${first}\n${line(span('2'))}\n`;
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < first.length; at++) {
      for (const byte of [0, 0x22, 0x7b, 0x7d, 0x5b, 0x5d, 0x5c, 0x2c, 0x3a, 0x20, 0x0a, 0xff]) {
        const changed = bytes.slice();
        changed[at] = byte;
        expect(names(readJson(changed, { request: REQUEST }))).toContain('2');
      }
    }
  });
});
