import { nearMiss } from '@outlay/schema/names';
import { type CodeDoc, codeUrl } from '../../failures/codes.ts';
import { CliError } from '../../failures/errors.ts';
import { EXIT } from '../../failures/exit-codes.ts';
import { renderTable } from '../../render/table.ts';
import type { Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { codeCatalogue } from './catalogue.ts';

/** `outlay explain [CODE]`: a code or its name in words; without one, the list of codes. */
export async function explain(_session: Session, wanted: string | undefined): Promise<Outcome> {
  const catalogue = codeCatalogue();
  if (wanted === undefined)
    return {
      exitCode: EXIT.ok,
      data: { codes: catalogue.map(withPage) },
      diagnostics: [],
      text: (style) =>
        renderTable(
          [{ title: 'code' }, { title: 'severity' }, { title: 'name' }],
          catalogue.map(({ code, severity, name }) => [code, severity, name]),
          style,
        ),
    };
  const found = catalogue.filter(({ code, name }) => code === normal(wanted) || name === wanted.toLowerCase());
  if (found.length === 0) throw unknownCode(wanted, catalogue);
  return {
    exitCode: EXIT.ok,
    data: { codes: found.map(withPage) },
    diagnostics: [],
    text: ({ colors }) =>
      found
        .map(({ code, name, severity, reason, fix, example, repair }) =>
          [
            `${colors.bold(code)} ${name} (${severity})`,
            '',
            reason,
            '',
            `${colors.dim('fix:')} ${fix}`,
            ...(repair === undefined ? [] : [`${colors.dim('--fix:')} ${repair}`]),
            ...(example === undefined ? [] : [`${colors.dim('e.g. at:')} ${example}`]),
            `${colors.dim('more:')} ${codeUrl(code)}`,
            '',
          ].join('\n'),
        )
        .join('\n'),
  };
}

const withPage = (doc: CodeDoc) => ({ ...doc, docs: codeUrl(doc.code) });

const normal = (wanted: string): string => (/^\d{4}$/.test(wanted) ? `OUT${wanted}` : wanted.toUpperCase());

function unknownCode(wanted: string, catalogue: readonly CodeDoc[]): CliError {
  const near = nearMiss(
    normal(wanted),
    catalogue.flatMap(({ code, name }) => [code, name]),
  );
  return new CliError('usage', `Unknown code '${wanted}'.`, {
    fix:
      near === undefined
        ? 'Run `outlay explain` to list all codes.'
        : `Did you mean ${near}? Run \`outlay explain\` to list all codes.`,
  });
}
