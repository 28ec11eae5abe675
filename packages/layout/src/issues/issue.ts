/**
 * What validation finds: one member per name, with exactly its own facts. Codes and sentences are in `catalogue.ts`.
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

/** A name of {@link Issue}. */
export type IssueName = Issue['name'];

/** The issue of this name. */
export type IssueOf<Name extends IssueName> = Extract<Issue, { readonly name: Name }>;
