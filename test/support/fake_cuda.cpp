// A CUDA driver in little, for tests of the calls that mpc makes: host memory, and one kernel, `scale_add`, which does
// p[i] = p[i] * blocks + add for the elements of its block. Checks that a context is current and that PTX ends in a NUL.
// Two devices that are peers, at the addresses 0000:01:00.0 and 0000:02:00.0; a peer copy wants its target to be current.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#define API extern "C" int
static int contexts[2];
static int *current;
static bool enabled[2];
static int check() { return current ? 0 : 201; }
API cuInit(unsigned) { return 0; }
API cuDeviceGetCount(int *n) { *n = 2; return 0; }
API cuDeviceGet(int *device, int index) { *device = index; return 0; }
API cuDeviceGetByPCIBusId(int *device, const char *address) {
  *device = address[6] - '1';
  return std::strncmp(address, "0000:0", 6) || (unsigned)*device > 1 ? 101 : 0;
}
API cuDeviceCanAccessPeer(int *can, int device, int peer) { *can = device != peer; return 0; }
API cuCtxEnablePeerAccess(void *peer, unsigned) {
  const int from = current == &contexts[1], to = peer == &contexts[1];
  if (!current || from == to) return 101;
  const bool before = enabled[from];
  enabled[from] = true;
  return before ? 704 : 0;
}
API cuMemcpyPeerAsync(uint64_t to, void *toContext, uint64_t from, void *fromContext, size_t n, void *) {
  if (toContext != current || fromContext == toContext || !enabled[current == &contexts[1]]) return 201;
  std::memcpy((void *)to, (const void *)from, n);
  return check();
}
API cuDeviceGetName(char *name, int length, int) { std::strncpy(name, "Fake GPU", length); return 0; }
API cuDeviceGetAttribute(int *value, int what, int) { *value = what == 75 ? 9 : 0; return 0; }
API cuDevicePrimaryCtxRetain(void **out, int device) { *out = &contexts[device]; return 0; }
API cuDevicePrimaryCtxRelease_v2(int) { return 0; }
API cuCtxSetCurrent(void *c) { current = c == &contexts[0] || c == &contexts[1] ? (int *)c : nullptr; return 0; }
API cuGetErrorString(int status, const char **text) { *text = status == 2 ? "out of memory" : status == 201 ? "invalid context" : "not found"; return 0; }
API cuMemAlloc_v2(uint64_t *p, size_t n) { if (n > (1u << 30)) return 2; *p = (uint64_t)std::malloc(n); std::memset((void *)*p, 0xee, n); return check(); }
API cuMemFree_v2(uint64_t p) { std::free((void *)p); return check(); }
API cuMemHostAlloc(void **p, size_t n, unsigned) { *p = std::malloc(n); return check(); }
API cuMemFreeHost(void *p) { std::free(p); return 0; }
API cuMemcpyHtoDAsync_v2(uint64_t to, const void *from, size_t n, void *) { std::memcpy((void *)to, from, n); return check(); }
API cuMemcpyDtoHAsync_v2(void *to, uint64_t from, size_t n, void *) { std::memcpy(to, (const void *)from, n); return check(); }
API cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t n, void *) { std::memmove((void *)to, (const void *)from, n); return check(); }
API cuMemsetD8Async(uint64_t to, unsigned char byte, size_t n, void *) { std::memset((void *)to, byte, n); return check(); }
API cuModuleLoadData(void **out, const void *image) { *out = (void *)(std::strlen((const char *)image) + 1); return check(); }
API cuModuleUnload(void *) { return 0; }
API cuModuleGetFunction(void **out, void *, const char *name) { if (std::strcmp(name, "scale_add")) return 500; *out = (void *)7; return check(); }
API cuLaunchKernel(void *f, unsigned x, unsigned y, unsigned z, unsigned block, unsigned, unsigned, unsigned, void *, void **params, void **extra) {
  if ((uint64_t)f != 7 || extra) return 1;
  float *p = *(float **)params[0];
  const int add = *(int *)params[1];
  for (unsigned i = 0; i < block; ++i) p[i] = p[i] * (float)(x * y * z) + (float)add;
  return check();
}
static int polls;
API cuStreamCreate(void **out, unsigned) { *out = (void *)1; return check(); }
API cuStreamQuery(void *) { return check() ? 201 : ++polls % 3 ? 600 : 0; }
API cuStreamWaitEvent(void *, void *event, unsigned) { return event ? check() : 400; }
API cuStreamDestroy_v2(void *) { return 0; }
API cuEventCreate(void **out, unsigned) { *out = std::malloc(1); return check(); }
API cuEventRecord(void *, void *) { return check(); }
API cuEventSynchronize(void *) { return 0; }
API cuEventElapsedTime(float *ms, void *, void *) { *ms = 1.5f; return 0; }
API cuEventDestroy_v2(void *e) { std::free(e); return 0; }
