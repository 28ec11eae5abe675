/**
 * What validation finds: one member per code, with exactly its own facts. How a code is told is in `issue-catalogue.ts`.
 * @module
 */
import type { GeometryIssue } from './issues/geometry.ts';
import type { ManifestIssue } from './issues/manifest.ts';
import type { MetricFileIssue } from './issues/metric-files.ts';
import type { MetricValueIssue } from './issues/metric-values.ts';
import type { OpeningIssue } from './issues/opening.ts';
import type { PairingIssue } from './issues/pairing.ts';
import type { PeopleIssue } from './issues/people.ts';
import type { PictureIssue } from './issues/pictures.ts';
import type { RecordingIssue } from './issues/recordings.ts';
import type { StructureIssue } from './issues/structure.ts';

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
