import type { DataType } from '../catalog/data-type.ts';
import type { Output, OutputColumn } from './output.ts';

interface ScopeRelation {
  readonly alias: string;
  readonly columns: Output;
}

/** What the names of one SELECT (or of the head of a change) mean: its relations and the aliases of its own items. */
export class Scope {
  readonly #relations: ScopeRelation[] = [];
  readonly #aliases = new Map<string, DataType | undefined>();
  #merges = false;

  add(alias: string, columns: Output): void {
    this.#relations.push({ alias, columns });
  }

  addAlias(name: string, type: DataType | undefined): void {
    this.#aliases.set(name, type);
  }

  /** USING and NATURAL show the common columns once, so the columns of `*` are no longer the relations' one after another. */
  mergeColumns(): void {
    this.#merges = true;
  }

  /** The columns of `*` or `alias.*`. */
  star(qualifier: string | undefined): Output {
    if (this.#merges && qualifier === undefined) return undefined;
    const chosen = this.#relations.filter(({ alias }) => qualifier === undefined || alias === qualifier);
    const columns: OutputColumn[] = [];
    for (const relation of chosen) {
      if (!relation.columns) return undefined;
      columns.push(...relation.columns);
    }
    return chosen.length > 0 ? columns : undefined;
  }

  has(name: string, qualifier: string | undefined): boolean {
    return this.#candidates(name, qualifier).length > 0 || (qualifier === undefined && this.#aliases.has(name));
  }

  /** Undefined when the name is not known here, or means columns of different types. */
  typeOf(name: string, qualifier: string | undefined): DataType | undefined {
    const [first, ...others] = this.#candidates(name, qualifier);
    if (!first) return qualifier === undefined ? this.#aliases.get(name) : undefined;
    return others.every((other) => JSON.stringify(other.type) === JSON.stringify(first.type)) ? first.type : undefined;
  }

  #candidates(name: string, qualifier: string | undefined): readonly OutputColumn[] {
    return this.#relations
      .filter(({ alias }) => qualifier === undefined || alias === qualifier)
      .flatMap(({ columns }) => columns?.filter((column) => column.name === name) ?? []);
  }
}
