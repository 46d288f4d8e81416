import type { ParseResult } from 'libpg-query';
import createModule, { type PgQueryModule } from 'libpg-query/wasm/libpg-query.js';

/** What PostgreSQL's grammar makes of a text: its tree, or what it stumbled over. `offset` is in UTF-8 bytes. */
export type Parsed = { tree: ParseResult } | { problem: string; offset: number };

/** PostgreSQL's own parser. Never throws; a text that it can't hold is a problem. */
export interface SqlParser {
  parse(text: string): Parsed;
}

/** Deeper trees are refused, so that walking one never exhausts the stack. */
const MAX_DEPTH = 1500;

/**
 * Instantiates the parser from the bytes of `libpg-query.wasm`, which the composition root reads: the same
 * in Node, in a worker and in a browser. Rejects where the bytes are not that module.
 */
export async function loadSqlParser(wasm: Uint8Array): Promise<SqlParser> {
  const module = await instantiate(wasm);
  let broken: string | undefined;
  return {
    parse(text) {
      if (broken !== undefined) return { problem: broken, offset: 0 };
      try {
        return parseWith(module, text);
      } catch (error) {
        // an aborted instance is not to be asked again
        broken = `the parser stopped: ${error instanceof Error ? error.message : String(error)}`;
        return { problem: broken, offset: 0 };
      }
    },
  };
}

function instantiate(wasm: Uint8Array): Promise<PgQueryModule> {
  const silent = () => undefined;
  return new Promise((resolve, reject) => {
    createModule({
      instantiateWasm: (imports, done) => {
        WebAssembly.instantiate(wasm, imports).then(({ instance }) => done(instance), reject);
      },
      // what goes wrong comes back as an error
      print: silent,
      printErr: silent,
    }).then(resolve, reject);
  });
}

function parseWith(module: PgQueryModule, text: string): Parsed {
  const bytes = module.lengthBytesUTF8(text) + 1;
  const address = module._malloc(bytes);
  if (address === 0) return { problem: 'the text is too long for the parser', offset: 0 };
  let result = 0;
  try {
    module.stringToUTF8(text, address, bytes);
    result = module._wasm_parse_query_raw(address);
    if (result === 0) return { problem: 'the text is too long for the parser', offset: 0 };
    return readResult(module, result, text);
  } finally {
    module._free(address);
    if (result !== 0) module._wasm_free_parse_result(result);
  }
}

/**
 * PgQueryParseResult: tree, stderr buffer, error; PgQueryError: message, function, file, line, position. Places in
 * the tree are counted in bytes, the position of an error in characters from 1.
 */
function readResult(module: PgQueryModule, result: number, text: string): Parsed {
  const error = module.getValue(result + 8, 'i32');
  if (error !== 0) {
    const characters = Math.max(0, module.getValue(error + 16, 'i32') - 1);
    const before = [...text.slice(0, 2 * characters)].slice(0, characters).join('');
    return { problem: module.UTF8ToString(module.getValue(error, 'i32')), offset: module.lengthBytesUTF8(before) };
  }
  const json = module.UTF8ToString(module.getValue(result, 'i32'));
  if (depthOf(json) > MAX_DEPTH) return { problem: 'the text nests too deeply', offset: 0 };
  return { tree: JSON.parse(json) as ParseResult };
}

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 34) {
      at = endOfString(json, at);
    } else if (code === 123 || code === 91) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === 125 || code === 93) {
      depth--;
    }
  }
  return deepest;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json.charCodeAt(at) !== 34) at += json.charCodeAt(at) === 92 ? 2 : 1;
  return at;
}
