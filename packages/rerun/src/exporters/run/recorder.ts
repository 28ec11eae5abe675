/**
 * A recording that keeps count of what it was given.
 * @module
 */
import { TIMELINES } from '@outlay/schema/names';
import type { ArchetypeColumns } from '../../archetypes/define-archetype.ts';
import { Clear } from '../../archetypes/index.ts';
import type { Recording } from '../../recording.ts';
import type { Loggable } from '../../store-logger.ts';

/** The log calls the exporters use, in the layout's two timelines. */
export class Recorder {
  readonly #recording: Recording;
  readonly #timeline: keyof typeof TIMELINES;
  readonly #entities = new Set<string>();
  #rows = 0;
  #hasPendingStatics = false;

  /** @param timeline What {@link columns} and {@link clear} count in. */
  constructor(recording: Recording, timeline: keyof typeof TIMELINES = 'frame') {
    this.#recording = recording;
    this.#timeline = timeline;
  }

  /** Entities with data. */
  get entities(): number {
    return this.#entities.size;
  }

  /** Rows so far; columns of one entity at one time given in several calls count in each. */
  get rows(): number {
    return this.#rows;
  }

  /** Data that holds at all times. */
  static(entity: string, archetypes: Loggable): void {
    this.#count(entity, 1);
    this.#hasPendingStatics = true;
    this.#recording.logStatic(entity, archetypes);
  }

  /** Data of many frames, or of whatever the recorder's timeline counts. Nothing happens without frames. */
  columns(entity: string, frames: readonly number[], columns: ArchetypeColumns | readonly ArchetypeColumns[]): void {
    if (frames.length === 0) return;
    this.#count(entity, frames.length);
    // A viewer that streams the file must have the triangles before it sees positions.
    if (this.#hasPendingStatics) this.#recording.flush();
    this.#hasPendingStatics = false;
    this.#recording.sendColumns(entity, { [TIMELINES[this.#timeline]]: Int32Array.from(frames) }, columns);
  }

  /** Data of one moment of a timeline. */
  row(entity: string, timeline: keyof typeof TIMELINES, time: number, archetypes: Loggable): void {
    this.#count(entity, 1);
    this.#recording.log(entity, archetypes, { [timeline]: time });
  }

  /** From each of these frames on, nothing older is shown of the entity itself. */
  clear(entity: string, frames: readonly number[]): void {
    this.columns(entity, frames, Clear.columns({ isRecursive: frames.map(() => false) }));
  }

  #count(entity: string, rows: number): void {
    this.#entities.add(entity);
    this.#rows += rows;
  }
}
