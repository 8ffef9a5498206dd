/** The closed word lists of the product and the types derived from them. The one file of `model/` with values. */

export const layers = ['unit', 'integration', 'e2e', 'performance', 'security', 'disaster-recovery'] as const;
export type Layer = (typeof layers)[number];

export const stages = ['pre-deployment', 'deployment', 'post-deployment', 'monitoring'] as const;
export type Stage = (typeof stages)[number];

/** `failed` answered wrongly, `broken` gave no usable answer, `skipped` was not asked. */
export const outcomeStatuses = ['passed', 'failed', 'broken', 'skipped'] as const;
export type OutcomeStatus = (typeof outcomeStatuses)[number];

export const severities = ['fail', 'warn'] as const;
export type Severity = (typeof severities)[number];

/** Worst first: what is known to be wrong weighs more than what nobody knows. */
export const verdicts = ['fail', 'broken', 'warn', 'pass'] as const;
export type Verdict = (typeof verdicts)[number];

/** What is counted of the checks of a run. */
export const countNames = ['total', 'passed', 'failed', 'broken', 'skipped', 'warned', 'flaky'] as const;

/** Named kinds of transport errors: the only errors that are retried by default. */
export const retryReasons = ['network', 'timeout', '429', '5xx', 'failed'] as const;
export type RetryReason = (typeof retryReasons)[number];
