import { ColorComponent, MediaType, Text, TextLogLevel } from '../components.ts';
import { defineArchetype, required, single } from './define-archetype.ts';

/** A document; `mediaType` `text/markdown` shows tables, lists and emphasis, default is `text/plain`. */
export const TextDocument = defineArchetype('TextDocument', {
  text: required(Text),
  mediaType: single(MediaType),
});

/** One line of a log; levels: `CRITICAL`, `ERROR`, `WARN`, `INFO`, `DEBUG`, `TRACE`, or any text. */
export const TextLog = defineArchetype('TextLog', {
  text: required(Text),
  level: single(TextLogLevel),
  color: single(ColorComponent),
});
