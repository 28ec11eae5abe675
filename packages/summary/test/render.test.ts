import { describe, expect, it } from 'vitest';
import {
  renderCsv,
  renderHtml,
  renderLatex,
  renderMarkdown,
  renderText,
  summarise,
  summaryData,
} from '../src/index.ts';
import { family, run } from './family.ts';

const summary = summarise(family(), { baseline: 'alpha' });
const hostile = summarise([run('a|b_%<i>\\$', 's&#{}~^', { psnr: 20 }), run('c', 's&#{}~^', { psnr: 21 })], {
  rows: 'scene',
});

describe('a table as text', () => {
  it('marks best, second, what is partial and what is uncertain', () => {
    expect(renderText(summary)).toMatchInlineSnapshot(`
      "                                                    nvs
      experiment          PSNR (dB) ↑                 LPIPS ↓
      alpha                    27.87'                 0.0360'
      beta_long        28.68* (+0.80)       0.0349* (−0.0010)
      gamma       27.27 [3/4] (+0.02)  0.0367 [3/4] (±0.0000)

      nvs, epoch_0030: over 22 to 24 frames × 1 to 2 cameras, without the source camera 4.
      In brackets: mean difference to alpha of the same cameras and frames; ~ where its 95 % interval (block bootstrap over frames) includes 0 or cannot be told.
      [3/4]: a mean over 3 of 4 scenes, say; such means are not ranked.
      Rows without a value are left out of averages; see the findings.
      * best, ' second."
    `);
  });
  it('is Markdown that GitHub draws', () => {
    expect(renderMarkdown(summary)).toMatchInlineSnapshot(`
      "| experiment | PSNR (dB) ↑ | LPIPS ↓ |
      | --- | ---: | ---: |
      | alpha | <ins>27.87</ins> | <ins>0.0360</ins> |
      | beta\\_long | **28.68** (+0.80) | **0.0349** (−0.0010) |
      | gamma | 27.27 [3/4] (+0.02) | 0.0367 [3/4] (±0.0000) |

      nvs, epoch\\_0030: over 22 to 24 frames × 1 to 2 cameras, without the source camera 4.
      In brackets: mean difference to alpha of the same cameras and frames; \\~ where its 95 % interval (block bootstrap over frames) includes 0 or cannot be told.
      \\[3/4\\]: a mean over 3 of 4 scenes, say; such means are not ranked.
      Rows without a value are left out of averages; see the findings."
    `);
    const [, , line] = renderMarkdown(hostile).split(/\n/);
    expect(line).toContain('| s&\\#\\{\\}\\~^ | a\\|b\\_%&lt;i&gt;\\\\\\$ |');
  });
  it('is LaTeX that needs booktabs only', () => {
    expect(renderLatex(summary)).toMatchInlineSnapshot(`
      "% \\usepackage{booktabs}
      \\providecommand{\\tablebest}[1]{\\textbf{#1}}
      \\providecommand{\\tablesecond}[1]{\\underline{#1}}
      \\begin{tabular}{lrr}
      \\toprule
       & \\multicolumn{2}{c}{nvs} \\\\
      \\cmidrule(lr){2-3}
       & PSNR (dB) $\\uparrow$ & LPIPS $\\downarrow$ \\\\
      \\midrule
      alpha & \\tablesecond{27.87} & \\tablesecond{0.0360} \\\\
      beta\\_long & \\tablebest{28.68} {\\footnotesize ($+$0.80)} & \\tablebest{0.0349} {\\footnotesize ($-$0.0010)} \\\\
      gamma & 27.27 {\\footnotesize [3/4]} {\\footnotesize ($+$0.02)} & 0.0367 {\\footnotesize [3/4]} {\\footnotesize ($\\pm$0.0000)} \\\\
      \\bottomrule
      \\end{tabular}
      % nvs, epoch_0030: over 22 to 24 frames × 1 to 2 cameras, without the source camera 4.
      % In brackets: mean difference to alpha of the same cameras and frames; a tilde where its 95 % interval (block bootstrap over frames) includes 0 or cannot be told.
      % [3/4]: a mean over 3 of 4 scenes, say; such means are not ranked.
      % Rows without a value are left out of averages; see the findings."
    `);
    expect(renderLatex(hostile)).toContain(
      '\\quad a\\textbar{}b\\_\\%\\textless{}i\\textgreater{}\\textbackslash{}\\$',
    );
  });
  it('is LaTeX in which no name is an option of the line before', () => {
    const names = summarise([run('[a]', 'arc', { psnr: 20 }), run('*b', 'arc', { psnr: 21 })]);
    expect(renderLatex(names)).toMatch(/^\{\[\}a\{\]\} & .*\n\{\*\}b & /m);
  });
  it('shows what a terminal would obey', () => {
    const names = summarise([run('a\u001b[31m', 'arc', { psnr: 20 }), run('b', 'arc', { psnr: 21 })]);
    expect(renderText(names)).toContain('a\\x1b[31m ');
  });
  it('has no difference where there is none to tell', () => {
    const perfect = run('b', 'arc', { psnr: Number.POSITIVE_INFINITY });
    const summary = summarise([run('a', 'arc', { psnr: Number.POSITIVE_INFINITY }), perfect], { baseline: 'a' });
    expect(renderText(summary)).toMatch(/b +∞\* /);
  });
  it('is CSV and JSON at full precision', () => {
    const [head, ...lines] = renderCsv(summary).trimEnd().split('\r\n');
    const values = lines.map((line) => Number(line.split(',')[head!.split(',').indexOf('value')]));
    expect(values).toEqual(summary.rows.flatMap(({ cells }) => cells.map(({ value }) => value)));
    const data = JSON.parse(JSON.stringify(summaryData(summary)));
    expect(data.rows[1].cells[0].value).toBe(summary.rows[1]!.cells[0]!.value);
    expect(data.schema).toBe('outlay-summary/1');
  });
  it('is a page that stands alone and trusts nothing', () => {
    const html = renderHtml(hostile, { title: '<script>' });
    expect(html).not.toMatch(/<script|<i>|https?:/);
    expect(html).toContain('a|b_%&#60;i&#62;');
  });
});
