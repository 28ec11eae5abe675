/**
 * What validation finds: one member per code, with exactly its own facts. How a code is told is in `catalogue.ts`.
 * @module
 */
import type { GeometryIssue } from './geometry.ts';
import type { ManifestIssue } from './manifest.ts';
import type { MetricFileIssue } from './metric-files.ts';
import type { MetricValueIssue } from './metric-values.ts';
import type { OpeningIssue } from './opening.ts';
import type { PairingIssue } from './pairing.ts';
import type { PeopleIssue } from './people.ts';
import type { PictureIssue } from './pictures.ts';
import type { RecordingIssue } from './recordings.ts';
import type { StructureIssue } from './structure.ts';

/** A single finding as data, before grouping. */
export type Issue =
  | StructureIssue
  | OpeningIssue
  | ManifestIssue
  | MetricFileIssue
  | MetricValueIssue
  | GeometryIssue
  | PictureIssue
  | PeopleIssue
  | PairingIssue
  | RecordingIssue;

/** A code of {@link Issue}. */
export type IssueCode = Issue['code'];

/** The issue with this code. */
export type IssueOf<Code extends IssueCode> = Extract<Issue, { readonly code: Code }>;
