// What an official CLI says about a file.
import { run } from '../official-sdk.mjs';

/** `verify` of old CLIs calls columns that came later an error; viewers of that age leave them out. */
const UNKNOWN = /Failed to deserialize column (\S+): (Unknown component|Unknown archetype|Input column referred to)/;
/** A value of an enum that came later. */
const UNKNOWN_VALUE = /Failed to deserialize column (\S+): .*Expected union arm "<invalid>"/;
const LOGGED = /\b(WARN|ERROR)\b/;

/** `/view/<id>/EyeControls3D:EyeControls3D:look_target` says no more than its last two parts. */
const component = (column) => column.split(':').slice(-2).join(':');

function unknownPart(line) {
  const [name, value] = [UNKNOWN.exec(line), UNKNOWN_VALUE.exec(line)];
  if (name) return `\`${component(name[1])}\``;
  return value ? `a value of \`${component(value[1])}\`` : undefined;
}

/** `{ status: 'ok' | 'note' | 'warns' | 'fails', notes }`. */
export function verify(rerun, path) {
  const verified = run(rerun, ['rrd', 'verify', path]);
  const lines = `${verified.stdout}${verified.stderr}`.split('\n').filter((line) => line.trim() !== '');
  const logged = lines.filter((line) => LOGGED.test(line)).map(message);
  const errors = lines.filter((line) => line.startsWith('"')).map(message);
  const unknown = errors.map(unknownPart);
  if (verified.status !== 0 && (errors.length === 0 || unknown.includes(undefined))) {
    return { status: 'fails', notes: errors.filter((_, index) => unknown[index] === undefined).concat(logged) };
  }
  const notes = [...new Set(unknown.map((part) => `does not know ${part}`))].sort();
  if (logged.length > 0) return { status: 'warns', notes: [...new Set(logged), ...notes] };
  if (notes.length === 0) return { status: 'ok', notes };
  const printed = run(rerun, ['rrd', 'print', path]);
  const said = printed.stderr
    .split('\n')
    .filter((line) => LOGGED.test(line))
    .map(message);
  if (printed.status !== 0 || said.length > 0)
    return { status: 'fails', notes: [`rrd print: ${said.join('; ')}`, ...notes] };
  return { status: 'note', notes };
}

/** A line without colors, time, file name and what differs from run to run. */
const message = (line) =>
  line
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colors of a terminal
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/^"[^"]*": /, '')
    .replace(/^\[?\d{4}-\S+ */, '')
    .replace(/\. Column metadata: .*$/, '')
    .replace(/(Trailing bytes in rrd stream).*/, '$1')
    .trim()
    .slice(0, 300);
