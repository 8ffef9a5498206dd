export interface Question {
  readonly text: string;
  /** What the same person said before in this conversation. */
  readonly earlier: readonly string[];
  /** Names of functions that the asker offers to run itself. */
  readonly functions: readonly string[];
  readonly signal: AbortSignal;
}

export interface FunctionCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface Reply {
  readonly text: string;
  /** Functions that the asker is asked to run. */
  readonly calls: readonly FunctionCall[];
}

export interface Told extends Reply {
  readonly usage: Usage;
}

/** Words, because there is no model that has tokens. */
export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** The agent cannot answer this. The message is for the asker. */
export class AgentTrouble extends Error {
  override readonly name = 'AgentTrouble';
}
