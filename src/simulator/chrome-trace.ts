import type { ChromeTrace, TraceEvent } from '../runtime/trace.js';
import type { Resources } from './resources.js';

const DEVICES = 1;
const LINKS = 2;

/** What ran when: one track for each device and each link. */
export function chromeTrace(resources: Resources): ChromeTrace {
  const links = resources.uses(0).map((use) => use.kind === 'link');
  const pid = (resource: number): number => (links[resource] ? LINKS : DEVICES);
  const name = (process: number, tid: number, what: string, text: string): TraceEvent =>
    ({ name: what, cat: '__metadata', ph: 'M', ts: 0, pid: process, tid, args: { name: text } });
  const { all, dropped } = resources.slices;
  const used = [...new Set(all.map((s) => s.resource))].sort((a, b) => a - b);
  return {
    displayTimeUnit: 'ms',
    traceEvents: [
      name(DEVICES, 0, 'process_name', dropped > 0 ? `devices (the first ${all.length} operations of ${all.length + dropped})` : 'devices'),
      name(LINKS, 0, 'process_name', 'links'),
      ...used.map((resource) => name(pid(resource), resource + 1, 'thread_name', resources.nameOf(resource))),
      ...all.map((slice): TraceEvent => ({
        name: slice.label, cat: links[slice.resource] ? 'transfer' : 'work', ph: 'X', ts: slice.start, dur: slice.duration,
        pid: pid(slice.resource), tid: slice.resource + 1,
        args: slice.layers > 1 ? { layers: slice.layers } : { layer: slice.round },
      })),
    ],
  };
}
