import koffi from 'koffi';
import { platform } from 'node:os';

/** Larger buffers ask for huge pages; smaller ones are touched when they are made. */
const LARGE = 2 ** 23;
const HUGE_PAGE = 2n ** 21n;
const PAGE = 4096;
const MADV_HUGEPAGE = 14;

type Advise = (address: bigint, bytes: bigint, advice: number) => number;

let advise: Advise | undefined;
let looked = false;

/** `madvise`, where there is one. */
function findAdvise(): Advise | undefined {
  if (looked) return advise;
  looked = true;
  if (platform() !== 'linux') return undefined;
  try {
    const call = koffi.load('libc.so.6').func('madvise', 'int', ['void *', 'size_t', 'int']);
    advise = (address, bytes, advice) => Number(call(address, bytes, advice));
  } catch { /* another C library: pages as they come */ }
  return advise;
}

/**
 * Sees to it that kernels find the pages of new memory: the first access to a page takes the system as long as a small kernel. Of large buffers, of which much may
 * never be used, the pages come when they are touched, 2 MiB at a time where the system has such.
 */
export function preparePages(memory: Uint8Array, address: bigint): void {
  if (memory.length < LARGE) {
    for (let at = 0; at < memory.length; at += PAGE) memory[at] = 0;
    return;
  }
  const first = (address + HUGE_PAGE - 1n) / HUGE_PAGE * HUGE_PAGE;
  const end = (address + BigInt(memory.length)) / HUGE_PAGE * HUGE_PAGE;
  if (end > first) findAdvise()?.(first, end - first, MADV_HUGEPAGE);
}
