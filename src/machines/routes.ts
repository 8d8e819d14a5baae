import type { DeviceId, Link, Machine } from './machine.js';
import { curveTime } from './link.js';

/** A way between two devices: links one after the other. */
export interface Route {
  readonly links: readonly Link[];
  readonly microseconds: number;
}

export interface RouteOptions {
  /** Links between devices without the host may be used. */
  readonly peerToPeer?: boolean;
}

type Transfer = (from: DeviceId, to: DeviceId, bytes: number) => number;

/** The fastest route for so many bytes; undefined where nothing joins the devices. Only CPUs pass data on. */
export function router(machine: Pick<Machine, 'devices' | 'links'>, options: RouteOptions = {}): (from: DeviceId, to: DeviceId, bytes: number) => Route | undefined {
  const links = machine.links.filter((l) => l.path === 'host' || options.peerToPeer === true);
  const forwards = new Set(machine.devices.filter((d) => d.device.kind === 'cpu').map((d) => d.id));
  const known = new Map<string, readonly (readonly Link[])[] | 'many'>();
  const routesOf = (from: DeviceId, to: DeviceId): readonly (readonly Link[])[] | 'many' => {
    const key = `${from} ${to}`;
    const found = known.get(key) ?? simplePaths(links, forwards, from, to) ?? 'many';
    known.set(key, found);
    return found;
  };
  return (from, to, bytes) => {
    if (from === to) return { links: [], microseconds: 0 };
    const routes = routesOf(from, to);
    if (routes === 'many') return shortestPath(links, forwards, from, to, bytes);
    let best: Route | undefined;
    for (const route of routes) {
      let microseconds = 0;
      for (const link of route) microseconds += curveTime(link.curve, bytes);
      if (!best || microseconds < best.microseconds) best = { links: route, microseconds };
    }
    return best;
  };
}

/** Microseconds of the fastest route; infinite where there is none, zero for nothing. */
export function transfers(machine: Pick<Machine, 'devices' | 'links'>, options: RouteOptions = {}): Transfer {
  const route = router(machine, options);
  return (from, to, bytes) => (from === to || bytes <= 0 ? 0 : route(from, to, bytes)?.microseconds ?? Infinity);
}

/** Devices to visit in search of all ways: between many CPUs there are too many of them to look at each for every size. */
const MOST_VISITS = 200;

/** All ways that visit no device twice, each step along the links of one pair; undefined where there are too many. */
function simplePaths(links: readonly Link[], forwards: ReadonlySet<DeviceId>, from: DeviceId, to: DeviceId): readonly (readonly Link[])[] | undefined {
  const found: (readonly Link[])[] = [];
  let visits = 0;
  const visit = (at: DeviceId, path: readonly Link[], seen: ReadonlySet<DeviceId>): void => {
    if (++visits > MOST_VISITS) return;
    for (const link of links) {
      if (link.from !== at || seen.has(link.to)) continue;
      if (link.to === to) found.push([...path, link]);
      else if (forwards.has(link.to)) visit(link.to, [...path, link], new Set([...seen, link.to]));
    }
  };
  visit(from, [], new Set([from]));
  return visits > MOST_VISITS ? undefined : found;
}

/** The fastest way for so many bytes, from the nearest device to the farthest. */
function shortestPath(links: readonly Link[], forwards: ReadonlySet<DeviceId>, from: DeviceId, to: DeviceId, bytes: number): Route | undefined {
  const open = new Map<DeviceId, Route>([[from, { links: [], microseconds: 0 }]]);
  const done = new Set<DeviceId>();
  for (;;) {
    let nearest: readonly [DeviceId, Route] | undefined;
    for (const entry of open) if (!nearest || entry[1].microseconds < nearest[1].microseconds) nearest = entry;
    if (!nearest) return undefined;
    const [at, way] = nearest;
    if (at === to) return way;
    open.delete(at);
    done.add(at);
    for (const link of links) {
      if (link.from !== at || done.has(link.to) || (link.to !== to && !forwards.has(link.to))) continue;
      const microseconds = way.microseconds + curveTime(link.curve, bytes);
      if (microseconds < (open.get(link.to)?.microseconds ?? Infinity)) open.set(link.to, { links: [...way.links, link], microseconds });
    }
  }
}
