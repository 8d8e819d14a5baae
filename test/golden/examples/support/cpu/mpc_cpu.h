// Support library of the generated CPU kernels. Kernels read buffers in whole vectors: every buffer must be readable
// MPC_PADDING bytes past its end. What lies there does not matter.
#ifndef MPC_CPU_H
#define MPC_CPU_H

#include "mpc_memory.h"
#include "mpc_select.h"
#include "mpc_threads.h"
#include "mpc_vector.h"

#endif
