// Step mixed_logit (apply, lines 53, 55), written by mpc.
// 3 processes (load_a_k, evaluate, store_mixed_logit), 4 memory ports.
// Counted from this text, no tool asked: 518 DSP, 366 BRAM18, 0 URAM, 64924 LUT, 92082 FF; largest II 1;
// slowest process evaluate: 321010 cycles at 250 MHz.
#include "mpc_hls.h"

namespace mixed_logit_processes {

// Reads a_k in the order in which it is used.
static void load_a_k(const mpc::word* a_k, hls::stream<mpc::word, 128>& a_k_s) {
  mpc::send_row(a_k, 0, 6144, a_k_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* context, const mpc::word* aq, hls::stream<mpc::word, 128>& a_k_s, hls::stream<float, 64>& mixed_logit_s) {
  MPC_ONCHIP float acc[34816];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=64 dim=1
  MPC_ONCHIP float context_row[26112];
#pragma HLS ARRAY_PARTITION variable=context_row cyclic factor=16 dim=1
  MPC_ONCHIP float a_k_row[512];
#pragma HLS ARRAY_PARTITION variable=a_k_row cyclic factor=64 dim=1
  MPC_ONCHIP float ak_mem[34816];
#pragma HLS ARRAY_PARTITION variable=ak_mem cyclic factor=64 dim=1
  MPC_ONCHIP float aq_row[16384];
#pragma HLS ARRAY_PARTITION variable=aq_row cyclic factor=64 dim=1
  mpc::fetch_words<mpc::f32>(context, 0, 1632, context_row);
  mpc::fetch_words<mpc::f32>(aq, 0, 1024, aq_row);
  mpc::fill<float>(acc, 34816, 0.0f);
  for (int i = 0; i < 384; ++i) {
    mpc::take_words<mpc::bf16>(a_k_s, 16, a_k_row);
    for (int c = 0; c < 68; ++c) {
      for (int a = 0; a < 8; ++a) {
#pragma HLS PIPELINE II=1
        for (int l = 0; l < 64; ++l) {
#pragma HLS UNROLL
          acc[(c * 8 + a) * 64 + l] = mpc::fma(context_row[c * 384 + i], a_k_row[a * 64 + l], acc[(c * 8 + a) * 64 + l]);
        }
      }
    }
  }
  for (int c2 = 0; c2 < 68; ++c2) {
    for (int a2 = 0; a2 < 8; ++a2) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        ak_mem[(c2 * 8 + a2) * 64 + e] = acc[(c2 * 8 + a2) * 64 + e];
      }
    }
  }
  for (int t = 0; t < 32; ++t) {
    for (int a3 = 0; a3 < 8; ++a3) {
      for (int c3 = 0; c3 < 4 + 2 * t + 2; ++c3) {
#pragma HLS PIPELINE II=1
        float lane[64];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
        for (int l2 = 0; l2 < 64; ++l2) {
#pragma HLS UNROLL
          lane[l2] = aq_row[(t * 8 + a3) * 64 + l2] * ak_mem[(c3 * 8 + a3) * 64 + l2];
        }
        const float sum = mpc::adder_tree<64>::sum(lane);
        mixed_logit_s.write(sum * 0.125f);
      }
    }
  }
}

// Writes mixed_logit.
static void store_mixed_logit(float* mixed_logit2, hls::stream<float, 64>& mixed_logit_s) {
  for (int t = 0; t < 32; ++t) {
    for (int a = 0; a < 8; ++a) {
      for (int c = 0; c < 4 + 2 * t + 2; ++c) {
#pragma HLS PIPELINE II=1
        mixed_logit2[(t * 8 + a) * 68 + c] = mixed_logit_s.read();
      }
    }
  }
}

}  // namespace mixed_logit_processes

extern "C" void mixed_logit(const mpc::word* a_k, const mpc::word* context, const mpc::word* aq, float* mixed_logit2) {
#pragma HLS INTERFACE mode=m_axi port=a_k bundle=gmem0 offset=slave depth=6144 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=context bundle=gmem1 offset=slave depth=1632 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=aq bundle=gmem2 offset=slave depth=1024 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed_logit2 bundle=gmem3 offset=slave depth=17408 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=a_k
#pragma HLS INTERFACE mode=s_axilite port=context
#pragma HLS INTERFACE mode=s_axilite port=aq
#pragma HLS INTERFACE mode=s_axilite port=mixed_logit2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> a_k_s("a_k_s");  // holds four bursts
  hls::stream<float, 64> mixed_logit_s("mixed_logit_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(mixed_logit_processes::load_a_k(a_k, a_k_s));
  MPC_PROCESS(mixed_logit_processes::evaluate(context, aq, a_k_s, mixed_logit_s));
  MPC_PROCESS(mixed_logit_processes::store_mixed_logit(mixed_logit2, mixed_logit_s));
}
