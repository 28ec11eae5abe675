import { formatPath, type ParsedPath, type PathIds, parsePath } from '@outlay/layout';
import {
  FILE_CONTRACTS,
  formatRecordingName,
  nearMiss,
  parseCamera,
  parseEntityPath,
  parseEpoch,
  parsePerson,
  parseRecordingName,
  TASKS,
} from '@outlay/schema/names';
import { CliError } from '../../failures/errors.ts';
import { EXIT } from '../../failures/exit-codes.ts';
import { renderTable } from '../../render/table.ts';
import type { Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';

/** `outlay path`: builds a path from a contract id and its parts, parses one, or lists the contracts. */
export async function pathCommand(
  _session: Session,
  words: readonly string[],
  options: { readonly parse?: string },
): Promise<Outcome> {
  if (options.parse !== undefined) {
    if (words.length > 0) throw new CliError('usage', '--parse cannot be combined with other words.');
    return parse(options.parse);
  }
  return words.length === 0 ? listContracts() : build(words);
}

function listContracts(): Outcome {
  return {
    exitCode: EXIT.ok,
    data: { contracts: FILE_CONTRACTS.map(({ id, pattern, need, doc }) => ({ id, pattern, need, doc })) },
    diagnostics: [],
    text: (style) =>
      renderTable(
        [{ title: 'id' }, { title: 'need' }, { title: 'pattern' }],
        FILE_CONTRACTS.map(({ id, need, pattern }) => [id, need, pattern]),
        style,
      ),
  };
}

const NUMBERS = ['epoch', 'camera', 'frame', 'person'] as const;
const KEYS = [...NUMBERS, 'split', 'image', 'recording'] as const;
const ALIASES: Readonly<Record<string, (typeof KEYS)[number]>> = { cam: 'camera', pp: 'person' };

function build(words: readonly string[]): Outcome {
  const [first = '', ...rest] = words;
  const ids = Object.assign({}, ...rest.map(parseWord)) as PathIds;
  const path = first === 'recording' ? recordingPath(rest, ids) : contractPath(first, ids);
  return { exitCode: EXIT.ok, data: { path, ids }, diagnostics: [], text: () => `${path}\n` };
}

function contractPath(id: string, ids: PathIds): string {
  const contract = FILE_CONTRACTS.find((row) => row.id === id);
  if (contract === undefined) {
    const near = nearMiss(
      id,
      FILE_CONTRACTS.map((row) => row.id),
    );
    throw new CliError('usage', `Unknown file contract '${id}'.`, {
      fix:
        near === undefined ? 'List them with `outlay path`.' : `Did you mean ${near}? \`outlay path\` lists them all.`,
    });
  }
  try {
    return formatPath(contract.id, ids);
  } catch (cause) {
    throw new CliError('usage', (cause as Error).message, {
      cause,
      fix: 'Give parts as key=value, e.g. epoch=30 camera=4.',
    });
  }
}

const RECORDING_KINDS = [
  'input_data',
  'training_artifacts',
  'evaluation',
  ...TASKS,
  'gaussians',
  'nv_generation',
] as const;

function recordingPath(words: readonly string[], { epoch }: PathIds): string {
  const kind = RECORDING_KINDS.find((name) => words.includes(name));
  if (kind === undefined)
    throw new CliError('usage', 'A recording needs its kind.', {
      expected: RECORDING_KINDS.join(', '),
      fix: 'For example: outlay path recording evaluation epoch=30',
    });
  const isPerEpoch = kind !== 'input_data' && kind !== 'training_artifacts';
  if (isPerEpoch && epoch === undefined) throw new CliError('usage', `A recording of kind ${kind} needs epoch=<n>.`);
  return `rerun/${formatRecordingName(isPerEpoch ? { kind, epoch: epoch as number } : { kind })}`;
}

// `epoch=30`, or a name as it stands on disk: `epoch_0030`, `cam_4`, `person_00`.
function parseWord(word: string): PathIds {
  const equals = word.indexOf('=');
  if (equals > 0) return keyValue(word.slice(0, equals), word.slice(equals + 1));
  if (word === 'train' || word === 'test') return { split: word };
  if (word.startsWith('epoch_')) return { epoch: required('epoch', word, parseEpoch(word)) };
  if (word.startsWith('cam_')) return { camera: required('camera', word, parseCamera(word)) };
  if (word.startsWith('person_')) return { person: required('person', word, parsePerson(word)) };
  if ((RECORDING_KINDS as readonly string[]).includes(word)) return {};
  throw new CliError('usage', `'${word}' is not a part of a path.`, { expected: `key=value with ${KEYS.join(', ')}` });
}

function keyValue(name: string, value: string): PathIds {
  const key = ALIASES[name] ?? name;
  if (key === 'epoch') return { epoch: required(key, value, /^\d+$/.test(value) ? Number(value) : parseEpoch(value)) };
  if ((NUMBERS as readonly string[]).includes(key))
    return { [key]: required(key, value, /^\d{1,9}$/.test(value) ? Number(value) : undefined) };
  if ((KEYS as readonly string[]).includes(key)) return { [key]: value };
  throw new CliError('usage', `Unknown part '${name}'.`, { expected: KEYS.join(', '), actual: name });
}

function required(what: string, text: string, value: number | undefined): number {
  if (value === undefined)
    throw new CliError('usage', `'${text}' is not a valid ${what}.`, { expected: 'a whole number' });
  return value;
}

function parse(path: string): Outcome {
  const found = describe(path);
  if (found === undefined)
    throw new CliError('notFound', `The layout has no such path: ${path}`, {
      path,
      fix: 'Paths of files are relative to the experiment folder; entity paths start with /input_data or /evaluation.',
    });
  const rows = Object.entries(found).map(([key, value]) => [
    key,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  return {
    exitCode: EXIT.ok,
    data: found,
    diagnostics: [],
    text: (style) => renderTable([{ title: 'part' }, { title: 'value' }], rows, style),
  };
}

function describe(path: string): Record<string, unknown> | undefined {
  if (path.startsWith('/')) {
    const entity = parseEntityPath(path);
    return entity && { is: 'entity', ...entity };
  }
  const relative = path.replace(/^\.\//, '');
  const recording = parseRecordingName(relative.replace(/^rerun\//, ''));
  if (recording !== undefined) return { is: 'recording', ...recording };
  const file = parsePath(relative);
  return file && describeFile(file);
}

function describeFile({ contract, ids, canonical, canonicalPath }: ParsedPath): Record<string, unknown> {
  const { id, need, when, world, doc } = contract;
  return {
    is: 'file',
    contract: id,
    need,
    ...(when === undefined ? {} : { when }),
    ...(world === undefined ? {} : { world }),
    doc,
    ids,
    canonical,
    canonicalPath,
  };
}
