import './action/directory-names.ts';

/** One bundle, three processes: the step, its `post:`, and the embedded stack's child. */
const [role] = process.argv.slice(2);

if (role === 'stack') {
  await import('./local/main.ts');
} else {
  const { runStep } = await import('./action/step.ts');
  const { endProcess } = await import('./execute/end-process.ts');
  const { limitYoungSpace } = await import('./execute/young-space.ts');
  limitYoungSpace();
  endProcess(await runStep());
}
