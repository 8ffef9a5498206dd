import { once } from 'node:events';
import { expect, test } from 'vitest';
import { folderWith, startCli } from '../../cli/run-cli.ts';

test('infra-test up agent: the question that is printed is answered out of Snowflake', async () => {
  const child = startCli(['up', 'agent', '--json'], folderWith({}));
  try {
    const [line] = (await once(child.stdout?.setEncoding('utf8') ?? child, 'data')) as [string];
    const [agent, asTool] = JSON.parse(line) as readonly {
      uses: string;
      host?: string;
      describe: string;
      connect: Record<string, string>;
    }[];
    expect(agent).toMatchObject({ uses: 'agent', describe: expect.stringContaining('no model') });
    expect(asTool).toMatchObject({ uses: 'mcp', host: 'assistant.example.test' });
    const response = await fetch(`${agent?.connect['openAiBaseUrl']}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent?.connect['token']}` },
      body: JSON.stringify({ model: 'no-model', messages: [{ role: 'user', content: 'How many calls does account 7 have?' }] }),
    });
    expect(await response.text()).toContain('Account 7 (Harbor Group) has 6 calls.');
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
});
