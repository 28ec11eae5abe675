import type { Command } from 'commander';

/** Options that say which experiments are meant. */
export interface ExperimentOptions {
  readonly results?: string;
  readonly scene?: string;
  readonly exp?: string;
}

/** Adds `[experiments...]` and the options that pick many. */
export function withExperiments(command: Command): Command {
  return command
    .argument('[experiments...]', 'experiment folders; default: the nearest parent folder with a manifest.json')
    .option('--results <root>', 'use every experiment below this folder')
    .option('--scene <glob>', 'with --results: only scenes whose name matches')
    .option('--exp <glob>', 'with --results: only experiments whose name matches');
}
