import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { expect, test } from 'vitest';

/** What a log of a process of its own writes, because it writes to standard output. */
async function linesOf(script: string): Promise<readonly string[]> {
  const module = `
    import { createLog } from ${JSON.stringify(resolve('src/action/log.ts'))};
    import { createRedactor } from ${JSON.stringify(resolve('src/std/redact.ts'))};
    const log = createLog(createRedactor(['hunter2-hunter2']));
    ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', module], { stdio: ['ignore', 'pipe', 'inherit'] });
  return (await readText(child.stdout)).split('\n');
}

test('a line holds no secret and no command', async () => {
  const lines = await linesOf(String.raw`
    log.say('password hunter2-hunter2, in base64 ' + btoa('hunter2-hunter2'));
    log.say('::error::one\n::add-mask::e');
    log.say('  ::warning::two ##[error]three');
    log.say('a\u200Bb\u001B[31m');
    log.progress.note('note hunter2-hunter2');
    log.progress.checkFinished({ id: 'a.b' }, { status: 'failed', reason: '::error::hunter2-hunter2', attempts: [{ durationMilliseconds: 12 }] }, 1, 2);`);
  expect(lines).toEqual([
    'password ***, in base64 ***',
    String.raw`: :error::one\u{A}::add-mask::e`,
    '  : :warning::two ## [error]three',
    String.raw`a\u{200B}b\u{1B}[31m`,
    'note ***',
    '[1/2] failed a.b 12ms: ::error::***',
    '',
  ]);
});
