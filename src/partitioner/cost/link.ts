import type { Curve, DeviceKind, Link } from '../schema.js';

/** Microseconds to move bytes along a curve. Nothing costs nothing. */
export function curveTime(curve: Curve, bytes: number): number {
  if (bytes <= 0) return 0;
  return curve.latency.value + bytes / rate(curve, bytes / 1024) / 1e3;
}

/** GB/s for a transfer of so many KB. */
function rate(curve: Curve, kilobytes: number): number {
  if (curve.bandwidth) return curve.bandwidth.value;
  const pieces = curve.pieces ?? [];
  const piece = pieces.find((p) => p.upTo === undefined || kilobytes <= p.upTo.value) ?? pieces[pieces.length - 1];
  return piece ? Math.max(1e-3, piece.slope.value * kilobytes + piece.offset.value) : 1e-3;
}

/** Time between two devices: the fastest of a direct link and two hops over the host. Infinite where nothing joins them. */
export function transfers(links: readonly Link[], peerToPeer: boolean): (from: DeviceKind, to: DeviceKind, bytes: number) => number {
  const curves = new Map<string, Curve[]>();
  for (const link of links) {
    if (!peerToPeer && link.path !== 'host') continue;
    const key = `${link.from} ${link.to}`;
    curves.set(key, [...curves.get(key) ?? [], link.curve]);
  }
  const hop = (from: DeviceKind, to: DeviceKind, bytes: number): number => {
    let least = Infinity;
    for (const curve of curves.get(`${from} ${to}`) ?? []) least = Math.min(least, curveTime(curve, bytes));
    return least;
  };
  return (from, to, bytes) => {
    if (from === to || bytes <= 0) return 0;
    const staged = from !== 'cpu' && to !== 'cpu' ? hop(from, 'cpu', bytes) + hop('cpu', to, bytes) : Infinity;
    return Math.min(hop(from, to, bytes), staged);
  };
}
