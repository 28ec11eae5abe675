#!/usr/bin/env node
// Fetches the pinned pnpm with npm, installs the workspace from the lockfile, then runs a task.
// Needs Node and npm only: `npm run demo` and `npm test` come through here on a fresh machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, 'tools', 'pnpm');
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const version = (file) => {
  try {
    return json(file).version;
  } catch {
    return undefined;
  }
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node >= 20.19 is needed, found ${process.versions.node}.`);
  process.exit(1);
}

// What `npm run` adds to the environment is npm's, not pnpm's.
const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(npm_|INIT_CWD$)/i.test(key)));
env.TURBO_TELEMETRY_DISABLED ??= '1';
// turbo's cache key does not know the Node version by itself (turbo.json, globalEnv).
env.NODE_MAJOR = String(major);
env.PATH = [join(home, 'node_modules', '.bin'), join(root, 'node_modules', '.bin'), env.PATH].join(delimiter);

function run(command, args) {
  const shell = process.platform === 'win32';
  const result = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

if (
  !existsSync(join(home, 'node_modules', '.bin', process.platform === 'win32' ? 'pnpm.cmd' : 'pnpm')) ||
  version(join(home, 'node_modules', 'pnpm', 'package.json')) !== json(join(home, 'package.json')).dependencies.pnpm
) {
  const npmCli = process.env.npm_execpath;
  const ci = ['ci', '--prefix', home, '--no-audit', '--no-fund', '--loglevel', 'error'];
  if (npmCli && basename(npmCli) === 'npm-cli.js') run(process.execPath, [npmCli, ...ci]);
  else run('npm', ci);
}

const [task = 'test', ...rest] = process.argv.slice(2);
run('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only', '--silent']);
const turbo = (...args) => run('turbo', ['run', ...args, '--output-logs=errors-only']);

const tasks = {
  setup: () => {},
  demo: () => {
    turbo('build', '--filter=@outlay/cli', '--filter=@outlay-internal/sample');
    run(process.execPath, ['tools/demo.mjs', ...rest]);
  },
  test: () => {
    turbo('build', 'typecheck', 'lint', 'test', '--continue', ...rest);
    run(process.execPath, ['tools/skipped-tests.mjs']);
  },
  conformance: () => {
    turbo('build', '--filter=@outlay/cli', '--filter=@outlay-internal/sample');
    run(process.execPath, ['conformance/run.mjs', ...rest]);
  },
  bench: () => {
    const parts = {
      encoder: ['@outlay/rerun'],
      scan: ['@outlay/cli'],
      import: ['@outlay/schema'],
      'slow-disk': ['@outlay/cli'],
      summarise: ['@outlay/cli', '@outlay-internal/sample'],
      view: ['@outlay/cli', '@outlay-internal/sample'],
    };
    if (rest[0] in parts) {
      turbo('build', ...parts[rest[0]].map((name) => `--filter=${name}`));
      run(process.execPath, [`bench/${rest[0]}.mjs`, ...rest.slice(1)]);
      return;
    }
    turbo('build', '--filter=@outlay/cli', '--filter=@outlay-internal/sample');
    run(process.execPath, ['bench/run.mjs', ...rest]);
  },
  example: () => {
    turbo('build', '--filter=@outlay-examples/stream-service');
    run(process.execPath, ['examples/stream-service/dist/server.js', ...rest]);
  },
  docs: () => turbo('build', '--filter=@outlay-internal/docs'),
};
const chosen = tasks[task];
if (!chosen) {
  console.error(`Unknown task '${task}'. One of: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
chosen();
