// Step gate (prepare, lines 30, 31, 32, 33, 34, 35), written by mpc.
// 5 processes (load_w_k, load_w_k2, load_w_k3, evaluate, store_gate), 7 memory ports.
// Counted from this text, no tool asked: 358 DSP, 372 BRAM18, 32 URAM, 65057 LUT, 93207 FF; largest II 1;
// slowest process evaluate: 48100 cycles at 250 MHz.
#include "mpc_hls.h"

namespace gate_processes {

// Reads w_k in the order in which it is used.
static void load_w_k(const mpc::word* w_k, hls::stream<mpc::word, 128>& w_k_s) {
  for (int h = 0; h < 8; ++h) {
    mpc::send_row(w_k, h * 3 * 512, 512, w_k_s);
  }
}

// Reads w_k in the order in which it is used.
static void load_w_k2(const mpc::word* w_k2, hls::stream<mpc::word, 128>& w_k_s2) {
  for (int h = 0; h < 8; ++h) {
    mpc::send_row(w_k2, (h * 3 + 1) * 512, 512, w_k_s2);
  }
}

// Reads w_k in the order in which it is used.
static void load_w_k3(const mpc::word* w_k3, hls::stream<mpc::word, 128>& w_k_s3) {
  for (int h = 0; h < 8; ++h) {
    mpc::send_row(w_k3, (h * 3 + 2) * 512, 512, w_k_s3);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* open, const mpc::word* gain_k, const mpc::word* freq, hls::stream<mpc::word, 128>& w_k_s, hls::stream<mpc::word, 128>& w_k_s2, hls::stream<mpc::word, 128>& w_k_s3, hls::stream<float, 64>& gate_s, int N) {
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float open_row[65536];
#pragma HLS ARRAY_PARTITION variable=open_row cyclic factor=32 dim=1
#pragma HLS BIND_STORAGE variable=open_row type=ram_2p impl=uram
  MPC_ONCHIP float hi_mem[1024];
  MPC_ONCHIP float acc2[128];
#pragma HLS ARRAY_PARTITION variable=acc2 cyclic factor=16 dim=1
  MPC_ONCHIP float lo_mem[1024];
  MPC_ONCHIP float acc3[128];
#pragma HLS ARRAY_PARTITION variable=acc3 cyclic factor=16 dim=1
  MPC_ONCHIP float avg_mem[1024];
  MPC_ONCHIP float acc4[128];
#pragma HLS ARRAY_PARTITION variable=acc4 cyclic factor=16 dim=1
  MPC_ONCHIP float w_k_row[16384];
#pragma HLS ARRAY_PARTITION variable=w_k_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_k_row2[16384];
#pragma HLS ARRAY_PARTITION variable=w_k_row2 cyclic factor=32 dim=1
  MPC_ONCHIP float w_k_row3[16384];
#pragma HLS ARRAY_PARTITION variable=w_k_row3 cyclic factor=32 dim=1
  MPC_ONCHIP float pooled_mem[1024];
#pragma HLS ARRAY_PARTITION variable=pooled_mem cyclic factor=16 dim=1
  MPC_ONCHIP float rms_norm_1_rsqrt_m[8];
  MPC_ONCHIP float gain_k_row[128];
#pragma HLS ARRAY_PARTITION variable=gain_k_row cyclic factor=32 dim=1
  MPC_ONCHIP float rms_norm_1_mem[1024];
  MPC_ONCHIP float freq_row[64];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  MPC_ONCHIP float rotated_mem[1024];
  mpc::fetch_words<mpc::bf16>(open, 0, 2048, open_row);
  mpc::fetch_words<mpc::bf16>(gain_k, 0, 4, gain_k_row);
  mpc::fetch_words<mpc::f32>(freq, 0, 4, freq_row);
  for (int h = 0; h < 8; ++h) {
    mpc::fill<float>(acc, 128, -__builtin_inff());
    for (int b = 0; b < 64; ++b) {
      for (int d = 0; d < 128; d += 16) {
#pragma HLS PIPELINE II=1
        for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
          acc[d + l] = mpc_max(acc[d + l], open_row[(b * 8 + h) * 128 + (d + l)]);
        }
      }
    }
    for (int d2 = 0; d2 < 128; ++d2) {
#pragma HLS PIPELINE II=1
      hi_mem[h * 128 + d2] = acc[d2];
    }
  }
  for (int h2 = 0; h2 < 8; ++h2) {
    mpc::fill<float>(acc2, 128, __builtin_inff());
    for (int b2 = 0; b2 < 64; ++b2) {
      for (int d3 = 0; d3 < 128; d3 += 16) {
#pragma HLS PIPELINE II=1
        for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
          acc2[d3 + l2] = mpc_min(acc2[d3 + l2], open_row[(b2 * 8 + h2) * 128 + (d3 + l2)]);
        }
      }
    }
    for (int d4 = 0; d4 < 128; ++d4) {
#pragma HLS PIPELINE II=1
      lo_mem[h2 * 128 + d4] = acc2[d4];
    }
  }
  for (int h3 = 0; h3 < 8; ++h3) {
    mpc::fill<float>(acc3, 128, 0.0f);
    for (int b3 = 0; b3 < 64; ++b3) {
      for (int d5 = 0; d5 < 128; d5 += 16) {
#pragma HLS PIPELINE II=1
        for (int l3 = 0; l3 < 16; ++l3) {
#pragma HLS UNROLL
          acc3[d5 + l3] = acc3[d5 + l3] + open_row[(b3 * 8 + h3) * 128 + (d5 + l3)];
        }
      }
    }
    for (int d6 = 0; d6 < 128; ++d6) {
#pragma HLS PIPELINE II=1
      avg_mem[h3 * 128 + d6] = acc3[d6] * 0.015625f;
    }
  }
  for (int h4 = 0; h4 < 8; ++h4) {
    mpc::take_words<mpc::bf16>(w_k_s, 512, w_k_row);
    mpc::take_words<mpc::bf16>(w_k_s2, 512, w_k_row2);
    mpc::take_words<mpc::bf16>(w_k_s3, 512, w_k_row3);
    mpc::fill<float>(acc4, 128, 0.0f);
    for (int d7 = 0; d7 < 128; ++d7) {
      for (int o = 0; o < 128; o += 16) {
#pragma HLS PIPELINE II=1
        for (int l4 = 0; l4 < 16; ++l4) {
#pragma HLS UNROLL
          acc4[o + l4] = acc4[o + l4] + (hi_mem[h4 * 128 + d7] * w_k_row[d7 * 128 + (o + l4)] + lo_mem[h4 * 128 + d7] * w_k_row2[d7 * 128 + (o + l4)] + avg_mem[h4 * 128 + d7] * w_k_row3[d7 * 128 + (o + l4)]);
        }
      }
    }
    for (int o2 = 0; o2 < 128; ++o2) {
#pragma HLS PIPELINE II=1
      pooled_mem[h4 * 128 + o2] = acc4[o2];
    }
  }
  for (int h5 = 0; h5 < 8; ++h5) {
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int j = 0; j < 128; j += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l5 = 0; l5 < 16; ++l5) {
#pragma HLS UNROLL
        lane[l5] = pooled_mem[h5 * 128 + (j + l5)] * pooled_mem[h5 * 128 + (j + l5)];
      }
      part[j / 16 % 8] = part[j / 16 % 8] + mpc::adder_tree<16>::sum(lane);
    }
    rms_norm_1_rsqrt_m[h5] = mpc::rsqrt(mpc::adder_tree<8>::sum(part) * 0.0078125f + 0.000001f);
  }
  for (int h6 = 0; h6 < 8; ++h6) {
    for (int i = 0; i < 128; ++i) {
#pragma HLS PIPELINE II=1
      rms_norm_1_mem[h6 * 128 + i] = pooled_mem[h6 * 128 + i] * rms_norm_1_rsqrt_m[h6] * gain_k_row[i];
    }
  }
  for (int h7 = 0; h7 < 8; ++h7) {
    for (int i2 = 0; i2 < 128; ++i2) {
#pragma HLS PIPELINE II=1
      rotated_mem[h7 * 128 + i2] = rms_norm_1_mem[h7 * 128 + i2] * std::cos(float(N - 1) * freq_row[i2 % 64]) + (i2 < 64 ? -rms_norm_1_mem[h7 * 128 + mpc_min(i2 + 64, 127)] : rms_norm_1_mem[h7 * 128 + mpc_max(i2 - 64, 0)]) * std::sin(float(N - 1) * freq_row[i2 % 64]);
    }
  }
  for (int h8 = 0; h8 < 8; ++h8) {
    for (int d8 = 0; d8 < 128; ++d8) {
#pragma HLS PIPELINE II=1
      gate_s.write(mpc::round_to<mpc::bf16>(rotated_mem[h8 * 128 + d8]));
    }
  }
}

