import { parseArgs } from 'node:util';
import { writeSampleExperiment } from './experiment.ts';
import {
  SAMPLE_DEFAULTS,
  SampleOptionError,
  type SampleOptions,
  type SamplePart,
  type SampleTask,
  TINY_SAMPLE,
} from './options.ts';

const HELP = `sample: writes a realistic v1 experiment

  --out DIR          results root (required); the experiment goes to DIR/<scene>/<exp>
  --scene NAME       ${SAMPLE_DEFAULTS.sceneName}
  --exp NAME         ${SAMPLE_DEFAULTS.expName}
  --seed N           ${SAMPLE_DEFAULTS.seed}
  --frames N         ${SAMPLE_DEFAULTS.frames}
  --first-frame N    ${SAMPLE_DEFAULTS.firstFrame}
  --gaps N,N         frames in which nobody was found
  --cameras N        ${SAMPLE_DEFAULTS.cameras}
  --virtual N        ${SAMPLE_DEFAULTS.virtualCameras}
  --persons N        ${SAMPLE_DEFAULTS.persons}
  --size WxH         ${SAMPLE_DEFAULTS.width}x${SAMPLE_DEFAULTS.height}
  --epochs N,N       ${SAMPLE_DEFAULTS.epochs.join(',')}
  --body SIZE        tiny, small or full (${SAMPLE_DEFAULTS.body})
  --tasks LIST       ${SAMPLE_DEFAULTS.tasks.join(',')}
  --only LIST        ${SAMPLE_DEFAULTS.only.join(',')}
  --no-gt            without ground truth
  --no-viz           without nvs/viz
  --tiny             start from the tiny preset
`;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function readOptions(args: readonly string[]): {
  out: string | undefined;
  help: boolean;
  options: Partial<SampleOptions>;
} {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values: v } = parseArgs({
    args: [...args],
    options: {
      out: text,
      scene: text,
      exp: text,
      seed: text,
      frames: text,
      'first-frame': text,
      gaps: text,
      cameras: text,
      virtual: text,
      persons: text,
      size: text,
      epochs: text,
      body: text,
      tasks: text,
      only: text,
      'no-gt': flag,
      'no-viz': flag,
      tiny: flag,
      help: { ...flag, short: 'h' },
    },
  });
  const list = (value: string) =>
    value
      .split(',')
      .map((s) => s.trim())
      .filter((s) => s !== '');
  const options: Mutable<Partial<SampleOptions>> = v.tiny ? { ...TINY_SAMPLE } : {};
  if (v.scene) options.sceneName = v.scene;
  if (v.exp) options.expName = v.exp;
  if (v.seed) options.seed = Number(v.seed);
  if (v.frames) options.frames = Number(v.frames);
  if (v['first-frame']) options.firstFrame = Number(v['first-frame']);
  if (v.gaps) options.gaps = list(v.gaps).map(Number);
  if (v.cameras) options.cameras = Number(v.cameras);
  if (v.virtual) options.virtualCameras = Number(v.virtual);
  if (v.persons) options.persons = Number(v.persons);
  if (v.epochs) options.epochs = list(v.epochs).map(Number);
  if (v.tasks) options.tasks = list(v.tasks) as SampleTask[];
  if (v.only) options.only = list(v.only) as SamplePart[];
  if (v['no-gt']) options.groundTruth = false;
  if (v['no-viz']) options.viz = false;
  if (v.size) {
    const match = /^(\d+)x(\d+)$/.exec(v.size);
    if (!match) throw new SampleOptionError(`--size: expected WIDTHxHEIGHT, received '${v.size}'.`);
    options.width = Number(match[1]);
    options.height = Number(match[2]);
  }
  if (v.body) {
    if (v.body !== 'tiny' && v.body !== 'small' && v.body !== 'full')
      throw new SampleOptionError(`--body: expected tiny, small or full, received '${v.body}'.`);
    options.body = v.body;
  }
  return { out: v.out, help: v.help ?? false, options };
}

/** Runs the tool; returns the exit code. The summary goes to `stdout` as one JSON object, progress to `stderr`. */
export async function runSampleCli(
  args: readonly string[],
  stdout: (text: string) => void,
  stderr: (text: string) => void,
): Promise<number> {
  try {
    const { out, help, options } = readOptions(args);
    if (help || out === undefined) {
      (help ? stdout : stderr)(HELP);
      return help ? 0 : 2;
    }
    const events = writeSampleExperiment(out, options);
    for (;;) {
      const step = await events.next();
      if (step.done) {
        stdout(`${JSON.stringify(step.value)}\n`);
        return 0;
      }
      if (step.value.type === 'frame' && step.value.done % 10 === 0)
        stderr(`frame ${step.value.done} of ${step.value.total}\n`);
    }
  } catch (error) {
    const usage = error instanceof SampleOptionError || (error instanceof TypeError && 'code' in error);
    stderr(`${error instanceof Error ? (usage ? error.message : error.stack) : String(error)}\n`);
    return usage ? 2 : 70;
  }
}
