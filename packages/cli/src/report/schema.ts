import { SEVERITIES } from '@outlay/schema';
import { z } from 'zod';
import { EXIT } from '../failures/exit-codes.ts';
import { COMMAND_DATA } from './data.ts';
import { REPORT_SCHEMA_ID } from './envelope.ts';

const Diagnostic = z.object({
  code: z.string().regex(/^OUT\d{4}$/),
  name: z.string(),
  severity: z.enum(SEVERITIES),
  path: z.string().describe('relative to the experiment, POSIX; empty for the experiment itself'),
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  fix: z.string().optional(),
  mayPass: z.literal(true).optional().describe('the cause may pass by itself: the disk, the network, permissions'),
  docs: z.url().describe('page of the code'),
  consequences: z
    .array(z.object({ code: z.string().regex(/^OUT\d{4}$/), path: z.string(), message: z.string() }))
    .optional()
    .describe('findings that this one explains; in no count'),
  affects: z.object({ count: z.int().min(1), sample: z.array(z.string()) }).optional(),
  experiment: z.string().optional().describe('absolute path of the experiment'),
});
const Count = z.int().min(0);

const ENVELOPE = {
  schema: z.literal(REPORT_SCHEMA_ID),
  tool: z.object({ name: z.literal('outlay'), version: z.string() }),
  ok: z.boolean(),
  exitCode: z.literal(Object.values(EXIT)),
  diagnostics: z.array(Diagnostic),
  counts: z.object({ error: Count, warning: Count, info: Count, ignored: Count }),
  durationMs: Count,
};

/**
 * JSON Schema (2020-12) of the `--json` envelope of every command.
 * @param mode `open` is what is published: unknown members are allowed, because members may be added within a major.
 * `closed` allows none, so that tests find a member that is not described.
 */
export function reportJsonSchema(mode: 'open' | 'closed' = 'open'): Record<string, unknown> {
  const commands = Object.entries(COMMAND_DATA).map(([command, data]) =>
    z.object({ ...ENVELOPE, command: z.literal(command), data: data.nullable() }),
  );
  // A command line that could not be parsed has no command, or only the words of a group.
  const refused = z.object({
    ...ENVELOPE,
    command: z.string().describe('empty or incomplete when the command line could not be parsed'),
    ok: z.literal(false),
    data: z.null(),
  });
  const { $schema, ...body } = z.toJSONSchema(z.union([...commands, refused]), {
    target: 'draft-2020-12',
    io: mode === 'open' ? 'input' : 'output',
    reused: 'ref',
  }) as Record<string, unknown>;
  return { $schema, $id: REPORT_SCHEMA_ID, title: 'outlay report', ...body };
}
