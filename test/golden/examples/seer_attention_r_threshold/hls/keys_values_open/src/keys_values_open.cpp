// Step keys_values_open (prepare, lines 26, 27, 28), written by mpc.
// 4 processes (evaluate, store_keys, store_values, store_open), 6 memory ports.
// Counted from this text, no tool asked: 0 DSP, 147 BRAM18, 0 URAM, 24384 LUT, 39384 FF; largest II 1;
// slowest process evaluate: 3390 cycles at 250 MHz.
#include "mpc_hls.h"

namespace keys_values_open_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* k, const mpc::word* v, const mpc::word* k_nope, hls::stream<float, 64>& keys_s, hls::stream<float, 64>& values_s, hls::stream<float, 64>& open_s) {
  MPC_ONCHIP float k_row[1024];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=32 dim=1
  MPC_ONCHIP float v_row[1024];
#pragma HLS ARRAY_PARTITION variable=v_row cyclic factor=32 dim=1
  MPC_ONCHIP float k_nope_row[1024];
#pragma HLS ARRAY_PARTITION variable=k_nope_row cyclic factor=32 dim=1
  mpc::fetch_words<mpc::bf16>(k, 0, 32, k_row);
  mpc::fetch_words<mpc::bf16>(v, 0, 32, v_row);
  mpc::fetch_words<mpc::bf16>(k_nope, 0, 32, k_nope_row);
  for (int i = 0; i < 8; ++i) {
    for (int i1 = 0; i1 < 128; ++i1) {
#pragma HLS PIPELINE II=1
      keys_s.write(k_row[i * 128 + i1]);
    }
  }
  for (int i2 = 0; i2 < 8; ++i2) {
    for (int i1_2 = 0; i1_2 < 128; ++i1_2) {
#pragma HLS PIPELINE II=1
      values_s.write(v_row[i2 * 128 + i1_2]);
    }
  }
  for (int i3 = 0; i3 < 8; ++i3) {
    for (int i1_3 = 0; i1_3 < 128; ++i1_3) {
#pragma HLS PIPELINE II=1
      open_s.write(k_nope_row[i3 * 128 + i1_3]);
    }
  }
}

// Writes keys.
static void store_keys(uint16_t* keys, hls::stream<float, 64>& keys_s, int N) {
  for (int i = 0; i < 8; ++i) {
    for (int i1 = 0; i1 < 128; ++i1) {
#pragma HLS PIPELINE II=1
      keys[((N - 1) * 8 + i) * 128 + i1] = mpc::bf16::narrow(keys_s.read());
    }
  }
}

// Writes values.
static void store_values(uint16_t* values, hls::stream<float, 64>& values_s, int N) {
  for (int i = 0; i < 8; ++i) {
    for (int i1 = 0; i1 < 128; ++i1) {
#pragma HLS PIPELINE II=1
      values[((N - 1) * 8 + i) * 128 + i1] = mpc::bf16::narrow(values_s.read());
    }
  }
}

// Writes open.
static void store_open(uint16_t* open, hls::stream<float, 64>& open_s, int N) {
  for (int i = 0; i < 8; ++i) {
    for (int i1 = 0; i1 < 128; ++i1) {
#pragma HLS PIPELINE II=1
      open[(mpc_floor_mod(N - 1, 64) * 8 + i) * 128 + i1] = mpc::bf16::narrow(open_s.read());
    }
  }
}

}  // namespace keys_values_open_processes

extern "C" void keys_values_open(const mpc::word* k, const mpc::word* v, const mpc::word* k_nope, uint16_t* keys, uint16_t* values, uint16_t* open, int N) {
#pragma HLS INTERFACE mode=m_axi port=k bundle=gmem0 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=v bundle=gmem1 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k_nope bundle=gmem2 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys bundle=gmem3 offset=slave depth=153600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values bundle=gmem4 offset=slave depth=153600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=open bundle=gmem5 offset=slave depth=65536 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=k
#pragma HLS INTERFACE mode=s_axilite port=v
#pragma HLS INTERFACE mode=s_axilite port=k_nope
#pragma HLS INTERFACE mode=s_axilite port=keys
#pragma HLS INTERFACE mode=s_axilite port=values
#pragma HLS INTERFACE mode=s_axilite port=open
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> keys_s("keys_s");  // rates differ by bursts only
  hls::stream<float, 64> values_s("values_s");  // rates differ by bursts only
  hls::stream<float, 64> open_s("open_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(keys_values_open_processes::evaluate(k, v, k_nope, keys_s, values_s, open_s));
  MPC_PROCESS(keys_values_open_processes::store_keys(keys, keys_s, N));
  MPC_PROCESS(keys_values_open_processes::store_values(values, values_s, N));
  MPC_PROCESS(keys_values_open_processes::store_open(open, open_s, N));
}
