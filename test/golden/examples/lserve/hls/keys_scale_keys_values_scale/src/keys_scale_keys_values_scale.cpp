// Step keys_scale_keys_values_scale (prepare, lines 25, 26, 27, 28), written by mpc.
// 7 processes (load_k, load_k2, evaluate, store_keys_scale, store_keys, store_values_scale, store_values), 10 memory ports.
// Counted from this text, no tool asked: 4 DSP, 232 BRAM18, 0 URAM, 42000 LUT, 67098 FF; largest II 4;
// slowest process evaluate: 10508 cycles at 250 MHz.
#include "mpc_hls.h"

namespace keys_scale_keys_values_scale_processes {

// Reads k in the order in which it is used.
static void load_k(const mpc::word* k2, hls::stream<mpc::word, 128>& k_s) {
  for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=4
    mpc::send_row(k2, h * 4, 4, k_s);
  }
}

// Reads k in the order in which it is used.
static void load_k2(const mpc::word* k3, hls::stream<mpc::word, 128>& k_s2) {
  for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=4
    mpc::send_row(k3, h * 4, 4, k_s2);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* k, const mpc::word* v, uint16_t* lo, uint16_t* hi, hls::stream<float, 64>& keys_scale_s, hls::stream<int, 64>& keys_s, hls::stream<float, 64>& values_scale_s, hls::stream<int, 64>& values_s, hls::stream<mpc::word, 128>& k_s, hls::stream<mpc::word, 128>& k_s2, int N) {
  MPC_ONCHIP float k_row[1024];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=32 dim=1
  MPC_ONCHIP uint16_t keys_1_mem[1024];
  MPC_ONCHIP float keys_scale_1_mem[8];
  MPC_ONCHIP float v_row[1024];
#pragma HLS ARRAY_PARTITION variable=v_row cyclic factor=32 dim=1
  MPC_ONCHIP uint16_t values_1_mem[1024];
  MPC_ONCHIP float values_scale_1_mem[8];
  MPC_ONCHIP float k_row2[128];
#pragma HLS ARRAY_PARTITION variable=k_row2 cyclic factor=32 dim=1
  MPC_ONCHIP float k_row3[128];
#pragma HLS ARRAY_PARTITION variable=k_row3 cyclic factor=32 dim=1
  mpc::fetch_words<mpc::bf16>(k, 0, 32, k_row);
  mpc::fetch_words<mpc::bf16>(v, 0, 32, v_row);
  for (int i = 0; i < 8; ++i) {
    for (int i1 = 0; i1 < 128; ++i1) {
#pragma HLS PIPELINE II=1
      keys_1_mem[i * 128 + i1] = mpc::bf16::narrow(k_row[i * 128 + i1]);
    }
  }
  for (int i2 = 0; i2 < 8; ++i2) {
    for (int block = 0; block < 1; ++block) {
      float max = -__builtin_inff();
      for (int i1_2 = 0; i1_2 < 128; ++i1_2) {
#pragma HLS PIPELINE II=2
        max = mpc_max(max, mpc_abs(mpc::bf16::widen(keys_1_mem[i2 * 128 + (block * 128 + i1_2)])));
      }
      keys_scale_1_mem[i2 + block] = mpc_max(7.888609e-31f, max) / 127.0f;
    }
  }
  for (int i3 = 0; i3 < 8; ++i3) {
    for (int block2 = 0; block2 < 1; ++block2) {
#pragma HLS PIPELINE II=1
      keys_scale_s.write(keys_scale_1_mem[i3 + block2]);
    }
  }
  for (int i4 = 0; i4 < 8; ++i4) {
    for (int i1_3 = 0; i1_3 < 128; ++i1_3) {
#pragma HLS PIPELINE II=1
      keys_s.write(int(mpc_max(-127.0f, mpc_min(127.0f, std::floor(mpc::bf16::widen(keys_1_mem[i4 * 128 + i1_3]) / keys_scale_1_mem[i4] + 0.5f)))));
    }
  }
  for (int i5 = 0; i5 < 8; ++i5) {
    for (int i1_4 = 0; i1_4 < 128; ++i1_4) {
#pragma HLS PIPELINE II=1
      values_1_mem[i5 * 128 + i1_4] = mpc::bf16::narrow(v_row[i5 * 128 + i1_4]);
    }
  }
  for (int i6 = 0; i6 < 8; ++i6) {
    for (int block3 = 0; block3 < 1; ++block3) {
      float max2 = -__builtin_inff();
      for (int i1_5 = 0; i1_5 < 128; ++i1_5) {
#pragma HLS PIPELINE II=2
        max2 = mpc_max(max2, mpc_abs(mpc::bf16::widen(values_1_mem[i6 * 128 + (block3 * 128 + i1_5)])));
      }
      values_scale_1_mem[i6 + block3] = mpc_max(7.888609e-31f, max2) / 127.0f;
    }
  }
  for (int i7 = 0; i7 < 8; ++i7) {
    for (int block4 = 0; block4 < 1; ++block4) {
#pragma HLS PIPELINE II=1
      values_scale_s.write(values_scale_1_mem[i7 + block4]);
    }
  }
  for (int i8 = 0; i8 < 8; ++i8) {
    for (int i1_6 = 0; i1_6 < 128; ++i1_6) {
#pragma HLS PIPELINE II=1
      values_s.write(int(mpc_max(-127.0f, mpc_min(127.0f, std::floor(mpc::bf16::widen(values_1_mem[i8 * 128 + i1_6]) / values_scale_1_mem[i8] + 0.5f)))));
    }
  }
  for (int h = 0; h < 4; ++h) {
    mpc::take_words<mpc::bf16>(k_s, 4, k_row2);
    for (int d = 0; d < 128; ++d) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=lo type=inter dependent=false
      const float lo_at = mpc::bf16::widen(lo[(mpc_floor_div(N - 1, 16) * 4 + h) * 128 + d]);
      lo[(mpc_floor_div(N - 1, 16) * 4 + h) * 128 + d] = mpc::bf16::narrow(mpc_floor_mod(N - 1, 16) == 0 ? k_row2[d] : mpc_fmin(lo_at, k_row2[d]));
    }
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    mpc::take_words<mpc::bf16>(k_s2, 4, k_row3);
    for (int d2 = 0; d2 < 128; ++d2) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=hi type=inter dependent=false
      const float hi_at = mpc::bf16::widen(hi[(mpc_floor_div(N - 1, 16) * 4 + h2) * 128 + d2]);
      hi[(mpc_floor_div(N - 1, 16) * 4 + h2) * 128 + d2] = mpc::bf16::narrow(mpc_floor_mod(N - 1, 16) == 0 ? k_row3[d2] : mpc_fmax(hi_at, k_row3[d2]));
    }
  }
}

