import type { DataType } from '../catalog/data-type.ts';
import type { Statement } from '../sql/statement.ts';
import type { Cell } from '../wire/result.ts';
import type { StatementContext } from './statement-context.ts';

export type Show = Statement & { readonly type: 'show' };

/** Rows with the name that LIKE and STARTS WITH look at. */
export interface Listing {
  readonly columns: readonly (string | readonly [string, DataType])[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[];
}

export type Lister = (statement: Show, context: StatementContext) => Listing | Promise<Listing>;

export const createdOn = ['created_on', { kind: 'timestamp_ltz', scale: 3 }] as const;

export function timeColumn(name: string): readonly [string, DataType] {
  return [name, { kind: 'timestamp_ltz', scale: 3 }];
}

export const yes = (value: boolean): string => (value ? 'Y' : 'N');
export const onOff = (value: boolean): string => (value ? 'ON' : 'OFF');
