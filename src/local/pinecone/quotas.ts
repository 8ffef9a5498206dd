import { PineconeRefusal } from './refusal.ts';

export interface Quotas {
  readonly indexes: number;
  /** In one index. */
  readonly namespaces: number;
  readonly backups: number;
}

/** Objects that a project may have, by the service's plan (its limits of 2026). */
export const quotasOfPlan = {
  starter: { indexes: 5, namespaces: 100, backups: 0 },
  builder: { indexes: 10, namespaces: 1000, backups: 0 },
  standard: { indexes: 20, namespaces: 100_000, backups: 500 },
  enterprise: { indexes: 200, namespaces: 100_000, backups: 1000 },
} as const satisfies Readonly<Record<string, Quotas>>;

export type Plan = keyof typeof quotasOfPlan;

/** @throws PineconeRefusal when there are as many as there may be */
export function checkQuota(what: string, count: number, most: number): void {
  if (count < most) return;
  if (most === 0)
    throw new PineconeRefusal('denied', `Your organization's plan does not include ${what}. Upgrade your plan to create ${what}.`);
  throw new PineconeRefusal(
    'forbidden',
    `Request failed. You've reached the max ${what} allowed (${most}). To add more ${what}, upgrade your plan.`,
  );
}
