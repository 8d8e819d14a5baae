// Step aq (apply, line 52), written by mpc.
// 3 processes (load_a_q, evaluate, store_aq), 3 memory ports.
// Counted from this text, no tool asked: 259 DSP, 207 BRAM18, 0 URAM, 38528 LUT, 55612 FF; largest II 1;
// slowest process evaluate: 146894 cycles at 250 MHz.
#include "mpc_hls.h"

namespace aq_processes {

// Reads a_q in the order in which it is used.
static void load_a_q(const mpc::word* a_q, hls::stream<mpc::word, 128>& a_q_s) {
  mpc::send_row(a_q, 0, 6144, a_q_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* x, hls::stream<float, 64>& aq_s, hls::stream<mpc::word, 128>& a_q_s) {
  MPC_ONCHIP float acc[16384];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=64 dim=1
  MPC_ONCHIP float x_row[12288];
#pragma HLS ARRAY_PARTITION variable=x_row cyclic factor=32 dim=1
  MPC_ONCHIP float a_q_row[512];
#pragma HLS ARRAY_PARTITION variable=a_q_row cyclic factor=64 dim=1
  mpc::fetch_words<mpc::bf16>(x, 0, 384, x_row);
  mpc::fill<float>(acc, 16384, 0.0f);
  for (int i = 0; i < 384; ++i) {
    mpc::take_words<mpc::bf16>(a_q_s, 16, a_q_row);
    for (int t = 0; t < 32; ++t) {
      for (int a = 0; a < 8; ++a) {
#pragma HLS PIPELINE II=1
        for (int l = 0; l < 64; ++l) {
#pragma HLS UNROLL
          acc[(t * 8 + a) * 64 + l] = mpc::fma(x_row[t * 384 + i], a_q_row[a * 64 + l], acc[(t * 8 + a) * 64 + l]);
        }
      }
    }
  }
  for (int t2 = 0; t2 < 32; ++t2) {
    for (int a2 = 0; a2 < 8; ++a2) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        aq_s.write(acc[(t2 * 8 + a2) * 64 + e]);
      }
    }
  }
}

// Writes aq.
static void store_aq(float* aq2, hls::stream<float, 64>& aq_s) {
  for (int t = 0; t < 32; ++t) {
    for (int a = 0; a < 8; ++a) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        aq2[(t * 8 + a) * 64 + e] = aq_s.read();
      }
    }
  }
}

}  // namespace aq_processes

extern "C" void aq(const mpc::word* a_q, const mpc::word* x, float* aq2) {
#pragma HLS INTERFACE mode=m_axi port=a_q bundle=gmem0 offset=slave depth=6144 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem1 offset=slave depth=384 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=aq2 bundle=gmem2 offset=slave depth=16384 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=a_q
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=aq2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> a_q_s("a_q_s");  // holds four bursts
  hls::stream<float, 64> aq_s("aq_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(aq_processes::load_a_q(a_q, a_q_s));
  MPC_PROCESS(aq_processes::evaluate(x, aq_s, a_q_s));
  MPC_PROCESS(aq_processes::store_aq(aq2, aq_s));
}
