/**
 * Credits per hour of a standard warehouse, https://docs.snowflake.com/en/user-guide/warehouses-overview. Second-generation and
 * Snowpark-optimized warehouses cost more, clusters multiply it.
 */
const creditsPerHourBySize: ReadonlyMap<string, number> = new Map(
  ['XSMALL', 'SMALL', 'MEDIUM', 'LARGE', 'XLARGE', '2XLARGE', '3XLARGE', '4XLARGE', '5XLARGE', '6XLARGE'].map(
    (size, doublings) => [size, 2 ** doublings] as const,
  ),
);

/** Reads `X-Small` and `2X-Large` as SHOW WAREHOUSES writes them. Undefined for a size that is not known. */
export function creditsPerHour(size: string): number | undefined {
  return creditsPerHourBySize.get(plainSize(size));
}

/** `X-Small` and `xsmall` are the same size. */
export function plainSize(size: string): string {
  return size.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

const shownDigits = 4;

/** `0.0181`: four decimals, because it is an estimate. */
export function printCredits(credits: number): string {
  const smallest = 10 ** -shownDigits;
  return credits > 0 && credits < smallest ? `under ${smallest}` : String(Number(credits.toFixed(shownDigits)));
}
