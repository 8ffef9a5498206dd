import { describe, expect, it } from 'vitest';
import { Client, startEndpoint } from './client.ts';

describe('planted faults', () => {
  it('missing-column: CORE.CALLS has no DURATION_SECONDS, the rest works', async () => {
    await using endpoint = await startEndpoint('missing-column');
    await using client = await Client.connect(endpoint);
    expect(await client.refusal('select duration_seconds from calls')).toMatchObject({ code: '000904' });
    const columns = await client.query('describe table calls');
    expect(columns.map((row) => row['name'])).not.toContain('DURATION_SECONDS');
    expect(await client.query('select count(*) n from calls')).toEqual([{ N: 2000 }]);
    expect(await client.query('select count(*) > 0 n from call_statistics')).toEqual([{ N: true }]);
  });

  it('revoked-grant: ANALYST cannot read CORE.CALLS, but the others', async () => {
    await using endpoint = await startEndpoint('revoked-grant');
    await using client = await Client.connect(endpoint, { role: 'ANALYST' });
    expect(await client.refusal('select * from calls limit 0')).toMatchObject({ code: '002003' });
    expect(await client.query('select count(*) n from accounts')).toEqual([{ N: 200 }]);
  });

  it('slow-query: CALL_STATISTICS does far more work for the same rows', async () => {
    await using endpoint = await startEndpoint('slow-query');
    await using healthy = await startEndpoint();
    const measure = async (on: typeof endpoint) => {
      await using client = await Client.connect(on);
      const rows = await client.query('select * from call_statistics order by account_id');
      const started = performance.now();
      await client.query('select * from call_statistics order by account_id');
      return { rows, milliseconds: performance.now() - started };
    };
    const [slow, quick] = [await measure(endpoint), await measure(healthy)];
    expect(slow.rows).toEqual(quick.rows);
    expect(slow.milliseconds).toBeGreaterThan(5 * quick.milliseconds);
  });
});
