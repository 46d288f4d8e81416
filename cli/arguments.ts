import { parseArgs } from 'node:util';
import { isOptionName, type OptionName, optionSpec, optionSpecs } from './options';
import { UsageError } from './usage-error';

/** A command line taken apart: words that are no options, and each option's values in order ('' for a flag). */
export interface Arguments {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<OptionName, readonly string[]>;
}

/**
 * Takes a command line apart. Words after a greedy option (`--traces a b`) are its values, up to the next option or `--`.
 * @throws UsageError with a suggestion for what isn't there.
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const words: string[] = [];
  const options = new Map<OptionName, string[]>();
  let greedy: string[] | undefined;
  for (const token of tokensOf(argv)) {
    if (token.kind === 'positional') (greedy ?? words).push(token.value);
    else greedy = token.kind === 'option' ? take(token) : undefined;
  }
  return { words, options };

  function take({
    name,
    rawName,
    value,
  }: {
    name: string;
    rawName: string;
    value?: string | undefined;
  }): string[] | undefined {
    if (!isOptionName(name))
      throw new UsageError(`There is no option ${rawName}.`, { word: rawName, known: optionFlags });
    const spec = optionSpec(name);
    if (!spec.value && value !== undefined) throw new UsageError(`${rawName} takes no value.`);
    if (spec.value && value === undefined) throw new UsageError(`${rawName} needs a value: ${rawName} ${spec.value}.`);
    const values = options.get(name) ?? [];
    if (values.length > 0 && spec.value && !spec.repeatable) throw new UsageError(`${rawName} is given twice.`);
    options.set(name, values);
    values.push(value ?? '');
    return spec.greedy ? values : undefined;
  }
}

const optionFlags = Object.keys(optionSpecs).map((name) => `--${name}`);

function tokensOf(argv: readonly string[]) {
  const config = Object.entries(optionSpecs).map(([name, spec]) => [
    name,
    { type: 'value' in spec ? 'string' : 'boolean' },
  ]);
  const { tokens } = parseArgs({
    args: [...argv],
    options: { ...Object.fromEntries(config), help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  return tokens;
}

/** An option's only value. */
export function single({ options }: Arguments, name: OptionName): string | undefined {
  return options.get(name)?.[0];
}

/** An option's value out of a few. @throws UsageError with the choices. */
export function choice<T extends string>(args: Arguments, name: OptionName, choices: readonly T[]): T | undefined {
  const given = single(args, name);
  const found = choices.find((each) => each === given?.toLowerCase());
  if (given !== undefined && found === undefined) {
    const message = `--${name} is one of ${choices.join(', ')}, not ${JSON.stringify(given)}.`;
    throw new UsageError(message, { word: given, known: choices });
  }
  return found;
}

/** The `name=value` pairs of a repeatable option. @throws UsageError for one without a name. */
export function keyValues(args: Arguments, name: OptionName): ReadonlyMap<string, string> {
  return new Map(
    (args.options.get(name) ?? []).map((given) => {
      const equals = given.indexOf('=');
      if (equals < 1)
        throw new UsageError(
          `--${name} is NAME=VALUE, such as --${name} rate_limit=200, not ${JSON.stringify(given)}.`,
        );
      return [given.slice(0, equals), given.slice(equals + 1)] as const;
    }),
  );
}
