/**
 * Findings the exporters make themselves. Findings about files come through the port and are passed on.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';

/** Codes of export findings: `OUT61xx`, never reused. `reason` says why it matters, `fix` what to do about it. */
export const EXPORT_FINDINGS = {
  'export-nothing': {
    code: 'OUT6101',
    severity: 'error',
    reason: 'Nothing matches the selection, so the recording holds only a text that says so.',
    fix: 'Widen the selection, or check that the folders contain files.',
  },
  'export-mesh-topology': {
    code: 'OUT6102',
    severity: 'warning',
    reason:
      'A recording stores the triangles of each person once. A mesh with other triangles is damaged or comes from another body model.',
    fix: 'Write the mesh again. A truncated file has fewer vertices or triangles.',
  },
  'export-image-size': {
    code: 'OUT6103',
    severity: 'info',
    reason: 'Viewers play the pictures of an entity as a video, and a video has one frame size.',
    fix: 'Render the frames with the rarer size again.',
  },
  'export-alignment-missing': {
    code: 'OUT6104',
    severity: 'warning',
    reason:
      'Without the transform between the two worlds, ground-truth cameras cannot be placed beside predicted bodies.',
    fix: 'Keep input_data/test/smplx and the inputs folder of the pose evaluation.',
  },
  'export-camera-invalid': {
    code: 'OUT6105',
    severity: 'warning',
    reason: 'No camera has such matrices, so a frustum drawn from them would mislead.',
    fix: 'Write the camera file again.',
  },
  'export-body-model': {
    code: 'OUT6106',
    severity: 'warning',
    reason: 'The body model does not fit the bodies of the experiment, so they are shown without it.',
    fix: 'Pass the model that the trainer used to --body-model: SMPL-X, SMPL, or both.',
  },
  'export-body-parameters': {
    code: 'OUT6107',
    severity: 'warning',
    reason:
      'Parameters that are not finite, or that belong to other joints than the body model has, cannot pose a body.',
    fix: 'Write the parameter file again with 15 rotations per hand. Decode PCA coefficients first.',
  },
  'export-ground-truth': {
    code: 'OUT6108',
    severity: 'warning',
    reason: 'Metrics of runs that were evaluated against different ground truth cannot be compared.',
    fix: 'Evaluate both runs on the same data.',
  },
  'export-video-times': {
    code: 'OUT6110',
    severity: 'warning',
    reason: 'The index of the video does not say when each picture begins, so it cannot be shown frame by frame.',
    fix: 'Encode the video again as an MP4 without fragments.',
  },
} as const satisfies Record<
  string,
  Pick<Diagnostic, 'code' | 'severity'> & { readonly reason: string; readonly fix: string }
>;

/** Name of an export finding. */
export type ExportFinding = keyof typeof EXPORT_FINDINGS;

/** Makes a diagnostic of an export finding. */
export function exportFinding(
  name: ExportFinding,
  path: string,
  message: string,
  facts: Pick<Diagnostic, 'expected' | 'actual'> = {},
): Diagnostic {
  const { code, severity, fix } = EXPORT_FINDINGS[name];
  return { code, name, severity, path, message, ...facts, fix };
}

/** Collects problems, grouping those of one code and folder into one with `affects`, so that 10,000 stay readable. */
export class ProblemLog {
  readonly #groups = new Map<string, { first: Diagnostic; count: number; sample: string[] }>();
  #new: Diagnostic[] = [];

  /** Adds one. */
  add(problem: Diagnostic): void {
    const folder = problem.path.slice(0, problem.path.lastIndexOf('/') + 1);
    const key = `${problem.code} ${folder === '' ? problem.message : folder}`;
    const group = this.#groups.get(key);
    const count = problem.affects?.count ?? 1;
    if (group === undefined) {
      this.#groups.set(key, { first: problem, count, sample: [...(problem.affects?.sample ?? [])] });
      this.#new.push(problem);
      return;
    }
    group.count += count;
    if (group.sample.length < SAMPLE) group.sample.push(problem.path);
  }

  /** The first of each kind and folder since the last call. */
  takeNew(): readonly Diagnostic[] {
    const fresh = this.#new;
    this.#new = [];
    return fresh;
  }

  /** All so far, in order of first appearance. */
  list(): readonly Diagnostic[] {
    return [...this.#groups.values()].map(({ first, count, sample }) =>
      count === 1 ? first : { ...first, affects: { count, sample } },
    );
  }
}

/** Places named per group: enough to look at, few enough to print. */
const SAMPLE = 5;
