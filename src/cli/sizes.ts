import { InvalidArgumentError } from 'commander';

/** Collects `NAME=VALUE` options; several in one, separated by commas, are fine too. */
export function parseSizes(text: string, previous: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const entries = text.split(',').map((part) => {
    const match = /^([A-Za-z_]\w*)=(\d[\d_]*)$/.exec(part.trim());
    if (!match?.[1] || !match[2]) throw new InvalidArgumentError('write NAME=NUMBER, for example --size T=131072');
    return [match[1], Number(match[2].replaceAll('_', ''))] as const;
  });
  return { ...previous, ...Object.fromEntries(entries) };
}
