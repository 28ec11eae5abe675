import { manifestJsonSchema } from '@outlay/schema';
import { PYTHON_MODULE_NAME, pythonModule } from '@outlay/schema/python';
import { CliError } from '../../failures/errors.ts';
import { EXIT } from '../../failures/exit-codes.ts';
import { VERSION } from '../../process/version.ts';
import { canonicalJson } from '../../report/canonical-json.ts';
import { reportJsonSchema } from '../../report/schema.ts';
import type { Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { configJsonSchema } from '../../settings/config-schema.ts';

const SCHEMAS: Readonly<Record<string, () => Record<string, unknown>>> = {
  manifest: manifestJsonSchema,
  report: () => reportJsonSchema(),
  config: configJsonSchema,
};

/** `outlay schema [manifest|report|config] [--python]`: a JSON Schema, or the Python module, on stdout. */
export async function schema(
  _session: Session,
  name: string,
  options: { readonly python?: boolean },
): Promise<Outcome> {
  if (options.python) {
    const source = pythonModule({ release: VERSION });
    return { exitCode: EXIT.ok, data: { name: PYTHON_MODULE_NAME, source }, diagnostics: [], text: () => source };
  }
  const make = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  if (make === undefined)
    throw new CliError('usage', `Unknown schema '${name}'.`, {
      expected: Object.keys(SCHEMAS).join(', '),
      actual: name,
      fix: 'Choose one of the schemas.',
    });
  const document = make();
  return {
    exitCode: EXIT.ok,
    data: { name, schema: document },
    diagnostics: [],
    text: () => `${canonicalJson(document)}\n`,
  };
}
