// Step query (relevancy, lines 40, 41), written by mpc.
// 3 processes (load_w_q, evaluate, store_query), 5 memory ports.
// Counted from this text, no tool asked: 1067 DSP, 416 BRAM18, 0 URAM, 119294 LUT, 171646 FF; largest II 7;
// slowest process evaluate: 49886 cycles at 250 MHz.
#include "mpc_hls.h"

namespace query_processes {

// Reads w_q in the order in which it is used.
static void load_w_q(const mpc::word* w_q, hls::stream<mpc::word, 128>& w_q_s) {
  mpc::send_row(w_q, 0, 16384, w_q_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* q_nope, const mpc::word* gain_q, const mpc::word* freq, hls::stream<mpc::word, 128>& w_q_s, hls::stream<float, 64>& query_s, int N) {
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float q_nope_row[4096];
#pragma HLS ARRAY_PARTITION variable=q_nope_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_q_row[65536];
#pragma HLS ARRAY_PARTITION variable=w_q_row cyclic factor=128 dim=1
  MPC_ONCHIP float grouped_mem[1024];
#pragma HLS ARRAY_PARTITION variable=grouped_mem cyclic factor=128 dim=1
  MPC_ONCHIP float rms_norm_2_rsqrt_m[8];
  MPC_ONCHIP float gain_q_row[128];
#pragma HLS ARRAY_PARTITION variable=gain_q_row cyclic factor=32 dim=1
  MPC_ONCHIP float rms_norm_2_mem[1024];
  MPC_ONCHIP float freq_row[64];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::bf16>(q_nope, 0, 128, q_nope_row);
  mpc::fetch_words<mpc::bf16>(gain_q, 0, 4, gain_q_row);
  mpc::fetch_words<mpc::f32>(freq, 0, 4, freq_row);
  for (int h = 0; h < 8; ++h) {
    mpc::take_words<mpc::bf16>(w_q_s, 2048, w_q_row);
    mpc::fill<float>(acc, 128, 0.0f);
    for (int u = 0; u < 4; ++u) {
      for (int d = 0; d < 128; ++d) {
#pragma HLS PIPELINE II=7
        for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
          acc[l] = mpc::fma(q_nope_row[(h * 4 + u) * 128 + d], w_q_row[(u * 128 + d) * 128 + l], acc[l]);
        }
      }
    }
    for (int o = 0; o < 128; ++o) {
#pragma HLS PIPELINE II=1
      grouped_mem[h * 128 + o] = acc[o];
    }
  }
  for (int h2 = 0; h2 < 8; ++h2) {
#pragma HLS PIPELINE II=1
    float lane[128];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
    for (int l2 = 0; l2 < 128; ++l2) {
#pragma HLS UNROLL
      lane[l2] = grouped_mem[h2 * 128 + l2] * grouped_mem[h2 * 128 + l2];
    }
    const float sum = mpc::adder_tree<128>::sum(lane);
    rms_norm_2_rsqrt_m[h2] = mpc::rsqrt(sum * 0.0078125f + 0.000001f);
  }
  for (int h3 = 0; h3 < 8; ++h3) {
    for (int i = 0; i < 128; ++i) {
#pragma HLS PIPELINE II=1
      rms_norm_2_mem[h3 * 128 + i] = grouped_mem[h3 * 128 + i] * rms_norm_2_rsqrt_m[h3] * gain_q_row[i];
    }
  }
  for (int h4 = 0; h4 < 8; ++h4) {
    for (int i2 = 0; i2 < 128; ++i2) {
#pragma HLS PIPELINE II=1
      query_s.write(rms_norm_2_mem[h4 * 128 + i2] * std::cos(float(N - 1) * freq_row[i2 % 64]) + (i2 < 64 ? -rms_norm_2_mem[h4 * 128 + mpc_min(i2 + 64, 127)] : rms_norm_2_mem[h4 * 128 + mpc_max(i2 - 64, 0)]) * std::sin(float(N - 1) * freq_row[i2 % 64]));
    }
  }
}

// Writes query.
static void store_query(float* query2, hls::stream<float, 64>& query_s) {
  for (int h = 0; h < 8; ++h) {
    for (int i = 0; i < 128; ++i) {
#pragma HLS PIPELINE II=1
      query2[h * 128 + i] = query_s.read();
    }
  }
}

}  // namespace query_processes

extern "C" void query(const mpc::word* w_q, const mpc::word* q_nope, const mpc::word* gain_q, const mpc::word* freq, float* query2, int N) {
#pragma HLS INTERFACE mode=m_axi port=w_q bundle=gmem0 offset=slave depth=16384 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_nope bundle=gmem1 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain_q bundle=gmem2 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem3 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query2 bundle=gmem4 offset=slave depth=1024 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w_q
#pragma HLS INTERFACE mode=s_axilite port=q_nope
#pragma HLS INTERFACE mode=s_axilite port=gain_q
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=query2
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_q_s("w_q_s");  // holds four bursts
  hls::stream<float, 64> query_s("query_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(query_processes::load_w_q(w_q, w_q_s));
  MPC_PROCESS(query_processes::evaluate(q_nope, gain_q, freq, w_q_s, query_s, N));
  MPC_PROCESS(query_processes::store_query(query2, query_s));
}
