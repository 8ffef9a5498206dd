import { describe, expect, test } from 'vitest';
import type { SuiteOptions } from '../../src/config/load.ts';
import { loadText, problemsOf, storeConfig } from './load-text.ts';

const withEnvironments = (environments: string) => `environments: ${environments}\n${storeConfig('checks: [config]')}`;
const chosen = async (environments: string, options: Partial<SuiteOptions> = {}) =>
  (await loadText(environments === '' ? storeConfig('checks: [config]') : withEnvironments(environments), options)).environment;

const builtIn = { name: 'local', stack: 'embedded', seed: 7, faults: [], access: 'read-write', chaos: 'allow', network: 'loopback' };
const safe = { stack: 'live', access: 'read-only', chaos: 'forbid', network: 'public' };

describe('the environment of a run', () => {
  test('is the built-in local with the embedded stack when none is declared or asked for', async () => {
    expect(await chosen('')).toEqual(builtIn);
    expect(await chosen('{ production: { stack: live } }')).toEqual(builtIn);
    expect(await chosen('', { environment: 'local' })).toEqual(builtIn);
  });

  test('is the declared local before the built-in one', async () => {
    expect(await chosen('{ local: { seed: 3 } }')).toEqual({ ...builtIn, seed: 3 });
    expect(await chosen('{ local: { stack: live } }')).toMatchObject({ name: 'local', ...safe });
  });

  test('allows in a live environment only what it says', async () => {
    expect(await chosen('{ staging: {} }', { environment: 'staging' })).toMatchObject({ name: 'staging', ...safe });
    expect(
      await chosen('{ staging: { access: read-write, chaos: allow, network: private, secrets: env } }', { environment: 'staging' }),
    ).toMatchObject({ stack: 'live', access: 'read-write', chaos: 'allow', network: 'private' });
  });

  test('must be declared', async () => {
    expect(await problemsOf(withEnvironments('{ production: { stack: live } }'), { environment: 'prodution' })).toEqual([
      '1:1 the environment "prodution" was asked for and is not declared; did you mean "production"?',
    ]);
    expect(await problemsOf(storeConfig(''), { environment: 'staging' })).toEqual([
      '1:1 the environment "staging" was asked for and is not declared; known: local',
    ]);
    expect(await problemsOf(storeConfig(''), { environment: 'constructor' })).toHaveLength(1);
  });

  test('may be run on the other stack, which must fit what it declares', async () => {
    expect(await chosen('{ production: { network: private } }', { environment: 'production', stack: 'embedded' })).toMatchObject({
      name: 'production',
      stack: 'embedded',
      network: 'loopback',
    });
    expect(await problemsOf(withEnvironments('{ local: { faults: [slow-query] } }'), { stack: 'live' })).toEqual([
      '1:26 "faults" needs the embedded stack, and the stack of "local" is live',
    ]);
  });

  test('every declared environment is checked, whichever runs', async () => {
    expect(
      await problemsOf(withEnvironments('{ a: { seed: 1, ttl: 4h, stak: live }, local: { network: public }, "x y": {}, z: 5 }')),
    ).toEqual([
      '1:22 "seed" needs the embedded stack, and the stack of "a" is live',
      '1:31 "ttl" is not supported yet by this version',
      '1:40 unknown key "stak"; did you mean "stack"?',
      '1:63 "network" belongs to a live stack; the embedded stack is on the loopback address',
      '1:82 expected a name of letters, digits, ".", "_" and "-", at most 64, got "x y"',
      '1:96 expected the environment "z" to be a mapping, got the number 5',
    ]);
  });
});
