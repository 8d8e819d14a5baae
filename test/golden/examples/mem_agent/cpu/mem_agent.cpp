// mem_agent: CPU kernels, one function for each step. Written by mpc.
#include "mpc_cpu.h"

// prepare: note_note_count
extern "C" void mem_agent_note_note_count(
    const int32_t *__restrict updated,
    int32_t *__restrict note,
    const int32_t *__restrict updated_count,
    int32_t *__restrict note_count) {
  // prepare, line 31: note[i]
  {
    mpc_parallel_for(0, 1024, MPC_LANES, mpc_grain(2.0f), [&](int i_begin, int i_end) {
      for (int i = i_begin; i < i_end; i += MPC_LANES) {
        mpc_store(note + i, mpc_load(updated + i));
      }
    });
  }
  // prepare, line 31: note_count
  {
    note_count[0] = updated_count[0];
  }
}
