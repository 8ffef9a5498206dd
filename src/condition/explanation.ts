import type { Expression } from './expression.ts';
import { printAggregate, printExpression } from './print.ts';
import { flatten } from './references.ts';
import type { NoData, Surroundings } from './resolve.ts';
import { resolve } from './resolve.ts';
import { showNumberBeside, showValue } from './show-value.ts';
import { valueType } from './value-type.ts';
import type { ValueType } from './value-type.ts';

/** Collects what an evaluation saw, each fact once, in the order it was seen. */
export class Explanation {
  readonly #facts = new Map<string, string>();
  readonly #notes = new Set<string>();
  readonly #missing = new Map<string, string>();
  readonly #namesOperations: () => boolean;

  /** With one operation in the condition its name would only repeat the condition. */
  constructor(namesOperations: () => boolean) {
    this.#namesOperations = namesOperations;
  }

  /** Shows every name inside one side of a comparison with its value; `other` is the value of the other side. */
  addSide(side: Expression, around: Surroundings, type: ValueType, other?: unknown): void {
    for (const part of leavesOf(side)) {
      const resolved = resolve(part, around);
      if (resolved.state !== 'value') continue;
      const inherits = part === side || part.kind === 'baseline';
      const partType = inherits ? type : valueType(part);
      const { value } = resolved;
      const isPair = part === side && typeof value === 'number' && typeof other === 'number';
      this.#facts.set(this.#label(part), isPair ? showNumberBeside(value, other, partType) : showValue(value, partType));
    }
  }

  addFact(label: string, shown: string): void {
    this.#facts.set(label, shown);
  }

  addNote(note: string): void {
    this.#notes.add(note);
  }

  addMissing({ missing, note }: NoData): void {
    this.#missing.set(missing, note);
  }

  get missing(): string {
    return [...this.#missing.keys()].join(', ');
  }

  /** Empty when nothing was seen. */
  get values(): string {
    const facts = [...this.#facts].map(([label, shown]) => `${label} is ${shown}`);
    return [...facts, ...this.#missing.values(), ...this.#notes].join(', ');
  }

  #label(part: Expression): string {
    if (part.kind !== 'aggregate' || this.#namesOperations()) return printExpression(part);
    return printAggregate({ ...part, operation: null });
  }
}

function leavesOf(side: Expression): readonly Expression[] {
  if (side.kind === 'len') return [side];
  return flatten(side).filter(({ kind }) => kind === 'path' || kind === 'aggregate' || kind === 'baseline' || kind === 'len');
}
