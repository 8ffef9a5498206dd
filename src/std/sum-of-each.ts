/** The sum of each named number over all records; zeros where there are none. */
export function sumOfEach<Name extends string>(
  records: readonly Readonly<Record<Name, number>>[],
  names: readonly Name[],
): Readonly<Record<Name, number>> {
  const sums = names.map((name) => [name, records.reduce((sum, record) => sum + record[name], 0)] as const);
  return Object.fromEntries(sums) as Readonly<Record<Name, number>>;
}
