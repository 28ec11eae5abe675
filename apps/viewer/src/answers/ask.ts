/**
 * Asking the server, or the folder of files: relative URLs, answers as values or as a {@link Failure}.
 * @module
 */
import { Failure, faultOfAnswer, unreachable } from './fault.ts';

/** @throws Failure */
export async function ask(url: string, what: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Failure(unreachable(what));
  }
  if (!response.ok) throw new Failure(await faultOfAnswer(response, what));
  return response;
}

/** @throws Failure */
export async function askJson<T>(url: string, what: string, signal?: AbortSignal): Promise<T> {
  const response = await ask(url, what, signal);
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Failure({ code: 'ANSWER', message: `${what} came as something that is not JSON.` });
  }
}

/** The lines of an answer as they arrive, in batches as the network has them. Lines that do not parse are passed over. */
export async function* askLines<T>(
  url: string,
  what: string,
  signal?: AbortSignal,
): AsyncGenerator<T[], void, undefined> {
  const { body } = await ask(url, what, signal);
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      if (signal?.aborted) throw error;
      throw new Failure(unreachable(what));
    });
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : lines.pop()!;
    const values = lines.flatMap((line) => parsed<T>(line));
    if (values.length > 0) yield values;
    if (done) return;
  }
}

function parsed<T>(line: string): T[] {
  try {
    return line.trim() === '' ? [] : [JSON.parse(line) as T];
  } catch {
    return [];
  }
}
