import { refused } from '../failure.ts';
import { fieldsOf, isSet, kindOf, literalInteger } from './node.ts';
import type { Node } from './node.ts';
import { functionCall } from './function-call.ts';
import type { Translation } from './translation.ts';

type FunctionPrinter = (args: readonly Node[], translation: Translation) => string;

/** A number from 0 to 1: by chance for RANDOM(), else the same for the same value of the generator. */
function source(generator: Node | undefined, translation: Translation): string {
  if (!generator) throw refused('LOCAL-003', 'a random function without its generator');
  const call = functionCall(generator);
  if (call?.name !== 'RANDOM') return `sf_random_of(${translation.print(generator)})`;
  if (call.args.length > 0 || (kindOf(generator) === 'rand' && isSet(fieldsOf(generator), 'seed')))
    throw refused('LOCAL-003', 'RANDOM with a seed');
  return 'random()';
}

const uniform: FunctionPrinter = ([low, high, generator, ...others], translation) => {
  if (!low || !high || others.length > 0) throw refused('LOCAL-003', 'UNIFORM without its bounds');
  const bounds = [low, high].map((node) => translation.numeric(node));
  const real = [low, high].some((node) => translation.typeOf(node)?.kind === 'real');
  const value = source(generator, translation);
  return real ? `(${bounds[0]} + (${bounds[1]} - ${bounds[0]}) * ${value})` : `sf_range_random(${bounds[0]}, ${bounds[1]}, ${value})`;
};

/** Box and Muller's way from two even numbers to one of the bell curve. */
const normal: FunctionPrinter = ([mean, deviation, generator, ...others], translation) => {
  if (!mean || !deviation || others.length > 0) throw refused('LOCAL-003', 'NORMAL without mean and deviation');
  if (source(generator, translation) !== 'random()') throw refused('LOCAL-003', 'NORMAL with another generator than RANDOM()');
  return `(${translation.numeric(mean)} + ${translation.numeric(deviation)} * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))`;
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const text: FunctionPrinter = ([size, generator, ...others], translation) => {
  const length = literalInteger(size);
  if (length === undefined || others.length > 0) throw refused('LOCAL-003', 'RANDSTR with a length that is not a literal');
  if (source(generator, translation) !== 'random()') throw refused('LOCAL-003', 'RANDSTR with another generator than RANDOM()');
  return `array_to_string(list_transform(range(${length}), lambda i: substr('${letters}', 1 + CAST(floor(random() * ${letters.length}) AS INTEGER), 1)), '')`;
};

export const randomFunctions: Readonly<Record<string, FunctionPrinter>> = { UNIFORM: uniform, NORMAL: normal, RANDSTR: text };
