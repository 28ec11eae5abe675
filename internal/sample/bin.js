#!/usr/bin/env node
import { runSampleCli } from './dist/cli.js';

process.exitCode = await runSampleCli(
  process.argv.slice(2),
  (text) => process.stdout.write(text),
  (text) => process.stderr.write(text),
);
