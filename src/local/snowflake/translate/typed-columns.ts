import type { DataType } from '../catalog/data-type.ts';
import type { Output } from './output.ts';

/**
 * The columns as the engine found them, with the types that the translation knows better: DuckDB has no lengths of text,
 * counts other digits, and keeps no ARRAY or OBJECT. The translation only refines a type, it never contradicts a kind
 * that it cannot be sure of.
 */
export function typedColumns<Column extends { readonly type: DataType }>(columns: readonly Column[], output: Output): readonly Column[] {
  if (output?.length !== columns.length) return columns;
  return columns.map((column, index) => ({ ...column, type: refined(column.type, output[index]?.type) }));
}

function refined(found: DataType, inferred: DataType | undefined): DataType {
  if (!inferred) return found;
  // Digits that the engine has are never cut here: what has fewer in Snowflake is cut where it is worked out.
  if (found.kind === 'fixed' && inferred.kind === 'fixed' && found.scale > inferred.scale) return found;
  if (found.kind === inferred.kind) return inferred;
  if (found.kind === 'variant' && (inferred.kind === 'array' || inferred.kind === 'object')) return inferred;
  return castable(found, inferred) ? inferred : found;
}

/** A DOUBLE or a timestamp may stand for the exact type that Snowflake has in its place. */
function castable(found: DataType, inferred: DataType): boolean {
  return (found.kind === 'real' && inferred.kind === 'fixed') || (found.kind === 'fixed' && inferred.kind === 'real');
}

/** SQL that gives the values the types of `columns` where the engine has others. */
export function castColumns(
  sql: string,
  found: readonly { readonly type: DataType }[],
  columns: readonly { readonly type: DataType }[],
): string {
  const casts = columns.map(({ type }, index) => castOf(`c${index}`, found[index]?.type, type));
  if (casts.every((cast, index) => cast === `c${index}`)) return sql;
  return `SELECT ${casts.join(', ')} FROM (${sql}) AS typed(${columns.map((_, index) => `c${index}`).join(', ')})`;
}

function castOf(name: string, found: DataType | undefined, type: DataType): string {
  if (type.kind === 'fixed' && (found?.kind !== 'fixed' || found.scale !== type.scale)) return `CAST(${name} AS DECIMAL(38,${type.scale}))`;
  return type.kind === 'real' && found?.kind === 'fixed' ? `CAST(${name} AS DOUBLE)` : name;
}
