import { link, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';

export interface UploadedReports {
  readonly page: UploadedArtifact | undefined;
  readonly machine: UploadedArtifact;
}

export interface UploadedArtifact {
  readonly name: string;
  readonly url: string;
  /** SHA-256, in hexadecimal. */
  readonly digest: string;
}

export interface ReportFiles {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly journal: string;
  /** Unique per job and attempt: a second upload of a name is refused. */
  readonly slug: string;
  readonly runUrl: string;
}

/** Uploads report.html as a raw file that opens in the browser, and everything else as one archive. */
export async function uploadReports({ files, journal, slug, runUrl }: ReportFiles): Promise<UploadedReports> {
  const client = new DefaultArtifactClient();
  const html = files.find((file) => file.endsWith('.html'));
  const machineFiles = [...files.filter((file) => file !== html), journal];
  const name = `infra-test-${slug}`;
  const machine = await client.uploadArtifact(name, machineFiles, dirname(journal));
  const page = html === undefined ? undefined : await uploadPage(client, html, `${name}.html`, runUrl);
  return { machine: described(name, machine, runUrl), page };
}

/** A raw artifact has the name of its file, so the page gets a unique one first. */
async function uploadPage(client: DefaultArtifactClient, html: string, name: string, runUrl: string): Promise<UploadedArtifact> {
  const directory = await mkdtemp(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'infra-test-page-'));
  try {
    const file = join(directory, basename(name));
    await link(html, file).catch(() => copyFile(html, file));
    return described(name, await client.uploadArtifact(name, [file], directory, { skipArchive: true }), runUrl);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function described(name: string, { id, digest }: { id?: number; digest?: string }, runUrl: string): UploadedArtifact {
  return { name, url: id === undefined ? runUrl : `${runUrl}/artifacts/${id}`, digest: digest ?? '' };
}
