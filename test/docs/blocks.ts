import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a page of the documentation: a whole method, or with a code behind `mp`, one that is refused with it. */
export interface Block {
  readonly page: string;
  /** Line of the fence, from 1. */
  readonly line: number;
  readonly text: string;
  readonly code?: string;
}

/** All `mp` blocks of the pages in a folder. */
export function blocksOf(folder: string): readonly Block[] {
  return readdirSync(folder).filter((name) => name.endsWith('.md')).sort().flatMap((page) => {
    const text = readFileSync(join(folder, page), 'utf8');
    return [...text.matchAll(/^```mp(?: (MPC\d{4}))?\n([\s\S]*?)^```$/gm)].map((match) => ({
      page, line: text.slice(0, match.index).split('\n').length, text: match[2] ?? '', ...(match[1] === undefined ? {} : { code: match[1] }),
    }));
  });
}
