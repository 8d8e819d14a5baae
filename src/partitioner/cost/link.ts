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
export function transferCost(links: readonly Link[], from: DeviceKind, to: DeviceKind, bytes: number, peerToPeer: boolean): number {
  if (from === to || bytes <= 0) return 0;
  const usable = links.filter((l) => peerToPeer || l.path === 'host');
  const hop = (a: DeviceKind, b: DeviceKind): number =>
    Math.min(Infinity, ...usable.filter((l) => l.from === a && l.to === b).map((l) => curveTime(l.curve, bytes)));
  const staged = from !== 'cpu' && to !== 'cpu' ? hop(from, 'cpu') + hop('cpu', to) : Infinity;
  return Math.min(hop(from, to), staged);
}
