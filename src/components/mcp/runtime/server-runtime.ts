/** What runs a server: a container of an engine, or a process that we supervise. */
export interface ServerRuntime extends AsyncDisposable {
  /** For people, such as `container calls (Docker 29.1)`. */
  readonly title: string;
  inspect(signal: AbortSignal): Promise<RuntimeState>;
  /** Ends the server's own process with SIGKILL, as a crash does. Throws `Skip` where nobody may do that from here. */
  kill(signal: AbortSignal): Promise<void>;
  /** Runs a program to its end where the server runs, under the same limits. */
  run(program: Program, signal: AbortSignal): Promise<ProgramEnd>;
  usage(signal: AbortSignal): Promise<Usage>;
  /** What happened since then, oldest first, such as `oom`, `die`, `start`. */
  events(sinceMilliseconds: number, signal: AbortSignal): Promise<readonly string[]>;
  /** The last lines that the server wrote. */
  lastWords(signal: AbortSignal): Promise<string>;
}

export interface Limits {
  readonly memoryBytes?: number;
  readonly cpus?: number;
  readonly pids?: number;
}

export const restartPolicies = ['no', 'on-failure', 'unless-stopped', 'always'] as const;
export type RestartPolicy = (typeof restartPolicies)[number];

export interface RuntimeState {
  /** The engine's word, such as `running`, `restarting`, `exited`. */
  readonly status: string;
  /** How often the policy restarted it. */
  readonly restartCount: number;
  readonly restartPolicy: RestartPolicy;
  /** Changes with each start. */
  readonly startedAt: string;
  /** Of the last end. */
  readonly exitCode: number;
  /** `none`: nobody looks after its health. */
  readonly health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  readonly limits: Limits;
  /** Ports that are reachable from outside of the runtime; absent: this machine does not tell. */
  readonly ports?: readonly OpenPort[];
  /** Whether it runs with the rights of the machine's administrator. */
  readonly isRoot: boolean;
  readonly container?: ContainerState;
}

export interface OpenPort {
  /** Of the server. */
  readonly port: number;
  /** At which address of the machine; `0.0.0.0` and `::` are all of them. */
  readonly address: string;
  readonly machinePort: number;
}

/** What only a container has. */
export interface ContainerState {
  /** As it was started, such as `node:24` or `registry.example.com/tools@sha256:...`. */
  readonly image: string;
  /** `sha256:...` of the image's configuration. */
  readonly imageId: string;
  readonly readOnlyRoot: boolean;
  readonly isPrivileged: boolean;
  readonly addedCapabilities: readonly string[];
  /** Shares the network of the machine, so every port it listens on is one of the machine. */
  readonly usesHostNetwork: boolean;
  /** Memory and swap together; absent: as much swap as there is. */
  readonly memoryWithSwapBytes?: number;
}

export interface Program {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProgramEnd {
  /** 128 and the signal's number where a signal ended it; 127 where there is no such program. */
  readonly exitCode: number;
  /** The first 64 KiB. */
  readonly output: string;
}

/** Whether a program ended as one that is not there, or cannot be run. */
export function isNotFound(exitCode: number): boolean {
  return exitCode === 126 || exitCode === 127;
}

export interface Usage {
  /** CPU time so far. */
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
  readonly pids: number;
  /** CPUs of the machine it runs on. */
  readonly machineCpus: number;
}
