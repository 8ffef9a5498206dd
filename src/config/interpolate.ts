import type { ConfigNode, MappingNode, ScalarNode } from './config-node.ts';
import { maxVariablesPerText } from './limits.ts';
import type { Problems } from './problems.ts';
import { offsetInScalar } from './scalar-offset.ts';
import { isSecretName } from './secret-names.ts';
import { quoted } from './show-value.ts';

export type VariableValues = Readonly<Record<string, string | undefined>>;

export interface InterpolationOptions {
  readonly values: VariableValues;
  /** The embedded stack needs no credentials: a missing one becomes a placeholder. */
  readonly embedded: boolean;
  readonly problems: Problems;
  readonly warn: (offset: number, message: string) => void;
}

/** `with:` names addresses and credentials; `options` are what a check does, where a missing `env` has no stand-in. */
export type InterpolationPlace = 'with' | 'options';

const placeholderPrefix = 'embedded-placeholder-for-';
const reference = /\$\$\{|\$\{(\{[^{}]*\}?|[^{}]*)\}?/g;
const knownReference = /^(env|secret)\.([A-Za-z_][A-Za-z0-9_]{0,127})$/;
/** The runner gives these to actions alone; they can write to the repository's artifacts and caches. */
const runnerVariables = /^(?:ACTIONS_|INPUT_)/;

export function isPlaceholderValue(value: unknown): boolean {
  return typeof value === 'string' && value.toLowerCase().includes(placeholderPrefix);
}

/** Replaces `${env.X}` and `${secret.X}` in the texts of a tree; `$${` stands for `${`. Nothing else is read from the environment. */
export class Interpolation {
  readonly #options: InterpolationOptions;
  readonly #secrets = new Set<string>();

  constructor(options: InterpolationOptions) {
    this.#options = options;
  }

  /** Values that `${secret.X}` stood for, and literal ones that were announced. */
  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  addSecret(value: string): void {
    this.#secrets.add(value);
  }

  resolve(node: MappingNode, place: InterpolationPlace): MappingNode;
  resolve(node: ConfigNode, place: InterpolationPlace): ConfigNode;
  resolve(node: ConfigNode, place: InterpolationPlace): ConfigNode {
    if (node.type === 'scalar') return this.#resolveScalar(node, place);
    if (node.type === 'list') return { ...node, items: node.items.map((item) => this.resolve(item, place)) };
    for (const { key, keyStart } of node.entries) {
      if (key.includes('${')) this.#options.problems.add(keyStart, `a key cannot hold a variable, got ${quoted(key)}`);
    }
    return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: this.resolve(entry.value, place) })) };
  }

  #resolveScalar(node: ScalarNode, place: InterpolationPlace): ScalarNode {
    const { value } = node;
    if (typeof value !== 'string' || !value.includes('${')) return node;
    if (value.split('${', maxVariablesPerText + 2).length > maxVariablesPerText + 1) {
      this.#options.problems.add(node.start, `expected at most ${maxVariablesPerText} variables in one text`);
      return { ...node, interpolated: { written: '${...}', whole: false, state: 'faulty' } };
    }
    let placeholder = false;
    let variables = 0;
    const before = this.#options.problems.count;
    const resolved = value.replaceAll(reference, (whole: string, inner: string | undefined, offset: number) => {
      if (inner === undefined) return '${';
      variables += 1;
      const found = this.#lookUp(whole, inner, place, offsetInScalar(node, offset, this.#options.problems.source));
      placeholder ||= isPlaceholderValue(found);
      return found;
    });
    if (variables === 0) return { ...node, value: resolved };
    const isFaulty = this.#options.problems.count > before;
    const state = isFaulty ? 'faulty' : placeholder ? 'placeholder' : 'value';
    const whole = variables === 1 && knownReference.test(value.slice(2, -1));
    return { ...node, value: resolved, interpolated: { written: value, whole, state } };
  }

  #lookUp(whole: string, inner: string, place: InterpolationPlace, offset: number): string {
    const match = whole === `\${${inner}}` ? knownReference.exec(inner) : null;
    if (match === null) {
      this.#options.problems.add(offset, unknownReference(whole, inner));
      return '';
    }
    const [, kind = '', name = ''] = match;
    const value = Object.hasOwn(this.#options.values, name) && !runnerVariables.test(name) ? this.#options.values[name] : undefined;
    // GitHub passes a secret that does not exist, as on a fork, as an empty text.
    if (value === undefined || value === '') return this.#missing(kind, name, place, offset);
    if (kind === 'secret') this.#secrets.add(value);
    else if (isSecretName(name)) this.#options.warn(offset, `use \${secret.${name}}, so that the value is masked everywhere`);
    return value;
  }

  #missing(kind: string, name: string, place: InterpolationPlace, offset: number): string {
    if (runnerVariables.test(name)) {
      this.#options.problems.add(offset, `the variable ${name} belongs to the runner and may not be read by a config`);
      return '';
    }
    if (this.#options.embedded && (kind === 'secret' || place === 'with')) return placeholderPrefix + name;
    const hint = kind === 'secret' ? '; set it as a secret of the job, or use the embedded stack (stack: embedded)' : '';
    this.#options.problems.add(offset, `the environment variable ${name} is not set or empty${hint}`);
    return '';
  }
}

function unknownReference(whole: string, inner: string): string {
  if (inner.startsWith('{')) {
    return `\${{ }} is GitHub's syntax for workflow files; pass the value as an environment variable and use \${env.NAME} or \${secret.NAME}`;
  }
  if (!whole.endsWith('}')) return `expected \${env.NAME} or \${secret.NAME}, got ${quoted(whole)} without its }`;
  const word = inner.trim().replace(/^(?:env|secrets?|vars?)\./, '');
  const example = /^[A-Za-z_]\w*$/.test(word) ? word : 'NAME';
  return `expected \${env.${example}} or \${secret.${example}}, got ${quoted(whole)}; write $\${ for the two characters \${`;
}
