// Step mixed (apply, lines 54, 55), written by mpc.
// 3 processes (load_a_v, evaluate, store_mixed), 4 memory ports.
// Counted from this text, no tool asked: 672 DSP, 334 BRAM18, 0 URAM, 76502 LUT, 111867 FF; largest II 11;
// slowest process evaluate: 454962 cycles at 250 MHz.
#include "mpc_hls.h"

namespace mixed_processes {

// Reads a_v in the order in which it is used.
static void load_a_v(const mpc::word* a_v, hls::stream<mpc::word, 128>& a_v_s) {
  mpc::send_row(a_v, 0, 6144, a_v_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* context, const mpc::word* mixed_logit, hls::stream<mpc::word, 128>& a_v_s, hls::stream<float, 64>& mixed_s) {
  MPC_ONCHIP float acc[34816];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=64 dim=1
  MPC_ONCHIP float context_row[26112];
#pragma HLS ARRAY_PARTITION variable=context_row cyclic factor=16 dim=1
  MPC_ONCHIP float a_v_row[512];
#pragma HLS ARRAY_PARTITION variable=a_v_row cyclic factor=64 dim=1
  MPC_ONCHIP float av_mem[34816];
#pragma HLS ARRAY_PARTITION variable=av_mem cyclic factor=64 dim=1
  MPC_ONCHIP float peak[1];
  MPC_ONCHIP float norm[1];
  MPC_ONCHIP float acc2[64];
#pragma HLS ARRAY_PARTITION variable=acc2 complete dim=1
  MPC_ONCHIP float mixed_logit_row[17408];
#pragma HLS ARRAY_PARTITION variable=mixed_logit_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(context, 0, 1632, context_row);
  mpc::fetch_words<mpc::f32>(mixed_logit, 0, 1088, mixed_logit_row);
  mpc::fill<float>(acc, 34816, 0.0f);
  for (int i = 0; i < 384; ++i) {
    mpc::take_words<mpc::bf16>(a_v_s, 16, a_v_row);
    for (int c = 0; c < 68; ++c) {
      for (int a = 0; a < 8; ++a) {
#pragma HLS PIPELINE II=1
        for (int l = 0; l < 64; ++l) {
#pragma HLS UNROLL
          acc[(c * 8 + a) * 64 + l] = mpc::fma(context_row[c * 384 + i], a_v_row[a * 64 + l], acc[(c * 8 + a) * 64 + l]);
        }
      }
    }
  }
  for (int c2 = 0; c2 < 68; ++c2) {
    for (int a2 = 0; a2 < 8; ++a2) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        av_mem[(c2 * 8 + a2) * 64 + e] = acc[(c2 * 8 + a2) * 64 + e];
      }
    }
  }
  for (int t = 0; t < 32; ++t) {
    for (int a3 = 0; a3 < 8; ++a3) {
      mpc::fill<float>(peak, 1, -3.4028235e+38f);
      mpc::fill<float>(norm, 1, 0.0f);
      mpc::fill<float>(acc2, 64, 0.0f);
      for (int c3 = 0; c3 < 4 + 2 * t + 2; ++c3) {
#pragma HLS PIPELINE II=11
        const float peak_old = peak[0];
        const float logit = mixed_logit_row[(t * 8 + a3) * 68 + c3];
        const float next = mpc_max(peak_old, logit);
        const float fade = std::exp(peak_old - next);
        const float weight = std::exp(logit - next);
        norm[0] = mpc::fma(norm[0], fade, weight);
        peak[0] = next;
        for (int l2 = 0; l2 < 64; ++l2) {
#pragma HLS UNROLL
          acc2[l2] = mpc::fma(weight, av_mem[(c3 * 8 + a3) * 64 + l2], acc2[l2] * fade);
        }
      }
      for (int e2 = 0; e2 < 64; ++e2) {
#pragma HLS PIPELINE II=1
        const float mean = norm[0] == 0.0f ? 0.0f : acc2[e2] / norm[0];
        mixed_s.write(mean);
      }
    }
  }
}

// Writes mixed.
static void store_mixed(float* mixed2, hls::stream<float, 64>& mixed_s) {
  for (int t = 0; t < 32; ++t) {
    for (int a = 0; a < 8; ++a) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        mixed2[(t * 8 + a) * 64 + e] = mixed_s.read();
      }
    }
  }
}

}  // namespace mixed_processes

extern "C" void mixed(const mpc::word* a_v, const mpc::word* context, const mpc::word* mixed_logit, float* mixed2) {
#pragma HLS INTERFACE mode=m_axi port=a_v bundle=gmem0 offset=slave depth=6144 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=context bundle=gmem1 offset=slave depth=1632 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed_logit bundle=gmem2 offset=slave depth=1088 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed2 bundle=gmem3 offset=slave depth=16384 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=a_v
#pragma HLS INTERFACE mode=s_axilite port=context
#pragma HLS INTERFACE mode=s_axilite port=mixed_logit
#pragma HLS INTERFACE mode=s_axilite port=mixed2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> a_v_s("a_v_s");  // holds four bursts
  hls::stream<float, 64> mixed_s("mixed_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(mixed_processes::load_a_v(a_v, a_v_s));
  MPC_PROCESS(mixed_processes::evaluate(context, mixed_logit, a_v_s, mixed_s));
  MPC_PROCESS(mixed_processes::store_mixed(mixed2, mixed_s));
}
