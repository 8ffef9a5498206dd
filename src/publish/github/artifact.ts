import { basename, dirname } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';

/**
 * Uploads the reports: report.html as a raw file that opens in the browser, everything else as one archive.
 * Names are unique per job and attempt, because a second upload of a name is refused.
 */
export async function uploadReports(files: readonly string[], journal: string, jobName: string): Promise<string> {
  const client = new DefaultArtifactClient();
  const html = files.find((file) => file.endsWith('.html'));
  const machine = [...files.filter((file) => file !== html), journal];
  const archive = await client.uploadArtifact(jobName, machine, dirname(journal));
  if (html === undefined) return `archive ${jobName} (${archive.digest})`;
  const page = await client.uploadArtifact(`${jobName}-${basename(html)}`, [html], dirname(html), { skipArchive: true });
  return `archive ${jobName} (${archive.digest}), page ${basename(html)} (${page.digest})`;
}
