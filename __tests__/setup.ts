import { configureGlobal } from 'fast-check';

/** `npm run test:long` tries a hundred times as many random cases; CI runs the same few for the same seed. */
const isLong = process.env['INFRA_TEST_LONG'] === '1';
configureGlobal(isLong ? { numRuns: 10_000 } : { seed: 20_260_101 });
