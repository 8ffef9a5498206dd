import type { Row } from '../../../model/capability.ts';

/** A row of the driver as plain data, so that conditions, other components and JSON see the same values. */
export function plainRow(row: Readonly<Record<string, unknown>>): Row {
  const plain: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row)) plain[column] = plainValue(value);
  return plain;
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('hex').toUpperCase();
  if (typeof value === 'bigint') return Number(value);
  return value ?? null;
}
