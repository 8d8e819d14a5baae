// Step mixed (apply, lines 61, 62, 63), written by mpc.
// 5 processes (load_cache, load_cache_pe, load_cache2, evaluate, store_mixed), 14 memory ports.
// Counted from this text, no tool asked: 486 DSP, 412 BRAM18, 64 URAM, 94791 LUT, 145796 FF; largest II 16;
// slowest process evaluate: 30381 * min(2048, T) + 406359 cycles at 250 MHz.
#include "mpc_hls.h"

namespace mixed_processes {

// Reads cache in the order in which it is used.
static void load_cache(const int32_t* picked_count2, const mpc::word* picked, const mpc::word* cache, hls::stream<mpc::word, 128>& cache_s) {
  MPC_ONCHIP int32_t picked_row[2048];
#pragma HLS ARRAY_PARTITION variable=picked_row cyclic factor=16 dim=1
  const int picked_count_at = picked_count2[0];
  mpc::fetch_words<mpc::i32>(picked, 0, 128, picked_row);
  for (int t_at = 0; t_at < picked_count_at; ++t_at) {
#pragma HLS PIPELINE II=16
    mpc::send_row(cache, picked_row[t_at] * 16, 16, cache_s);
  }
}

// Reads cache_pe in the order in which it is used.
static void load_cache_pe(const int32_t* picked_count3, const mpc::word* picked2, const mpc::word* cache_pe, hls::stream<mpc::word, 128>& cache_pe_s) {
  MPC_ONCHIP int32_t picked_row[2048];
#pragma HLS ARRAY_PARTITION variable=picked_row cyclic factor=16 dim=1
  const int picked_count_at = picked_count3[0];
  mpc::fetch_words<mpc::i32>(picked2, 0, 128, picked_row);
  for (int t_at = 0; t_at < picked_count_at; ++t_at) {
#pragma HLS PIPELINE II=2
    mpc::send_row(cache_pe, picked_row[t_at] * 2, 2, cache_pe_s);
  }
}

// Reads cache in the order in which it is used.
static void load_cache2(const int32_t* picked_count4, const mpc::word* picked3, const mpc::word* cache2, hls::stream<mpc::word, 128>& cache_s2) {
  MPC_ONCHIP int32_t picked_row[2048];
#pragma HLS ARRAY_PARTITION variable=picked_row cyclic factor=16 dim=1
  const int picked_count_at = picked_count4[0];
  mpc::fetch_words<mpc::i32>(picked3, 0, 128, picked_row);
  for (int t_at = 0; t_at < picked_count_at; ++t_at) {
#pragma HLS PIPELINE II=16
    mpc::send_row(cache2, picked_row[t_at] * 16, 16, cache_s2);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* q_pe, const mpc::word* freq, const int32_t* picked_count, const mpc::word* q_abs, hls::stream<mpc::word, 128>& cache_s, hls::stream<mpc::word, 128>& cache_pe_s, hls::stream<float, 64>& mixed_s, hls::stream<mpc::word, 128>& cache_s2, int T) {
  MPC_ONCHIP float q_pe_row[8192];
#pragma HLS ARRAY_PARTITION variable=q_pe_row cyclic factor=32 dim=1
  MPC_ONCHIP float freq_row[32];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  MPC_ONCHIP float q_rope_mem[8192];
#pragma HLS ARRAY_PARTITION variable=q_rope_mem cyclic factor=64 dim=1
  MPC_ONCHIP float mixed_logit_mem[262144];
#pragma HLS BIND_STORAGE variable=mixed_logit_mem type=ram_2p impl=uram
  MPC_ONCHIP float q_abs_row[65536];
#pragma HLS ARRAY_PARTITION variable=q_abs_row cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=q_abs_row type=ram_2p impl=uram
  MPC_ONCHIP float cache_row[512];
#pragma HLS ARRAY_PARTITION variable=cache_row cyclic factor=32 dim=1
  MPC_ONCHIP float cache_pe_row[64];
#pragma HLS ARRAY_PARTITION variable=cache_pe_row complete dim=1
  MPC_ONCHIP float peak[128];
  MPC_ONCHIP float norm[128];
  MPC_ONCHIP float acc[65536];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=acc type=ram_2p impl=uram
  MPC_ONCHIP float cache_row2[512];
#pragma HLS ARRAY_PARTITION variable=cache_row2 cyclic factor=32 dim=1
  mpc::fetch_words<mpc::bf16>(q_pe, 0, 256, q_pe_row);
  mpc::fetch_words<mpc::f32>(freq, 0, 2, freq_row);
  const int picked_count_at = picked_count[0];
  mpc::fetch_words<mpc::f32>(q_abs, 0, 4096, q_abs_row);
  for (int a = 0; a < 128; ++a) {
    for (int i = 0; i < 64; ++i) {
#pragma HLS PIPELINE II=1
      q_rope_mem[a * 64 + i] = q_pe_row[a * 64 + i] * std::cos(float(T - 1) * freq_row[i / 2]) + (i % 2 == 0 ? -q_pe_row[a * 64 + mpc_min(i + 1, 63)] : q_pe_row[a * 64 + mpc_max(i - 1, 0)]) * std::sin(float(T - 1) * freq_row[i / 2]);
    }
  }
  for (int i2 = 0; i2 < 262144; ++i2) {
#pragma HLS PIPELINE II=1
    mixed_logit_mem[i2] = 0.0f;
  }
  for (int t_at = 0; t_at < picked_count_at; ++t_at) {
    mpc::take_words<mpc::bf16>(cache_s, 16, cache_row);
    mpc::take_words<mpc::bf16>(cache_pe_s, 2, cache_pe_row);
    for (int a2 = 0; a2 < 128; ++a2) {
      float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
      for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
        part[c] = 0.0f;
      }
      for (int e = 0; e < 512; e += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
        for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
          lane[l] = q_abs_row[a2 * 512 + (e + l)] * cache_row[e + l];
        }
        part[e / 16 % 8] = part[e / 16 % 8] + mpc::adder_tree<16>::sum(lane);
      }
      float lane2[64];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
      for (int l2 = 0; l2 < 64; ++l2) {
#pragma HLS UNROLL
        lane2[l2] = q_rope_mem[a2 * 64 + l2] * cache_pe_row[l2];
      }
      const float sum = mpc::adder_tree<64>::sum(lane2);
      mixed_logit_mem[a2 * 2048 + t_at] = (mpc::adder_tree<8>::sum(part) + sum) * 0.13523377f;
    }
  }
  mpc::fill<float>(peak, 128, -3.4028235e+38f);
  mpc::fill<float>(norm, 128, 0.0f);
  mpc::fill<float>(acc, 65536, 0.0f);
  for (int t_at2 = 0; t_at2 < picked_count_at; ++t_at2) {
    mpc::take_words<mpc::bf16>(cache_s2, 16, cache_row2);
    for (int a3 = 0; a3 < 128; ++a3) {
      const float peak_old = peak[a3];
      const float logit = mixed_logit_mem[a3 * 2048 + t_at2];
      const float next = mpc_max(peak_old, logit);
      const float fade = std::exp(peak_old - next);
      const float weight = std::exp(logit - next);
      norm[a3] = mpc::fma(norm[a3], fade, weight);
      peak[a3] = next;
      for (int c2 = 0; c2 < 512; c2 += 16) {
#pragma HLS PIPELINE II=1
        for (int l3 = 0; l3 < 16; ++l3) {
#pragma HLS UNROLL
          acc[a3 * 512 + (c2 + l3)] = mpc::fma(weight, cache_row2[c2 + l3], acc[a3 * 512 + (c2 + l3)] * fade);
        }
      }
    }
  }
  for (int a4 = 0; a4 < 128; ++a4) {
    for (int c3 = 0; c3 < 512; ++c3) {
#pragma HLS PIPELINE II=1
      const float mean = norm[a4] == 0.0f ? 0.0f : acc[a4 * 512 + c3] / norm[a4];
      mixed_s.write(mean);
    }
  }
}

