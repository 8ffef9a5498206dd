export interface WriteFacts {
  /** Name of the event, such as `push`. */
  readonly event: string;
  /** `refs/heads/main`. */
  readonly ref: string;
  /** Branch whose history it would be. */
  readonly targetBranch: string;
  /** The code under test comes from another repository. */
  readonly isForeign: boolean;
}

/** `reason` is a sentence for people. */
export type MayWrite = { readonly may: true; readonly reason?: undefined } | { readonly may: false; readonly reason: string };

/** Events that only people with write access and the branch itself cause; GitHub's cache lets the same ones write. */
const trustedEvents = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch'];

/**
 * Whether a run may write its branch's history. Others are compared with what is written there: a pull request that could
 * write it would choose its own baseline.
 */
export function mayWriteHistory({ event, ref, targetBranch, isForeign }: WriteFacts): MayWrite {
  if (isForeign) return refuse('the code comes from another repository');
  if (!trustedEvents.includes(event)) {
    return refuse(`the event is ${event || 'unknown'}, and only ${trustedEvents.join(', ')} may write it`);
  }
  if (targetBranch === '' || ref !== `refs/heads/${targetBranch}`) {
    return refuse(`${ref || 'this'} is not the branch ${targetBranch || 'that is compared with'}`);
  }
  return { may: true };
}

function refuse(reason: string): MayWrite {
  return { may: false, reason: `History is not written: ${reason}.` };
}
