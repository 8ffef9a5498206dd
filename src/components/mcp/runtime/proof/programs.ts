import { Skip } from '../../../../std/errors.ts';
import { isNotFound } from '../server-runtime.ts';
import type { Program, ProgramEnd, ServerRuntime } from '../server-runtime.ts';

/**
 * Programs that use something up, for whatever interpreter an image has. Each ends by itself, with 0 when nothing stopped it.
 * The kernel is asked to choose them, not the server, when memory is short.
 */
type Interpreter = 'sh' | 'python3' | 'node';
type Programs = Readonly<Record<Interpreter, Program>>;

/** How long the programs that hold or burn something do so at most. */
const holdSeconds = 5;
export const burnSeconds = 2;

/** Takes as many bytes and more. */
export function memoryPrograms(bytes: number): Programs {
  const chosen = 'echo 1000 2>/dev/null >/proc/self/oom_score_adj';
  return {
    node: script(
      `try{require('fs').writeFileSync('/proc/self/oom_score_adj','1000')}catch{}const x=[];while(x.length*4e6<${bytes})x.push(Buffer.alloc(4e6,1))`,
    ),
    python3: python(
      `try: open('/proc/self/oom_score_adj','w').write('1000')\nexcept OSError: pass\nx=[]\nwhile len(x)*4000000<${bytes}: x.append(b'x'*4000000)`,
    ),
    sh: shell(`${chosen}; x=0123456789abcdef; while [ \${#x} -lt ${bytes} ]; do x=$x$x; done`),
  };
}

/** Starts as many processes (Node: threads, which count as well), ends them, and writes how many there were, where it can. */
export function pidPrograms(count: number): Programs {
  const flood = `while [ $n -lt ${count} ]; do sleep ${holdSeconds} & p="$p $!"; n=$((n+1)); done`;
  return {
    sh: shell(`sleep 0 || exit 127; n=0; p=; trap 'echo $n; kill $p' EXIT; ${flood}`),
    python3: python(
      `import os,time,signal\np=[]\ntry:\n for _ in range(${count}):\n  i=os.fork()\n  if i==0: time.sleep(${holdSeconds}); os._exit(0)\n  p.append(i)\nfinally:\n print(len(p))\n for i in p: os.kill(i,signal.SIGKILL)`,
    ),
    // libuv starts all threads of its pool at the first use, and gives up when it cannot.
    node: { ...script("require('fs').stat('/',()=>{})"), env: { UV_THREADPOOL_SIZE: String(count) } },
  };
}

/** Keeps one CPU busy for a while. */
export function cpuPrograms(): Programs {
  return {
    node: script(`const e=Date.now()+${burnSeconds}e3;while(Date.now()<e);`),
    python3: python(`import time\ne=time.time()+${burnSeconds}\nwhile time.time()<e: pass`),
    sh: shell(`sleep 0 || exit 127; (sleep ${burnSeconds}; kill -KILL $$) & while :; do :; done`),
  };
}

/** Runs the first whose interpreter is there. Throws `Skip` where there is none. */
export async function runFirst(programs: Programs, runtime: ServerRuntime, signal: AbortSignal): Promise<ProgramEnd> {
  for (const program of Object.values(programs)) {
    const end = await runtime.run(program, signal);
    // At the end of the check's time a program ends like one that is not there.
    signal.throwIfAborted();
    if (!isNotFound(end.exitCode)) return end;
  }
  throw new Skip(`${runtime.title} has none of ${Object.keys(programs).join(', ')}, with which the limit could be tried`);
}

function shell(text: string): Program {
  return { command: ['sh', '-c', text] };
}

function python(text: string): Program {
  return { command: ['python3', '-c', text] };
}

function script(text: string): Program {
  return { command: ['node', '-e', text] };
}
