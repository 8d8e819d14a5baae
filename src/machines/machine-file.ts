import type { JsonObject } from './json.js';
import type { Machine } from './machine.js';

/** The file that loads as this machine, with its devices and curves whole. */
export function machineFile(machine: Machine): JsonObject {
  const { name, title, home, devices, links, calibration } = machine;
  return {
    name, title, home,
    devices: Object.fromEntries(devices.map(({ id, device, ...place }) => [id, Object.keys(place).length > 0 ? { device, ...place } : device])),
    links: links.map(({ chosenFor, ...link }) => (chosenFor === undefined ? link : { ...link, curve: { [chosenFor]: link.curve } })),
    ...calibration === undefined ? {} : { calibration },
  };
}
