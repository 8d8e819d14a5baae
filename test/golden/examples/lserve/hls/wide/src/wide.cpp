// Step wide (apply, lines 41, 42), written by mpc.
// 7 processes (load_q, load_keys, load_keys_scale, load_values, load_values_scale, evaluate, store_wide), 16 memory ports.
// Counted from this text, no tool asked: 264 DSP, 502 BRAM18, 8 URAM, 84533 LUT, 134517 FF; largest II 4;
// slowest process evaluate: 196816 * min(64, floor((N + 63) / 64)) + 70508 cycles at 250 MHz.
#include "mpc_hls.h"

namespace wide_processes {

// Reads q in the order in which it is used.
static void load_q(const mpc::word* q, hls::stream<mpc::word, 128>& q_s) {
  for (int i = 0; i < 16; ++i) {
#pragma HLS PIPELINE II=4
    mpc::send_row(q, i * 4, 4, q_s);
  }
}

// Reads keys in the order in which it is used.
static void load_keys(const mpc::word* pages_count_kept_1_3, const mpc::word* pages_kept_1_2, const mpc::word* keys, hls::stream<mpc::word, 128>& keys_s, int N) {
  MPC_ONCHIP int32_t pages_count_kept_1[16];
#pragma HLS ARRAY_PARTITION variable=pages_count_kept_1 complete dim=1
  MPC_ONCHIP int32_t pages_kept_1_row[1024];
#pragma HLS ARRAY_PARTITION variable=pages_kept_1_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::i32>(pages_count_kept_1_3, 0, 1, pages_count_kept_1);
  mpc::fetch_words<mpc::i32>(pages_kept_1_2, 0, 64, pages_kept_1_row);
  for (int i = 0; i < 16; ++i) {
    const int p_at_hi = pages_count_kept_1[i];
    for (int p_at = 0; p_at < p_at_hi; ++p_at) {
      const int t_hi = mpc_min((pages_kept_1_row[i * 64 + p_at] + 1) * 64, N) - pages_kept_1_row[i * 64 + p_at] * 64;
      for (int t = 0; t < t_hi; ++t) {
#pragma HLS PIPELINE II=2
        mpc::send_row(keys, ((t + pages_kept_1_row[i * 64 + p_at] * 64) * 8 + i / 4) * 2, 2, keys_s);
      }
    }
  }
}

// Reads keys_scale in the order in which it is used.
static void load_keys_scale(const mpc::word* pages_count_kept_1_4, const mpc::word* pages_kept_1_3, const float* keys_scale, hls::stream<float, 128>& keys_scale_s, int N) {
  MPC_ONCHIP int32_t pages_count_kept_1[16];
#pragma HLS ARRAY_PARTITION variable=pages_count_kept_1 complete dim=1
  MPC_ONCHIP int32_t pages_kept_1_row[1024];
#pragma HLS ARRAY_PARTITION variable=pages_kept_1_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::i32>(pages_count_kept_1_4, 0, 1, pages_count_kept_1);
  mpc::fetch_words<mpc::i32>(pages_kept_1_3, 0, 64, pages_kept_1_row);
  for (int i = 0; i < 16; ++i) {
    const int p_at_hi = pages_count_kept_1[i];
    for (int p_at = 0; p_at < p_at_hi; ++p_at) {
      const int t_hi = mpc_min((pages_kept_1_row[i * 64 + p_at] + 1) * 64, N) - pages_kept_1_row[i * 64 + p_at] * 64;
      for (int t = 0; t < t_hi; ++t) {
#pragma HLS PIPELINE II=1
        mpc::send_item(keys_scale, (t + pages_kept_1_row[i * 64 + p_at] * 64) * 8 + i / 4, keys_scale_s);
      }
    }
  }
}

// Reads values in the order in which it is used.
static void load_values(const mpc::word* pages_count_kept_1_5, const mpc::word* pages_kept_1_4, const mpc::word* values, hls::stream<mpc::word, 128>& values_s, int N) {
  MPC_ONCHIP int32_t pages_count_kept_1[16];
#pragma HLS ARRAY_PARTITION variable=pages_count_kept_1 complete dim=1
  MPC_ONCHIP int32_t pages_kept_1_row[1024];
#pragma HLS ARRAY_PARTITION variable=pages_kept_1_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::i32>(pages_count_kept_1_5, 0, 1, pages_count_kept_1);
  mpc::fetch_words<mpc::i32>(pages_kept_1_4, 0, 64, pages_kept_1_row);
  for (int i = 0; i < 16; ++i) {
    const int p_at_hi = pages_count_kept_1[i];
    for (int p_at = 0; p_at < p_at_hi; ++p_at) {
      const int t_lo = pages_kept_1_row[i * 64 + p_at] * 64;
      const int t_hi = mpc_min((pages_kept_1_row[i * 64 + p_at] + 1) * 64, N);
      for (int t = t_lo; t < t_hi; ++t) {
#pragma HLS PIPELINE II=2
        mpc::send_row(values, (t * 8 + i / 4) * 2, 2, values_s);
      }
    }
  }
}

// Reads values_scale in the order in which it is used.
static void load_values_scale(const mpc::word* pages_count_kept_1_6, const mpc::word* pages_kept_1_5, const float* values_scale, hls::stream<float, 128>& values_scale_s, int N) {
  MPC_ONCHIP int32_t pages_count_kept_1[16];
#pragma HLS ARRAY_PARTITION variable=pages_count_kept_1 complete dim=1
  MPC_ONCHIP int32_t pages_kept_1_row[1024];
#pragma HLS ARRAY_PARTITION variable=pages_kept_1_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::i32>(pages_count_kept_1_6, 0, 1, pages_count_kept_1);
  mpc::fetch_words<mpc::i32>(pages_kept_1_5, 0, 64, pages_kept_1_row);
  for (int i = 0; i < 16; ++i) {
    const int p_at_hi = pages_count_kept_1[i];
    for (int p_at = 0; p_at < p_at_hi; ++p_at) {
      const int t_lo = pages_kept_1_row[i * 64 + p_at] * 64;
      const int t_hi = mpc_min((pages_kept_1_row[i * 64 + p_at] + 1) * 64, N);
      for (int t = t_lo; t < t_hi; ++t) {
#pragma HLS PIPELINE II=1
        mpc::send_item(values_scale, t * 8 + i / 4, values_scale_s);
      }
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* pages_count_kept_1_2, const mpc::word* pages_kept_1, hls::stream<mpc::word, 128>& q_s, hls::stream<mpc::word, 128>& keys_s, hls::stream<float, 128>& keys_scale_s, hls::stream<float, 64>& wide_s, hls::stream<mpc::word, 128>& values_s, hls::stream<float, 128>& values_scale_s, int N) {
  MPC_ONCHIP float wide_logit_mem[65536];
#pragma HLS BIND_STORAGE variable=wide_logit_mem type=ram_2p impl=uram
  MPC_ONCHIP int32_t pages_count_kept_1[16];
#pragma HLS ARRAY_PARTITION variable=pages_count_kept_1 complete dim=1
  MPC_ONCHIP int32_t pages_kept_1_row[1024];
#pragma HLS ARRAY_PARTITION variable=pages_kept_1_row cyclic factor=16 dim=1
  MPC_ONCHIP float q_row[128];
#pragma HLS ARRAY_PARTITION variable=q_row cyclic factor=32 dim=1
  MPC_ONCHIP int32_t keys_row[128];
#pragma HLS ARRAY_PARTITION variable=keys_row cyclic factor=64 dim=1
  MPC_ONCHIP float keys_scale_row[1];
  MPC_ONCHIP float peak[1];
  MPC_ONCHIP float norm[1];
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP int32_t values_row[128];
#pragma HLS ARRAY_PARTITION variable=values_row cyclic factor=64 dim=1
  MPC_ONCHIP float values_scale_row[1];
  mpc::fetch_words<mpc::i32>(pages_count_kept_1_2, 0, 1, pages_count_kept_1);
  mpc::fetch_words<mpc::i32>(pages_kept_1, 0, 64, pages_kept_1_row);
  for (int i = 0; i < 65536; ++i) {
#pragma HLS PIPELINE II=1
    wide_logit_mem[i] = 0.0f;
  }
  for (int i2 = 0; i2 < 16; ++i2) {
    mpc::take_words<mpc::bf16>(q_s, 4, q_row);
    const int p_at_hi = pages_count_kept_1[i2];
    for (int p_at = 0; p_at < p_at_hi; ++p_at) {
      const int t_hi = mpc_min((pages_kept_1_row[i2 * 64 + p_at] + 1) * 64, N) - pages_kept_1_row[i2 * 64 + p_at] * 64;
      for (int t = 0; t < t_hi; ++t) {
        mpc::take_words<mpc::i8>(keys_s, 2, keys_row);
        mpc::take_row<mpc::f32>(keys_scale_s, 1, keys_scale_row);
        float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
        for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
          part[c] = 0.0f;
        }
        for (int d = 0; d < 128; d += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            lane[l] = q_row[d + l] * (float(keys_row[d + l]) * keys_scale_row[0]);
          }
          part[d / 16 % 8] = part[d / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        wide_logit_mem[(i2 * 64 + p_at) * 64 + t] = mpc::adder_tree<8>::sum(part) / 11.313708f;
      }
    }
  }
  for (int i3 = 0; i3 < 16; ++i3) {
    mpc::fill<float>(peak, 1, -3.4028235e+38f);
    mpc::fill<float>(norm, 1, 0.0f);
    mpc::fill<float>(acc, 128, 0.0f);
    const int p_at_hi2 = pages_count_kept_1[i3];
    for (int p_at2 = 0; p_at2 < p_at_hi2; ++p_at2) {
      const int t_lo = pages_kept_1_row[i3 * 64 + p_at2] * 64;
      const int t_hi2 = mpc_min((pages_kept_1_row[i3 * 64 + p_at2] + 1) * 64, N);
      for (int t2 = t_lo; t2 < t_hi2; ++t2) {
        mpc::take_words<mpc::i8>(values_s, 2, values_row);
        mpc::take_row<mpc::f32>(values_scale_s, 1, values_scale_row);
        const float peak_old = peak[0];
        const float logit = wide_logit_mem[(i3 * 64 + p_at2) * 64 + (t2 - pages_kept_1_row[i3 * 64 + p_at2] * 64)];
        const float next = mpc_max(peak_old, logit);
        const float fade = std::exp(peak_old - next);
        const float weight = std::exp(logit - next);
        norm[0] = mpc::fma(norm[0], fade, weight);
        peak[0] = next;
        for (int c2 = 0; c2 < 128; c2 += 16) {
#pragma HLS PIPELINE II=1
          for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
            acc[c2 + l2] = mpc::fma(weight, float(values_row[c2 + l2]) * values_scale_row[0], acc[c2 + l2] * fade);
          }
        }
      }
    }
    for (int c3 = 0; c3 < 128; ++c3) {
#pragma HLS PIPELINE II=1
      const float mean = norm[0] == 0.0f ? 0.0f : acc[c3] / norm[0];
      wide_s.write(mean);
    }
  }
}

// Writes wide.
static void store_wide(float* wide2, hls::stream<float, 64>& wide_s) {
  for (int i = 0; i < 16; ++i) {
    for (int c = 0; c < 128; ++c) {
#pragma HLS PIPELINE II=1
      wide2[i * 128 + c] = wide_s.read();
    }
  }
}

}  // namespace wide_processes

extern "C" void wide(const mpc::word* q, const mpc::word* pages_count_kept_1_3, const mpc::word* pages_kept_1_2, const mpc::word* keys, const mpc::word* pages_count_kept_1_4, const mpc::word* pages_kept_1_3, const float* keys_scale, const mpc::word* pages_count_kept_1_5, const mpc::word* pages_kept_1_4, const mpc::word* values, const mpc::word* pages_count_kept_1_6, const mpc::word* pages_kept_1_5, const float* values_scale, const mpc::word* pages_count_kept_1_2, const mpc::word* pages_kept_1, float* wide2, int N) {
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem0 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_count_kept_1_3 bundle=gmem1 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_kept_1_2 bundle=gmem2 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys bundle=gmem3 offset=slave depth=2400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_count_kept_1_4 bundle=gmem4 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_kept_1_3 bundle=gmem5 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys_scale bundle=gmem6 offset=slave depth=1200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_count_kept_1_5 bundle=gmem7 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_kept_1_4 bundle=gmem8 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values bundle=gmem9 offset=slave depth=2400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_count_kept_1_6 bundle=gmem10 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_kept_1_5 bundle=gmem11 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values_scale bundle=gmem12 offset=slave depth=1200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_count_kept_1_2 bundle=gmem13 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_kept_1 bundle=gmem14 offset=slave depth=64 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=wide2 bundle=gmem15 offset=slave depth=2048 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=pages_count_kept_1_3
#pragma HLS INTERFACE mode=s_axilite port=pages_kept_1_2
#pragma HLS INTERFACE mode=s_axilite port=keys
#pragma HLS INTERFACE mode=s_axilite port=pages_count_kept_1_4
#pragma HLS INTERFACE mode=s_axilite port=pages_kept_1_3
#pragma HLS INTERFACE mode=s_axilite port=keys_scale
#pragma HLS INTERFACE mode=s_axilite port=pages_count_kept_1_5
#pragma HLS INTERFACE mode=s_axilite port=pages_kept_1_4
#pragma HLS INTERFACE mode=s_axilite port=values
#pragma HLS INTERFACE mode=s_axilite port=pages_count_kept_1_6
#pragma HLS INTERFACE mode=s_axilite port=pages_kept_1_5
#pragma HLS INTERFACE mode=s_axilite port=values_scale
#pragma HLS INTERFACE mode=s_axilite port=pages_count_kept_1_2
#pragma HLS INTERFACE mode=s_axilite port=pages_kept_1
#pragma HLS INTERFACE mode=s_axilite port=wide2
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> q_s("q_s");  // holds four bursts
  hls::stream<mpc::word, 128> keys_s("keys_s");  // holds four bursts
  hls::stream<float, 128> keys_scale_s("keys_scale_s");  // holds four bursts
  hls::stream<mpc::word, 128> values_s("values_s");  // holds four bursts
  hls::stream<float, 128> values_scale_s("values_scale_s");  // holds four bursts
  hls::stream<float, 64> wide_s("wide_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(wide_processes::load_q(q, q_s));
  MPC_PROCESS(wide_processes::load_keys(pages_count_kept_1_3, pages_kept_1_2, keys, keys_s, N));
  MPC_PROCESS(wide_processes::load_keys_scale(pages_count_kept_1_4, pages_kept_1_3, keys_scale, keys_scale_s, N));
  MPC_PROCESS(wide_processes::load_values(pages_count_kept_1_5, pages_kept_1_4, values, values_s, N));
  MPC_PROCESS(wide_processes::load_values_scale(pages_count_kept_1_6, pages_kept_1_5, values_scale, values_scale_s, N));
  MPC_PROCESS(wide_processes::evaluate(pages_count_kept_1_2, pages_kept_1, q_s, keys_s, keys_scale_s, wide_s, values_s, values_scale_s, N));
  MPC_PROCESS(wide_processes::store_wide(wide2, wide_s));
}
