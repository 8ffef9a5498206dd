export interface Line {
  readonly what: string;
  /** What came, with units. */
  readonly measured: string;
  /** What it is compared with, measured in the same run. */
  readonly beside: string;
  readonly budget: string;
  readonly met: boolean;
}

/** A Markdown table; also what is printed. */
export function benchTable(lines: readonly Line[]): string {
  const rows = lines.map(
    ({ what, measured, beside, budget, met }) => `| ${what} | ${measured} | ${beside} | ${budget} | ${met ? 'met' : 'MISSED'} |`,
  );
  return ['| what | measured | beside it | budget | |', '|---|---|---|---|---|', ...rows].join('\n');
}
