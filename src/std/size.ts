/** Bytes of each unit. KB, MB and GB are decimal, KiB, MiB and GiB binary. */
export const bytesPerUnit = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;
export type SizeUnit = keyof typeof bytesPerUnit;

const shape = /^(\d{1,15}(?:\.\d{1,9})?)\s?(B|KB|MB|GB|KiB|MiB|GiB)$/;

/** Bytes of a text such as `10MB` or `1.5GiB`, rounded to a whole byte. Throws `SyntaxError` with a sentence for people. */
export function parseBytes(text: string): number {
  const match = shape.exec(text.trim());
  if (match === null) {
    const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
    throw new SyntaxError(`expected a size such as 500KB or 1.5GiB (units B, KB, MB, GB, KiB, MiB, GiB), got ${shown}`);
  }
  const [, digits = '', unit = ''] = match;
  const bytes = Math.round(Number(digits) * bytesPerUnit[unit as SizeUnit]);
  if (!Number.isSafeInteger(bytes)) throw new SyntaxError(`expected a size below 8 PiB, got ${text.trim()}`);
  return bytes;
}

/** Three significant digits in decimal units: `17B`, `1.5KB`, `262KB`, `4.2GB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return String(bytes);
  if (bytes < 0) return `-${formatBytes(-bytes)}`;
  if (bytes < 999.5) return `${Math.round(bytes)}B`;
  if (bytes < 999_500) return `${Number((bytes / 1e3).toPrecision(3))}KB`;
  if (bytes < 999_500_000) return `${Number((bytes / 1e6).toPrecision(3))}MB`;
  const gigabytes = bytes / 1e9;
  return `${gigabytes < 1000 ? Number(gigabytes.toPrecision(3)) : Math.round(gigabytes)}GB`;
}
