// Step newest_bank (prepare, lines 45, 46), written by mpc.
// 2 processes (evaluate, store_bank), 3 memory ports.
// Counted from this text, no tool asked: 3 DSP, 38 BRAM18, 0 URAM, 15104 LUT, 24124 FF; largest II 1;
// slowest process evaluate: 12692 cycles at 250 MHz.
#include "mpc_hls.h"

namespace newest_bank_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* hidden, uint16_t* newest, hls::stream<float, 64>& bank_s) {
  MPC_ONCHIP float hidden_row[4096];
#pragma HLS ARRAY_PARTITION variable=hidden_row cyclic factor=16 dim=1
  MPC_ONCHIP uint16_t newest_mem[4096];
  mpc::fetch_words<mpc::f32>(hidden, 0, 256, hidden_row);
  for (int i = 0; i < 4096; ++i) {
#pragma HLS PIPELINE II=1
    newest_mem[i] = mpc::bf16::narrow(mpc::round_to<mpc::bf16>(hidden_row[i]));
  }
  for (int i2 = 0; i2 < 4096; ++i2) {
#pragma HLS PIPELINE II=1
    bank_s.write(mpc::bf16::widen(newest_mem[i2]));
  }
  mpc::flush(newest_mem, 4096, newest);
}

// Writes bank.
static void store_bank(uint16_t* bank, hls::stream<float, 64>& bank_s, int N) {
  for (int i = 0; i < 4096; ++i) {
#pragma HLS PIPELINE II=1
    bank[mpc_floor_mod(N - 1, 300) * 4096 + i] = mpc::bf16::narrow(bank_s.read());
  }
}

}  // namespace newest_bank_processes

extern "C" void newest_bank(const mpc::word* hidden, uint16_t* newest, uint16_t* bank, int N) {
#pragma HLS INTERFACE mode=m_axi port=hidden bundle=gmem0 offset=slave depth=256 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=newest bundle=gmem1 offset=slave depth=4096 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=bank bundle=gmem2 offset=slave depth=1228800 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=hidden
#pragma HLS INTERFACE mode=s_axilite port=newest
#pragma HLS INTERFACE mode=s_axilite port=bank
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> bank_s("bank_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(newest_bank_processes::evaluate(hidden, newest, bank_s));
  MPC_PROCESS(newest_bank_processes::store_bank(bank, bank_s, N));
}
