import { opendir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { journalName } from './leftover-journal.ts';
import { messageOf } from './message-of.ts';

/** Enough for 256 shards with their artifacts; a wrong path such as `/` ends here instead of reading a disk. */
const mostFolders = 10_000;

/**
 * Absolute paths of the journals at the given places, each once, sorted: a file is taken as it is, in a folder every
 * `journal.ndjson` below it. Links are not followed. Throws with a sentence that names the place.
 */
export async function findJournals(places: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const place of places) {
    const journals = (await kindOf(place)) === 'file' ? [resolve(place)] : await journalsBelow(place);
    if (journals.length === 0) throw new Error(`${place} holds no ${journalName}, also not in its folders`);
    for (const file of journals) found.add(file);
  }
  return [...found].toSorted();
}

async function journalsBelow(place: string): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [resolve(place)];
  let seen = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    seen += 1;
    if (seen > mostFolders) throw new Error(`${place} has more than ${mostFolders} folders: name the one with the journals`);
    for await (const entry of await opendir(folder)) {
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
      else if (entry.isFile() && entry.name === journalName) found.push(join(folder, entry.name));
    }
  }
  return found;
}

async function kindOf(place: string): Promise<'file' | 'folder'> {
  try {
    return (await stat(place)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    throw new Error(`cannot read ${place}: ${messageOf(error)}`, { cause: error });
  }
}
