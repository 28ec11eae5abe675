/**
 * Experiments of several methods on several scenes, their metric files only: what tables and comparisons are made from.
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { epochName, formatCsv, formatFloat, formatResults } from '../format/text.ts';
import { seededRandom, smoothNoise } from '../random.ts';

/** What is wrong with one experiment of a family. */
export type FamilyFlaw =
  /** Frames that the others have are not there. */
  | 'missing-frames'
  /** Nothing to compare with, so no metrics of novel views. */
  | 'no-ground-truth'
  /** One camera is another than that of the others. */
  | 'other-cameras'
  /** The manifest is cut off. */
  | 'broken';

/** Which experiments to write. */
export interface FamilyOptions {
  readonly methods?: readonly string[];
  readonly scenes?: readonly string[];
  readonly epochs?: readonly number[];
  /** The first is the source camera. */
  readonly cameras?: readonly number[];
  readonly frames?: number;
  /** By `<scene>/<method>`. */
  readonly flaws?: Readonly<Record<string, FamilyFlaw>>;
}

/** Three methods on four scenes, one experiment with each flaw. */
export const FAMILY = {
  methods: ['baseline', 'ours', 'ours_fast'],
  scenes: ['arc', 'bow', 'cup', 'dot'],
  epochs: [0, 15, 30],
  cameras: [4, 16, 88],
  frames: 24,
  flaws: {
    'bow/ours': 'missing-frames',
    'cup/ours_fast': 'no-ground-truth',
    'arc/ours_fast': 'other-cameras',
    'dot/ours_fast': 'broken',
  },
} as const satisfies FamilyOptions;

const IMAGE_KEYS = ['psnr', 'ssim', 'lpips'] as const;
const BODY_KEYS = ['rr_mpjpe_mm', 'rr_mve_mm', 'cd_mm', 'pcdr'] as const;

/** Writes a family below `root`, as `<scene>/<method>`. The same options give the same bytes. */
export function writeMetricFamily(root: string, options: FamilyOptions = {}): void {
  const { methods, scenes, flaws = {}, ...extent } = { ...FAMILY, ...options };
  for (const [s, scene] of scenes.entries())
    for (const [m, method] of methods.entries()) {
      const flaw = (flaws as Readonly<Record<string, FamilyFlaw>>)[`${scene}/${method}`];
      writeMember(join(root, scene, method), { scene, method, skill: m * 0.4 - s, ...extent, ...(flaw && { flaw }) });
    }
}

interface Member extends Required<Pick<FamilyOptions, 'epochs' | 'cameras' | 'frames'>> {
  readonly scene: string;
  readonly method: string;
  /** dB above what is usual. */
  readonly skill: number;
  readonly flaw?: FamilyFlaw;
}

type Row = readonly [string, ...number[]];

function writeMember(folder: string, member: Member): void {
  const { scene, method, epochs, flaw } = member;
  const cameras = member.cameras.map((camera, i) =>
    flaw === 'other-cameras' && i === member.cameras.length - 1 ? camera + 1 : camera,
  );
  const file = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const manifest = JSON.stringify(
    {
      output_layout_version: 'v1',
      exp_name: method,
      scene_name: scene,
      tasks: ['nvs', 'pose_smplx'],
      eval_epochs: epochs.map(epochName),
      source_camera_id: cameras[0],
      nvs_cameras: cameras,
    },
    null,
    2,
  );
  file('manifest.json', flaw === 'broken' ? manifest.slice(0, manifest.length / 2) : manifest);
  const frames = Array.from({ length: member.frames }, (_, i) => i + 1).filter(
    (frame) => flaw !== 'missing-frames' || frame < 5 || frame > 7,
  );
  for (const epoch of epochs) {
    const at = `evaluation/${epochName(epoch)}`;
    const level = 24 + member.skill + 4 * (1 - Math.exp(-epoch / 8));
    if (flaw !== 'no-ground-truth') writeViews(`${at}/nvs/metrics`, file, { ...member, cameras }, frames, level);
    writeBodies(`${at}/pose_smplx/metrics`, file, member, frames, level);
  }
}

function writeViews(
  at: string,
  file: (path: string, text: string) => void,
  { scene, method, cameras }: Member,
  frames: readonly number[],
  level: number,
): void {
  const rows = cameras.flatMap((camera) => {
    const own = seededRandom(camera, `${scene} ${method}`);
    // How hard a frame is to render, every method feels; how well it does beside that is its own.
    const [hardness, luck] = [smoothNoise(seededRandom(camera, scene)), smoothNoise(own)];
    return frames.map((frame): Row => {
      const psnr = level + 2 * hardness(frame) + 0.3 * luck(frame) + 0.2 * (own() - 0.5);
      return [String(camera), frame, psnr, 1 - 2 / psnr, 1.2 / psnr];
    });
  });
  const counted = rows.filter(([camera]) => camera !== String(cameras[0]));
  file(
    `${at}/metrics_all_cams_per_frame.csv`,
    formatCsv(
      ['camera_id', 'frame_id', ...IMAGE_KEYS],
      rows.map(([camera, frame, ...values]) => [camera, String(frame), ...values.map(formatFloat)]),
    ),
  );
  file(
    `${at}/metrics_avg_per_camera.csv`,
    formatCsv(
      ['camera_id', ...IMAGE_KEYS],
      cameras.map((camera) => {
        const own = rows.filter(([id]) => id === String(camera));
        return [String(camera), ...IMAGE_KEYS.map((_, k) => formatFloat(mean(own.map((row) => row[k + 2] as number))))];
      }),
    ),
  );
  file(
    `${at}/novel_view_results.txt`,
    formatResults(IMAGE_KEYS.map((key, k) => [key, mean(counted.map((row) => row[k + 2] as number))])),
  );
}

function writeBodies(
  at: string,
  file: (path: string, text: string) => void,
  { scene, method }: Member,
  frames: readonly number[],
  level: number,
): void {
  const own = seededRandom(1, `${scene} ${method} bodies`);
  const [hardness, luck] = [smoothNoise(seededRandom(1, `${scene} bodies`)), smoothNoise(own)];
  const rows = frames.map((frame) => {
    const joints = 90 - 2 * level + 6 * hardness(frame) + luck(frame) + own();
    // No contact: the trainers write 0, or nothing.
    const contact = frame % 4 === 0 ? 0 : frame % 7 === 0 ? Number.NaN : joints / 2;
    return [joints, joints * 0.9, contact, frame % 5 === 0 ? 0.5 : 1];
  });
  file(
    `${at}/smplx_pose_estimation_metrics_per_frame.csv`,
    formatCsv(
      ['frame_id', ...BODY_KEYS],
      frames.map((frame, i) => [
        String(frame),
        ...rows[i]!.map((value) => (Number.isNaN(value) ? '' : formatFloat(value))),
      ]),
    ),
  );
  const averages = BODY_KEYS.map((key, k): readonly [string, number] => {
    const values = rows.map((row) => row[k]!);
    return [key, mean(key === 'cd_mm' ? values.filter((value) => value > 0) : values)];
  });
  file(`${at}/smplx_pose_estimation_overall_results.txt`, formatResults(averages));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
