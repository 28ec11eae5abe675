import { describe, expect, it } from 'vitest';
import { VERSION } from '../src/process/version.ts';
import { createProgram } from '../src/program.ts';
import { temporaryFolder } from './support/folder.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';

describe('the program', () => {
  it('prints its version and nothing else', async () => {
    expect(await run(['--version'])).toEqual({ exitCode: 0, stdout: `${VERSION}\n`, stderr: '' });
    expect((await run(['-q', '--version'])).stdout).toBe(`${VERSION}\n`);
  });

  it('shows help on stdout when asked, on stderr with exit 2 when nothing was asked', async () => {
    const asked = await run(['--help']);
    expect(asked.exitCode).toBe(0);
    expect(asked.stderr).toBe('');
    expect(asked.stdout).toMatchSnapshot();
    const nothing = await run([]);
    expect(nothing.exitCode).toBe(2);
    expect(nothing.stdout).toBe('');
    expect(nothing.stderr).toContain('Usage: outlay');
  });

  it.each([
    ['unknown command', ['inspekt']],
    ['unknown subcommand', ['export', 'eval']],
    ['unknown option', ['export', 'all', '--dryrun']],
    ['bad choice', ['--color', 'pink', 'config', 'print']],
    ['bad list', ['export', 'all', '--cameras', '4,x']],
    ['bad size', ['export', 'all', '--max-size', 'huge']],
    ['bad task', ['export', 'evaluation', '--task', 'nvs,poses']],
    ['missing argument', ['rrd', 'info']],
    ['missing option value', ['export', 'all', '-o']],
    ['missing required option', ['init', 'x']],
    ['--scene alone', ['inspect', '--scene', 'a*']],
    ['contradicting options', ['validate', '--full', '--structure']],
    ['unknown schema', ['schema', 'manifst']],
    ['unknown code', ['explain', 'OUT900']],
    ['unknown help topic', ['help', 'exit-code']],
  ])('%s is wrong usage', async (_, argv) => {
    const result = await run(argv);
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatchSnapshot();
    const { report } = await runJson(argv);
    expect(report.diagnostics).toHaveLength(1);
    expect(report.data).toBeNull();
  });
});

describe('help', () => {
  it('documents every command', async () => {
    const io = { write: () => {}, isTTY: false };
    const program = createProgram({
      stdout: io,
      stderr: io,
      stdin: { isTTY: false },
      env: {},
      cwd: '/',
      now: () => 0,
      date: () => 0,
      cpus: 1,
      onStop: () => () => {},
    });
    const leaves = program.commands.flatMap((command) =>
      command.commands.length === 0 ? [[command.name()]] : command.commands.map((c) => [command.name(), c.name()]),
    );
    expect(leaves.map((words) => words.join(' '))).toMatchSnapshot('commands');
    for (const words of leaves) {
      const help = await run([...words, '--help']);
      expect(help.exitCode).toBe(0);
      expect(help.stderr).toBe('');
      expect(help.stdout).toMatchSnapshot(words.join(' '));
      expect((await run(['help', ...words])).stdout).toBe(help.stdout);
    }
  });

  it.each(['exit-codes', 'environment'])('has the topic %s', async (topic) => {
    expect(await run(['help', topic])).toMatchSnapshot();
    await runJson(['help', topic]);
  });
});