// Writes gate.
static void store_gate(uint16_t* gate2, hls::stream<float, 64>& gate_s, int N) {
  for (int h = 0; h < 8; ++h) {
    for (int d = 0; d < 128; ++d) {
#pragma HLS PIPELINE II=1
      gate2[((N / 64 - 1) * 8 + h) * 128 + d] = mpc::bf16::narrow(gate_s.read());
    }
  }
}

}  // namespace gate_processes

extern "C" void gate(const mpc::word* w_k, const mpc::word* w_k2, const mpc::word* w_k3, const mpc::word* open, const mpc::word* gain_k, const mpc::word* freq, uint16_t* gate2, int N) {
#pragma HLS INTERFACE mode=m_axi port=w_k bundle=gmem0 offset=slave depth=12288 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_k2 bundle=gmem1 offset=slave depth=12288 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_k3 bundle=gmem2 offset=slave depth=12288 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=open bundle=gmem3 offset=slave depth=2048 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain_k bundle=gmem4 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem5 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gate2 bundle=gmem6 offset=slave depth=3072 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w_k
#pragma HLS INTERFACE mode=s_axilite port=w_k2
#pragma HLS INTERFACE mode=s_axilite port=w_k3
#pragma HLS INTERFACE mode=s_axilite port=open
#pragma HLS INTERFACE mode=s_axilite port=gain_k
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=gate2
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_k_s("w_k_s");  // holds four bursts
  hls::stream<mpc::word, 128> w_k_s2("w_k_s2");  // holds four bursts
  hls::stream<mpc::word, 128> w_k_s3("w_k_s3");  // holds four bursts
  hls::stream<float, 64> gate_s("gate_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(gate_processes::load_w_k(w_k, w_k_s));
  MPC_PROCESS(gate_processes::load_w_k2(w_k2, w_k_s2));
  MPC_PROCESS(gate_processes::load_w_k3(w_k3, w_k_s3));
  MPC_PROCESS(gate_processes::evaluate(open, gain_k, freq, w_k_s, w_k_s2, w_k_s3, gate_s, N));
  MPC_PROCESS(gate_processes::store_gate(gate2, gate_s, N));
}
