import { Command, CommanderError } from 'commander';
import { addSelectionOptions } from './cli/options.ts';
import type { RunFlags } from './cli/options.ts';
import { reportCrash, usageExitCode } from './cli/exit.ts';
import { endProcess } from './execute/end-process.ts';
import { limitYoungSpace } from './execute/young-space.ts';
import { toolVersion } from './version.ts';

limitYoungSpace();

const program = new Command('infra-test')
  .description('Tests live AI and data infrastructure. Without credentials it runs on an embedded stack.')
  .version(toolVersion)
  .showHelpAfterError('(--help lists the options)')
  .showSuggestionAfterError()
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  infra-test init                                   write a first infra-test.yml
  infra-test run                                    run every check of ./infra-test.yml
  infra-test run --layer unit --layer security      only two layers
  infra-test run --check 'warehouse.structure.*'    only some checks
  infra-test run --last-failed                      what did not pass last time
  infra-test up                                     start the embedded stack and keep it running

Exit codes: 0 pass or warn, 1 failed, 2 bad config or usage, 3 broken, 4 flaky (with --fail-on flaky), 130 stopped`,
  );

addSelectionOptions(program.command('run').description('run checks and write reports'))
  .option('--history <file>', 'compare with the runs that this file remembers')
  .option('--update-history', 'add this run to the file of --history, which is made when absent')
  .option('--update-snapshots', 'record anew what checks compare with, such as the tools of an MCP server')
  .option('--json', 'print results.json on standard output instead of the table')
  .addHelpText(
    'after',
    '\nExamples:\n  infra-test run --config infra/*.yml --environment staging\n  infra-test run --stack embedded --fail-on warn --json',
  )
  .action(async (flags: RunFlags) => {
    const { runCommand } = await import('./cli/run.ts');
    endProcess(await runCommand(flags));
  });

addSelectionOptions(program.command('plan').description('show what would run, without contacting anything'))
  .option('--json', 'print the plan as JSON')
  .addHelpText('after', '\nExample:\n  infra-test plan --stage pre-deployment')
  .action(async (flags: RunFlags) => {
    const { planCommand } = await import('./cli/plan.ts');
    endProcess(await planCommand(flags));
  });

addSelectionOptions(program.command('validate').description('check configs and name every problem with its position'))
  .addHelpText('after', "\nExample:\n  infra-test validate --config 'infra/**/*.yml'")
  .action(async (flags: RunFlags) => {
    const { validateCommand } = await import('./cli/validate.ts');
    endProcess(await validateCommand(flags));
  });

program
  .command('up')
  .description('start the embedded stack, print its endpoints and stay until Ctrl-C')
  .argument('[kinds...]', 'snowflake, pinecone, mcp, http (default: all)')
  .option('--seed <seed>', 'number that makes the generated data, or an .sql file that fills Snowflake instead', '7')
  .option('--data <directory>', 'keep the Snowflake account or the Pinecone project in this folder')
  .option('--admin', 'let faults of Snowflake and Pinecone be set over HTTP; prints the token for it')
  .option('--fault <name...>', 'plant faults; an unknown name lists all')
  .option('--port <number>', 'port of the first kind (default: chosen by the system)')
  .option('--json', 'print the endpoints as one line of JSON')
  .addHelpText(
    'after',
    '\nExamples:\n  infra-test up snowflake --port 8085\n  infra-test up snowflake --seed schema.sql --data ./account\n  infra-test up pinecone --data ./project --admin\n  infra-test up --fault slow-query dead-tool',
  )
  .action(async (kinds: readonly string[], flags: Readonly<Record<string, unknown>>) => {
    const { upCommand } = await import('./cli/up.ts');
    endProcess(await upCommand(kinds, flags));
  });

program
  .command('report')
  .description('write the reports again from a journal, also after a run that was killed')
  .option('-o, --output-directory <directory>', 'where the journal is and the reports go', '.infra-test')
  .option('--fail-on <what>', 'failed, warn or flaky', 'failed')
  .option('--json', 'print results.json on standard output instead of the table')
  .addHelpText('after', '\nExample:\n  infra-test report --output-directory .infra-test')
  .action(async (flags: Readonly<Record<string, unknown>>) => {
    const { reportCommand } = await import('./cli/report.ts');
    endProcess(await reportCommand(flags));
  });

program
  .command('merge')
  .description('put the journals of shards together and write the reports of the whole run')
  .argument('<journals...>', 'journals, or folders that hold some')
  .option('-o, --output-directory <directory>', 'where the merged journal and the reports go', '.infra-test')
  .option('--fail-on <what>', 'failed, warn or flaky', 'failed')
  .option('--json', 'print results.json on standard output instead of the table')
  .addHelpText(
    'after',
    '\nExamples:\n  infra-test run --shard 1/2 -o shards/1\n  infra-test run --shard 2/2 -o shards/2\n  infra-test merge shards',
  )
  .action(async (journals: readonly string[], flags: Readonly<Record<string, unknown>>) => {
    const { mergeCommand } = await import('./cli/merge.ts');
    endProcess(await mergeCommand(journals, flags));
  });

program
  .command('init')
  .description('write a first infra-test.yml, and with --workflow the GitHub workflow that runs it')
  .option('--workflow', 'also write .github/workflows/infra-test.yml')
  .option('--force', 'replace files that exist')
  .addHelpText('after', '\nExample:\n  infra-test init --workflow')
  .action(async (flags: Readonly<Record<string, unknown>>) => {
    const { initCommand } = await import('./cli/init.ts');
    endProcess(await initCommand(flags));
  });

program
  .command('schema')
  .description('print the JSON Schema of infra-test.yml for editors')
  .addHelpText('after', '\nExample:\n  infra-test schema > infra-test.schema.json')
  .action(async () => {
    const { schemaCommand } = await import('./cli/schema.ts');
    endProcess(await schemaCommand());
  });

// Whoever reads our output may stop reading, as `head` does: that is no error of ours.
process.stdout.on('error', ignoreClosedPipe);

try {
  await program.parseAsync();
} catch (error) {
  endProcess(error instanceof CommanderError ? usageExitCode(error) : reportCrash(error));
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
