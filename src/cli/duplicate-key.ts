const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** An object with the names it has had so far, or a list with its place. */
type Open = { readonly names: Set<string>; name: string } | { at: number };

/** The path of the first member that an object of a JSON text gives twice: parsing keeps the last one silently. The text is valid JSON. */
export function duplicateKey(text: string): string | undefined {
  const open: Open[] = [];
  const tokens = text.match(TOKEN) ?? [];
  for (const [i, token] of tokens.entries()) {
    const inner = open[open.length - 1];
    if (token === '{') open.push({ names: new Set(), name: '' });
    else if (token === '[') open.push({ at: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',') {
      if (inner && 'at' in inner) inner.at++;
    } else if (inner && 'names' in inner && token !== ':' && tokens[i + 1] === ':') {
      inner.name = String(JSON.parse(token));
      if (inner.names.has(inner.name)) return open.map((o) => ('at' in o ? o.at : o.name)).join('.');
      inner.names.add(inner.name);
    }
  }
  return undefined;
}
