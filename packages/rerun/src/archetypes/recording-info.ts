import { Name, Timestamp } from '../components.ts';
import { defineArchetype, optional } from './define-archetype.ts';

/** Name and start of a recording; `createRecording({ name, startTime })` logs it for you. */
export const RecordingInfo = defineArchetype('RecordingInfo', {
  /** Nanoseconds since 1970 UTC. */
  startTime: optional(Timestamp),
  name: optional(Name),
});
