/**
 * What is known before the first byte of a recording, and what finding it out needs.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import type { Series, TaskMetrics } from '@outlay/schema/port';
import type { Blueprint } from '../../blueprint/blueprint.ts';
import type { ReadyModels } from '../body-model/body-models.ts';
import type { Topologies } from '../body-model/own-meshes.ts';
import type { ExportSelection } from '../options.ts';
import type { PlacedCamera } from '../write/cameras.ts';
import type { WriteContext } from '../write/context.ts';
import type { ProblemLog } from './problems.ts';

/** What preparing a recording has at hand besides its source and its steps. */
export interface PrepareContext {
  /** What narrows the recording. */
  readonly selection: ExportSelection;
  readonly problems: ProblemLog;
  readonly signal: AbortSignal | undefined;
  /**
   * A series as far as this export reads it. The size of a recording is predicted from few frames: what preparing would
   * read whole, it then reads those of.
   */
  sample<S extends Series<unknown>>(series: S | undefined): S | undefined;
}

/** What is known before the first byte of a recording. */
export interface Prepared {
  readonly layout: Blueprint;
  readonly cameras: readonly PlacedCamera[];
  /** For the text panel. */
  readonly metrics: { readonly [task in Task]?: TaskMetrics };
  /** Markdown for the text panel, below its headline. */
  readonly text?: string;
  /** Lines for the text panel. */
  readonly notes: readonly string[];
  readonly topologies: Topologies;
  /** What poses bodies without a mesh. */
  readonly models?: ReadyModels;
  /** Writes what is neither a step nor a metric: coordinates, annotation contexts, the alignment. */
  writeStatics(context: WriteContext): void;
  /**
   * Where a frame goes first, a recording is prepared twice: from few frames, and from all once that frame is written.
   * Writes what all of them tell better, such as the alignment; the second time instead of `writeStatics`.
   */
  writeRevised?(context: WriteContext): void;
  /** Writes the metrics, after the cameras. */
  writeMetrics?(context: WriteContext): void;
}
