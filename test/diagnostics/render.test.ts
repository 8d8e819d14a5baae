import { describe, expect, it } from 'vitest';
import { renderDiagnostic, renderDiagnostics, report, toJson, type Colours, type Diagnostic, type Span } from '../../src/diagnostics/index.js';

function spanIn(file: string, text: string, part: string): Span {
  const start = text.indexOf(part);
  return { file, start, end: start + part.length };
}

function golden(name: string, diagnostic: Diagnostic, texts: Readonly<Record<string, string>>, colours?: Colours): Promise<void> {
  return expect(`${renderDiagnostic(diagnostic, new Map(Object.entries(texts)), colours)}\n`).toMatchFileSnapshot(`../golden/errors/render/${name}.txt`);
}

describe('renderDiagnostic', () => {
  const method = 'method m\nsize N in 1..8\n\n\n\n\n\n\n\napply {\n  y = f(x, size: N)\n}\n';

  it('labels several places of several files', () => {
    const library = 'fn f(x[n]) = x[0]\n';
    return golden('several-places', report('MPC1001', { expected: 'one thing', found: 'another' }, spanIn('m.mp', method, 'f(x, size: N)'), {
      related: [
        { span: spanIn('m.mp', method, 'N in'), message: 'declared here' },
        { span: spanIn('m.mp', method, 'y'), message: 'needed for this' },
        { span: spanIn('lib.mp', library, 'x[n]'), message: 'the parameter' },
      ],
      hint: 'do something else',
    }), { 'm.mp': method, 'lib.mp': library });
  });

  it('counts tabs to the next stop', () => {
    const text = 'apply {\n\ty\t= \tx $ 2\n}\n';
    return golden('tabs', report('MPC1002', { found: '`$`' }, spanIn('m.mp', text, '$'), { related: [{ span: spanIn('m.mp', text, '\tx'), message: 'with a tab' }] }), { 'm.mp': text });
  });

  it('counts wide characters twice and combining marks not at all', () => {
    const text = '// 注意力 e\u0301 🙂\nx = 注意 + e\u0301é $\n';
    return golden('wide', report('MPC1002', { found: '`$`' }, spanIn('m.mp', text, '$'), { related: [{ span: spanIn('m.mp', text, '注意 +'), message: 'wide' }] }), { 'm.mp': text });
  });

  it('shows the part of a long line around a place', () => {
    const text = `y = ${'x + '.repeat(400)}$${' + x'.repeat(400)}\n`;
    return golden('long-line', report('MPC1002', { found: '`$`' }, spanIn('m.mp', text, '$')), { 'm.mp': text });
  });

  it('marks the first line of a place that spans lines', () => {
    const text = 'apply {\r\n  y = x\r\n}\r\n';
    return golden('many-lines', report('MPC1001', { expected: '`}`', found: 'more' }, { file: 'm.mp', start: 0, end: text.length }), { 'm.mp': text });
  });

  it('points behind the last character at the end of the file', () => {
    const text = 'apply {';
    return golden('end-of-file', report('MPC1006', { open: '{', close: '}', found: 'the end of the file' }, { file: 'm.mp', start: 7, end: 7 }), { 'm.mp': text });
  });

  it('does without a text, and without a place', () => {
    expect(renderDiagnostic(report('MPC1005', {}, { file: 'gone.mp', start: 3, end: 4 }), new Map())).toBe(
      'error[MPC1005]: a file needs `method NAME` before its declarations\n --> gone.mp');
    expect(renderDiagnostic(report('MPC1005', {}, undefined, { hint: 'name it' }), new Map())).toContain('= help: name it');
  });

  it('paints only through the colours given', () => {
    const tag = (name: string) => (text: string): string => `<${name}>${text}</${name}>`;
    const colours: Colours = { bold: tag('b'), red: tag('red'), yellow: tag('yellow'), cyan: tag('cyan'), blue: tag('blue'), green: tag('green') };
    const text = 'const A = $\n';
    return golden('colours', report('MPC1002', { found: '`$`' }, spanIn('m.mp', text, '$'), { hint: 'remove it', related: [{ span: spanIn('m.mp', text, 'A'), message: 'for this' }] }), { 'm.mp': text }, colours);
  });

  it('separates diagnostics by an empty line', () => {
    const one = report('MPC1005', {});
    expect(renderDiagnostics([one, one], new Map()).split('\n\n')).toHaveLength(2);
    expect(renderDiagnostics([], new Map())).toBe('');
  });

  it('stays in the text for any span', () => {
    const text = 'ab\ncd';
    for (let start = -2; start < 9; start++) {
      for (let end = start; end < 12; end++) {
        const rendered = renderDiagnostic(report('MPC1005', {}, { file: 'm.mp', start, end }), new Map([['m.mp', text]]));
        expect(rendered).toMatch(/\^/);
      }
    }
  });
});

describe('toJson', () => {
  it('has every field, and no others', () => {
    const span = { file: 'm.mp', start: 1, end: 2 };
    expect(toJson(report('MPC1002', { found: '`$`' }, span, { hint: 'h', related: [{ span, message: 'r' }] }))).toEqual({
      code: 'MPC1002', severity: 'error', message: '`$` has no meaning in a method', span, related: [{ span, message: 'r' }], hint: 'h',
    });
    expect(Object.keys(toJson(report('MPC1005', {})))).toEqual(['code', 'severity', 'message', 'related']);
  });
});