describe('schema', () => {
  it.each(['manifest', 'report', 'config'])('prints the schema of %s', async (name) => {
    const { stdout, stderr, exitCode } = await run(['schema', name]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    await runJson(['schema', name]);
  });

  it('prints the Python module', async () => {
    const { stdout } = await run(['schema', '--python']);
    expect(stdout).toContain('def ');
    await runJson(['schema', '--python']);
  });
});

describe('explain', () => {
  it('explains a code, however it is written', async () => {
    const { stdout } = await run(['explain', 'OUT9004']);
    expect(stdout).toMatchSnapshot();
    for (const same of ['out9004', '9004', 'experiment-not-a-folder'])
      expect((await run(['explain', same])).stdout).toBe(stdout);
  });

  it('lists all codes, each once', async () => {
    const { report } = await runJson(['explain']);
    const codes = (report.data as { codes: { code: string; name: string }[] }).codes.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect([...codes].sort()).toEqual(codes);
  });
});

describe('config print', () => {
  it('says where every value comes from', async () => {
    const folder = temporaryFolder({
      'a/outlay.config.jsonc':
        '{\n  // two at a time\n  "jobs": 2, "maxSize": "1GiB", "severity": {"OUT1009": "off", "OUT1007": "warning"},\n}',
      'home/outlay/config.json': '{"strict": true, "jobs": 7}',
      'a/b/.keep': '',
    });
    const { report } = await runJson(['config', 'print', '--color', 'never'], {
      cwd: `${folder}/a/b`,
      env: { XDG_CONFIG_HOME: `${folder}/home`, OUTLAY_MAX_SIZE: '2GiB', OUTLAY_PROGRESS: 'plain' },
    });
    expect((report.data as { settings: unknown }).settings).toEqual({
      color: { value: 'never', from: 'flag' },
      progress: { value: 'plain', from: 'environment', source: 'OUTLAY_PROGRESS' },
      readAhead: { value: 'auto', from: 'default' },
      jobs: { value: 2, from: 'project', source: `${folder}/a/outlay.config.jsonc` },
      maxSize: { value: '2GiB', from: 'environment', source: 'OUTLAY_MAX_SIZE' },
      bodyModel: { value: null, from: 'default' },
      strict: { value: true, from: 'user', source: `${folder}/home/outlay/config.json` },
      errorOnWarnings: { value: false, from: 'default' },
      maxDiagnostics: { value: 50, from: 'default' },
      severity: { value: 'OUT1009=off,OUT1007=warning', from: 'project', source: `${folder}/a/outlay.config.jsonc` },
    });
  });

  it.each([
    ['not JSON', 'outlay.config.json', '{'],
    ['not an object', 'outlay.config.json', '[]'],
    ['unknown setting', 'outlay.config.json', '{"job": 2}'],
    ['bad value', 'outlay.config.json', '{"jobs": 0}'],
    ['nested value', 'outlay.config.json', '{"jobs": [2]}'],
  ])('refuses a configuration that is wrong: %s', async (_, name, text) => {
    const cwd = temporaryFolder({ [name]: text });
    const result = await run(['config', 'print'], { cwd });
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.stderr.replaceAll(cwd, '<cwd>')).toMatchSnapshot();
    expect((await run(['config', 'print', '--config', 'none'], { cwd })).exitCode).toBe(0);
  });

  it('refuses a wrong variable and a configuration that is not there', async () => {
    expect((await run(['config', 'print'], { env: { OUTLAY_JOBS: 'many' } })).stderr).toMatchSnapshot();
    expect((await run(['config', 'print', '--config', 'nowhere.json'])).exitCode).toBe(2);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('makes a script for %s from the grammar', async (shell) => {
    const { stdout, exitCode } = await run(['completion', shell]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('evaluation');
    await runJson(['completion', shell]);
  });
});

describe('colours', () => {
  const esc = '\u001b[';
  it.each([
    ['a pipe has none', {}, false],
    ['a terminal has them', { terminal: 80 }, true],
    ['NO_COLOR', { terminal: 80, env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR says nothing', { terminal: 80, env: { NO_COLOR: '' } }, true],
    ['TERM=dumb', { terminal: 80, env: { TERM: 'dumb' } }, false],
    ['FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, true],
    ['NO_COLOR beats FORCE_COLOR', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false],
  ] as const)('%s', async (_, options, expected) => {
    expect((await run(['config', 'print'], options)).stdout.includes(esc)).toBe(expected);
  });

  it('the flag decides', async () => {
    expect((await run(['config', 'print', '--color', 'always'], { env: { NO_COLOR: '1' } })).stdout).toContain(esc);
    expect((await run(['config', 'print', '--color=never'], { terminal: 80 })).stdout).not.toContain(esc);
  });
});