// Writes keys_scale.
static void store_keys_scale(float* keys_scale, hls::stream<float, 64>& keys_scale_s, int N) {
  for (int i = 0; i < 8; ++i) {
    for (int block = 0; block < 1; ++block) {
#pragma HLS PIPELINE II=1
      keys_scale[(N - 1) * 8 + i + block] = keys_scale_s.read();
    }
  }
}

// Writes keys.
static void store_keys(int8_t* keys, hls::stream<int, 64>& keys_s, int N) {
  for (int i = 0; i < 8; ++i) {
    for (int i1 = 0; i1 < 128; ++i1) {
#pragma HLS PIPELINE II=1
      keys[((N - 1) * 8 + i) * 128 + i1] = mpc::i8::narrow(keys_s.read());
    }
  }
}

// Writes values_scale.
static void store_values_scale(float* values_scale, hls::stream<float, 64>& values_scale_s, int N) {
  for (int i = 0; i < 8; ++i) {
    for (int block = 0; block < 1; ++block) {
#pragma HLS PIPELINE II=1
      values_scale[(N - 1) * 8 + i + block] = values_scale_s.read();
    }
  }
}

// Writes values.
static void store_values(int8_t* values, hls::stream<int, 64>& values_s, int N) {
  for (int i = 0; i < 8; ++i) {
    for (int i1 = 0; i1 < 128; ++i1) {
#pragma HLS PIPELINE II=1
      values[((N - 1) * 8 + i) * 128 + i1] = mpc::i8::narrow(values_s.read());
    }
  }
}

}  // namespace keys_scale_keys_values_scale_processes

extern "C" void keys_scale_keys_values_scale(const mpc::word* k2, const mpc::word* k3, const mpc::word* k, const mpc::word* v, uint16_t* lo, uint16_t* hi, float* keys_scale, int8_t* keys, float* values_scale, int8_t* values, int N) {
#pragma HLS INTERFACE mode=m_axi port=k2 bundle=gmem0 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k3 bundle=gmem1 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k bundle=gmem2 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=v bundle=gmem3 offset=slave depth=32 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=lo bundle=gmem4 offset=slave depth=5120 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hi bundle=gmem5 offset=slave depth=5120 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys_scale bundle=gmem6 offset=slave depth=1200 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=keys bundle=gmem7 offset=slave depth=153600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values_scale bundle=gmem8 offset=slave depth=1200 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=values bundle=gmem9 offset=slave depth=153600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=k2
#pragma HLS INTERFACE mode=s_axilite port=k3
#pragma HLS INTERFACE mode=s_axilite port=k
#pragma HLS INTERFACE mode=s_axilite port=v
#pragma HLS INTERFACE mode=s_axilite port=lo
#pragma HLS INTERFACE mode=s_axilite port=hi
#pragma HLS INTERFACE mode=s_axilite port=keys_scale
#pragma HLS INTERFACE mode=s_axilite port=keys
#pragma HLS INTERFACE mode=s_axilite port=values_scale
#pragma HLS INTERFACE mode=s_axilite port=values
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> k_s("k_s");  // holds four bursts
  hls::stream<mpc::word, 128> k_s2("k_s2");  // holds four bursts
  hls::stream<float, 64> keys_scale_s("keys_scale_s");  // rates differ by bursts only
  hls::stream<int, 64> keys_s("keys_s");  // rates differ by bursts only
  hls::stream<float, 64> values_scale_s("values_scale_s");  // rates differ by bursts only
  hls::stream<int, 64> values_s("values_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(keys_scale_keys_values_scale_processes::load_k(k2, k_s));
  MPC_PROCESS(keys_scale_keys_values_scale_processes::load_k2(k3, k_s2));
  MPC_PROCESS(keys_scale_keys_values_scale_processes::evaluate(k, v, lo, hi, keys_scale_s, keys_s, values_scale_s, values_s, k_s, k_s2, N));
  MPC_PROCESS(keys_scale_keys_values_scale_processes::store_keys_scale(keys_scale, keys_scale_s, N));
  MPC_PROCESS(keys_scale_keys_values_scale_processes::store_keys(keys, keys_s, N));
  MPC_PROCESS(keys_scale_keys_values_scale_processes::store_values_scale(values_scale, values_scale_s, N));
  MPC_PROCESS(keys_scale_keys_values_scale_processes::store_values(values, values_s, N));
}
