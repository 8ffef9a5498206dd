import type { Deployment } from '../model/hop.ts';
import type { Redact } from '../std/redact.ts';
import { HopRecord } from './hop-record.ts';
import { redactHop } from './redact-attempt.ts';

/** Times what is deployed for a run and undone after it. Made before the run, because deploying comes first. */
export class DeploymentRecord {
  readonly #startedAtMilliseconds = Date.now();
  readonly hops = new HopRecord();

  /** None when nothing was deployed or undone. */
  told(redact: Redact): readonly Deployment[] {
    const hops = this.hops.hops().map((hop) => redactHop(hop, redact));
    return hops.length === 0 ? [] : [{ startedAtMilliseconds: this.#startedAtMilliseconds, hops }];
  }
}
