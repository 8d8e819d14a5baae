// Step k_layer_norm_1_sum_layer_norm_1_rsqrt (prepare, lines 38, 39), written by mpc.
// 4 processes (load_x, load_w_k, evaluate, store_layer_norm_1), 5 memory ports.
// Counted from this text, no tool asked: 270 DSP, 72 BRAM18, 64 URAM, 50063 LUT, 72315 FF; largest II 4;
// slowest process evaluate: 208319 * C + 319633 cycles at 250 MHz.
#include "mpc_hls.h"

namespace k_layer_norm_1_sum_layer_norm_1_rsqrt_processes {

// Reads x in the order in which it is used.
static void load_x(const uint16_t* x, hls::stream<uint16_t, 128>& x_s, int C) {
  for (int i = 0; i < 7168; ++i) {
    for (int s = 0; s < C; ++s) {
#pragma HLS PIPELINE II=1
      mpc::send_item(x, s * 7168 + i, x_s);
    }
  }
}

// Reads w_k in the order in which it is used.
static void load_w_k(const mpc::word* w_k, hls::stream<mpc::word, 128>& w_k_s) {
  mpc::send_row(w_k, 0, 28672, w_k_s);
}

// Evaluates the formulas of the step.
static void evaluate(float* k, float* layer_norm_1_sum, hls::stream<uint16_t, 128>& x_s, hls::stream<mpc::word, 128>& w_k_s, hls::stream<float, 64>& layer_norm_1_rsqrt, int C) {
  MPC_ONCHIP float acc[262144];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=acc type=ram_2p impl=uram
  MPC_ONCHIP float w_k_row[128];
#pragma HLS ARRAY_PARTITION variable=w_k_row cyclic factor=32 dim=1
  MPC_ONCHIP float k_mem[262144];
#pragma HLS ARRAY_PARTITION variable=k_mem cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=k_mem type=ram_2p impl=uram
  MPC_ONCHIP float layer_norm_1_sum_m[2048];
  mpc::fill<float>(acc, 262144, 0.0f);
  for (int i = 0; i < 7168; ++i) {
    mpc::take_words<mpc::bf16>(w_k_s, 4, w_k_row);
    for (int s = 0; s < C; ++s) {
      const float x_at = mpc::bf16::widen(x_s.read());
      for (int j = 0; j < 128; j += 16) {
#pragma HLS PIPELINE II=1
        for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
          acc[s * 128 + (j + l)] = mpc::fma(x_at, w_k_row[j + l], acc[s * 128 + (j + l)]);
        }
      }
    }
  }
  for (int s2 = 0; s2 < C; ++s2) {
    for (int j2 = 0; j2 < 128; ++j2) {
#pragma HLS PIPELINE II=1
      k_mem[s2 * 128 + j2] = acc[s2 * 128 + j2];
    }
  }
  for (int s3 = 0; s3 < C; ++s3) {
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int i2 = 0; i2 < 128; i2 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
        lane[l2] = k_mem[s3 * 128 + (i2 + l2)];
      }
      part[i2 / 16 % 8] = part[i2 / 16 % 8] + mpc::adder_tree<16>::sum(lane);
    }
    layer_norm_1_sum_m[s3] = mpc::adder_tree<8>::sum(part) * 0.0078125f;
  }
  for (int s4 = 0; s4 < C; ++s4) {
    float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
    for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
      part2[c2] = 0.0f;
    }
    for (int j3 = 0; j3 < 128; j3 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part2 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
      float lane2[16];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
      for (int l3 = 0; l3 < 16; ++l3) {
#pragma HLS UNROLL
        lane2[l3] = (k_mem[s4 * 128 + (j3 + l3)] - layer_norm_1_sum_m[s4]) * (k_mem[s4 * 128 + (j3 + l3)] - layer_norm_1_sum_m[s4]);
      }
      part2[j3 / 16 % 8] = part2[j3 / 16 % 8] + mpc::adder_tree<16>::sum(lane2);
    }
    layer_norm_1_rsqrt.write(mpc::rsqrt(mpc::adder_tree<8>::sum(part2) * 0.0078125f + 0.000001f));
  }
  mpc::flush(k_mem, 128 * C, k);
  mpc::flush(layer_norm_1_sum_m, C, layer_norm_1_sum);
}

// Writes layer_norm_1_rsqrt.
static void store_layer_norm_1(float* layer_norm_1_rsqrt2, hls::stream<float, 64>& layer_norm_1_rsqrt, int C) {
  for (int s = 0; s < C; ++s) {
#pragma HLS PIPELINE II=1
    layer_norm_1_rsqrt2[s] = layer_norm_1_rsqrt.read();
  }
}

}  // namespace k_layer_norm_1_sum_layer_norm_1_rsqrt_processes

extern "C" void k_layer_norm_1_sum_layer_norm_1_rsqrt(const uint16_t* x, const mpc::word* w_k, float* k, float* layer_norm_1_sum, float* layer_norm_1_rsqrt2, int C) {
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem0 offset=slave depth=1075200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_k bundle=gmem1 offset=slave depth=28672 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k bundle=gmem2 offset=slave depth=19200 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=layer_norm_1_sum bundle=gmem3 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=layer_norm_1_rsqrt2 bundle=gmem4 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=w_k
#pragma HLS INTERFACE mode=s_axilite port=k
#pragma HLS INTERFACE mode=s_axilite port=layer_norm_1_sum
#pragma HLS INTERFACE mode=s_axilite port=layer_norm_1_rsqrt2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<uint16_t, 128> x_s("x_s");  // holds four bursts
  hls::stream<mpc::word, 128> w_k_s("w_k_s");  // holds four bursts
  hls::stream<float, 64> layer_norm_1_rsqrt("layer_norm_1_rsqrt");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(k_layer_norm_1_sum_layer_norm_1_rsqrt_processes::load_x(x, x_s, C));
  MPC_PROCESS(k_layer_norm_1_sum_layer_norm_1_rsqrt_processes::load_w_k(w_k, w_k_s));
  MPC_PROCESS(k_layer_norm_1_sum_layer_norm_1_rsqrt_processes::evaluate(k, layer_norm_1_sum, x_s, w_k_s, layer_norm_1_rsqrt, C));
  MPC_PROCESS(k_layer_norm_1_sum_layer_norm_1_rsqrt_processes::store_layer_norm_1(layer_norm_1_rsqrt2, layer_norm_1_rsqrt, C));
}
