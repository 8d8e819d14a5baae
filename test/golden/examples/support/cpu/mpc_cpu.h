// Support library of the generated CPU kernels. Kernels read buffers in whole vectors: every buffer must be readable
// MPC_PADDING bytes past its end. What lies there does not matter.
#ifndef MPC_CPU_H
#define MPC_CPU_H

#include "mpc_memory.h"
#include "mpc_select.h"
#include "mpc_threads.h"
#include "mpc_vector.h"

/** Limits the threads of all kernels of this library, and of those that share its pool; not while a kernel runs. */
extern "C" void mpc_set_threads(int threads) { mpc_threads().resize(threads); }

/** Has this library use the pool of another one (a result of its `mpc_use_pool`; null: its own). Returns the pool that it uses now. */
extern "C" const void *mpc_use_pool(const void *pool) { return mpc_adopt_pool(pool); }

#endif
