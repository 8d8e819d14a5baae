import { z } from 'zod';
import { ascending, figure } from './figure.js';

const latency = figure('us', 'Software and start-up, added to every transfer', { zero: true });

const FALLING = 'a larger transfer cannot take less time';
/** Where two pieces meet, rounded figures may differ by so much. */
const SLACK = 1e-3;

const pieces = z.array(z.strictObject({
  upTo: figure('KiB', 'Largest transfer that the piece covers; the last piece has no limit').optional(),
  slope: figure('GB/s/KiB', 'Rate that each further KiB adds', { zero: true }),
  offset: figure('GB/s', 'Rate of a transfer of nothing'),
})).min(1).superRefine(ascending((piece) => piece.upTo?.value, 'upTo')).superRefine((all, context) => {
  const rate = ({ slope, offset }: (typeof all)[number], size: number): number => slope.value * size + offset.value;
  all.slice(0, -1).forEach((piece, i) => {
    const next = all[i + 1];
    if (!piece.upTo) context.addIssue({ code: 'custom', path: [i], message: 'every piece but the last has an upper limit `upTo`' });
    else if (next && rate(next, piece.upTo.value) > rate(piece, piece.upTo.value) * (1 + SLACK)) {
      context.addIssue({ code: 'custom', path: [i + 1], message: FALLING });
    }
  });
});

const points = z.array(z.strictObject({
  size: figure('KiB', 'Bytes of the transfer'),
  rate: figure('GB/s', 'Rate that it reached'),
})).min(2).superRefine(ascending((point) => point.size.value, 'size')).superRefine((all, context) => {
  all.forEach((point, i) => {
    const before = all[i - 1];
    if (before && point.size.value / point.rate.value < before.size.value / before.rate.value) {
      context.addIssue({ code: 'custom', path: [i], message: FALLING });
    }
  });
});

/** Time of a transfer of n bytes, in one direction. */
export const curveSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('linear'), latency, bandwidth: figure('GB/s', 'Time = latency + bytes / bandwidth') }),
  z.strictObject({ kind: z.literal('pieces'), latency, pieces: pieces.describe('Rate = slope x size + offset, by size') }),
  z.strictObject({ kind: z.literal('points'), latency, points: points.describe('Measured transfers; the time follows straight lines between them') }),
]);

export type Curve = z.output<typeof curveSchema>;

/** Microseconds to move bytes along a curve. Nothing costs nothing. */
export function curveTime(curve: Curve, bytes: number): number {
  if (bytes <= 0) return 0;
  const { latency: { value: start } } = curve;
  switch (curve.kind) {
    case 'linear': return start + bytes / curve.bandwidth.value / 1e3;
    case 'pieces': {
      const size = bytes / 1024;
      const piece = curve.pieces.find((p) => p.upTo === undefined || size <= p.upTo.value) ?? curve.pieces[curve.pieces.length - 1];
      return start + bytes / Math.max(1e-3, piece ? piece.slope.value * size + piece.offset.value : 0) / 1e3;
    }
    case 'points': return start + between(curve.points.map((p) => ({ bytes: p.size.value * 1024, time: p.size.value * 1.024 / p.rate.value })), bytes);
  }
}

/** On the line through the two nearest points, at least zero. */
function between(points: readonly { readonly bytes: number; readonly time: number }[], bytes: number): number {
  const after = points.findIndex((p) => p.bytes >= bytes);
  const last = Math.min(points.length - 1, Math.max(1, after < 0 ? points.length - 1 : after));
  const [low, high] = [points[last - 1], points[last]];
  if (!low || !high) return 0;
  return Math.max(0, low.time + (bytes - low.bytes) * (high.time - low.time) / (high.bytes - low.bytes));
}
