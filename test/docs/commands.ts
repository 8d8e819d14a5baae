/** Fenced blocks of a page that show a command and what it prints: `$ mpc …`, perhaps through `head -N` or `sed -n SCRIPT`. */
const BLOCK = /^```\n\$ mpc (.*)\n([\s\S]*?)^```$/gm;

/** The page with the output of its commands as they print it now. */
export async function refreshed(page: string, run: (args: readonly string[]) => Promise<string>): Promise<string> {
  let text = '';
  let end = 0;
  for (const match of page.matchAll(BLOCK)) {
    const [whole, line = ''] = match;
    text += `${page.slice(end, match.index)}\`\`\`\n$ mpc ${line}\n${await outputOf(line, run)}\`\`\``;
    end = match.index + whole.length;
  }
  return text + page.slice(end);
}

export function commandsOf(page: string): readonly string[] {
  return [...page.matchAll(BLOCK)].map((m) => m[1] ?? '');
}

async function outputOf(line: string, run: (args: readonly string[]) => Promise<string>): Promise<string> {
  const [command = '', filter] = line.split(/ \| /, 2);
  const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const lines = (await run(args)).trimEnd().split('\n');
  return `${filtered(lines, filter?.trim()).join('\n').trimEnd()}\n`;
}

function filtered(lines: readonly string[], filter: string | undefined): readonly string[] {
  if (filter === undefined) return lines;
  const head = /^head -(\d+)$/.exec(filter);
  if (head) return lines.slice(0, Number(head[1]));
  const range = /^sed -n (\d+),(\d+)p$/.exec(filter);
  if (range) return lines.slice(Number(range[1]) - 1, Number(range[2]));
  const between = /^sed -n '\/(.*?)\/,\/(.*?)\/p'$/.exec(filter);
  if (!between) throw new RangeError(`a filter that this test does not know: ${filter}`);
  const from = lines.findIndex((l) => new RegExp(between[1] ?? '').test(l));
  const to = lines.findIndex((l, i) => i > from && new RegExp(between[2] ?? '').test(l));
  if (from < 0) throw new RangeError(`nothing matches ${between[1] ?? ''}`);
  return lines.slice(from, to < 0 ? undefined : to + 1);
}
