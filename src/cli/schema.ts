import { readFile } from 'node:fs/promises';

/** `infra-test schema`: the generated JSON Schema that is shipped with the package. */
export async function schemaCommand(): Promise<number> {
  process.stdout.write(await readFile(new URL('../../schema.json', import.meta.url), 'utf8'));
  return 0;
}
