/** One leg of a walk over several components, or of a deployment: who was asked, when, and for how long. */
export interface Hop {
  /** Such as the name of a step. */
  readonly name: string;
  /** Name of the component that was asked, or kind of the endpoint that was started; empty where it is about all of them. */
  readonly component: string;
  /** Since the start of the attempt or of the deployment that it belongs to. */
  readonly startMilliseconds: number;
  readonly durationMilliseconds: number;
  readonly state: 'done' | 'failed';
  /** What came of it, in short, or why it failed. */
  readonly detail: string;
}

/** What is known of a hop before it begins. */
export interface HopPlan<T> extends Pick<Hop, 'name' | 'component'> {
  /** What came of it, in short. */
  readonly describe?: (result: T) => string;
  /** False for a result that is none, such as a list of what could not be removed; an error is never one. */
  readonly isDone?: (result: T) => boolean;
}

/** What was deployed for the checks of a run, and undone after them. */
export interface Deployment {
  /** Unix time. */
  readonly startedAtMilliseconds: number;
  readonly hops: readonly Hop[];
}