// Writes mixed.
static void store_mixed(float* mixed2, hls::stream<float, 64>& mixed_s) {
  for (int a = 0; a < 128; ++a) {
    for (int c = 0; c < 512; ++c) {
#pragma HLS PIPELINE II=1
      mixed2[a * 512 + c] = mixed_s.read();
    }
  }
}

}  // namespace mixed_processes

extern "C" void mixed(const int32_t* picked_count2, const mpc::word* picked, const mpc::word* cache, const int32_t* picked_count3, const mpc::word* picked2, const mpc::word* cache_pe, const int32_t* picked_count4, const mpc::word* picked3, const mpc::word* cache2, const mpc::word* q_pe, const mpc::word* freq, const int32_t* picked_count, const mpc::word* q_abs, float* mixed2, int T) {
#pragma HLS INTERFACE mode=m_axi port=picked_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked bundle=gmem1 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=cache bundle=gmem2 offset=slave depth=2400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked_count3 bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked2 bundle=gmem4 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=cache_pe bundle=gmem5 offset=slave depth=300 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked_count4 bundle=gmem6 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked3 bundle=gmem7 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=cache2 bundle=gmem8 offset=slave depth=2400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_pe bundle=gmem9 offset=slave depth=256 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem10 offset=slave depth=2 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=picked_count bundle=gmem11 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_abs bundle=gmem12 offset=slave depth=4096 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed2 bundle=gmem13 offset=slave depth=65536 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=picked_count2
#pragma HLS INTERFACE mode=s_axilite port=picked
#pragma HLS INTERFACE mode=s_axilite port=cache
#pragma HLS INTERFACE mode=s_axilite port=picked_count3
#pragma HLS INTERFACE mode=s_axilite port=picked2
#pragma HLS INTERFACE mode=s_axilite port=cache_pe
#pragma HLS INTERFACE mode=s_axilite port=picked_count4
#pragma HLS INTERFACE mode=s_axilite port=picked3
#pragma HLS INTERFACE mode=s_axilite port=cache2
#pragma HLS INTERFACE mode=s_axilite port=q_pe
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=picked_count
#pragma HLS INTERFACE mode=s_axilite port=q_abs
#pragma HLS INTERFACE mode=s_axilite port=mixed2
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> cache_s("cache_s");  // holds four bursts
  hls::stream<mpc::word, 128> cache_pe_s("cache_pe_s");  // holds four bursts
  hls::stream<mpc::word, 128> cache_s2("cache_s2");  // holds four bursts
  hls::stream<float, 64> mixed_s("mixed_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(mixed_processes::load_cache(picked_count2, picked, cache, cache_s));
  MPC_PROCESS(mixed_processes::load_cache_pe(picked_count3, picked2, cache_pe, cache_pe_s));
  MPC_PROCESS(mixed_processes::load_cache2(picked_count4, picked3, cache2, cache_s2));
  MPC_PROCESS(mixed_processes::evaluate(q_pe, freq, picked_count, q_abs, cache_s, cache_pe_s, mixed_s, cache_s2, T));
  MPC_PROCESS(mixed_processes::store_mixed(mixed2, mixed_s));
}
