// Step m0 (prepare, lines 55, 58), written by mpc.
// 7 processes (load_w2, load_k, load_grad_hidden_2, load_saved_hidden_, load_hidden_2_sum, load_k2, evaluate), 10 memory ports.
// Counted from this text, no tool asked: 252 DSP, 281 BRAM18, 176 URAM, 55677 LUT, 86208 FF; largest II 1;
// slowest process evaluate: 220856 * C + 2402539 cycles at 250 MHz.
#include "mpc_hls.h"

namespace m0_processes {

// Reads w2 in the order in which it is used.
static void load_w2(const mpc::word* w2, hls::stream<mpc::word, 128>& w2_s) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      mpc::send_row(w2, (h * 384 + k) * 24, 24, w2_s);
    }
  }
}

// Reads k in the order in which it is used.
static void load_k(const mpc::word* k2, hls::stream<mpc::word, 128>& k_s, int C) {
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      for (int t = 0; t < C; ++t) {
        mpc::send_row(k2, (t * 4 + h) * 24, 24, k_s);
      }
    }
  }
}

// Reads grad_hidden_2_1 in the order in which it is used.
static void load_grad_hidden_2(const mpc::word* grad_hidden_2_1, hls::stream<mpc::word, 128>& grad_hidden_2_1_s, int C) {
  mpc::send_row(grad_hidden_2_1, 0, 96 * C, grad_hidden_2_1_s);
}

// Reads saved_hidden_2_3 in the order in which it is used.
static void load_saved_hidden_(const mpc::word* saved_hidden_2_3, hls::stream<mpc::word, 128>& saved_hidden_2_3_s, int C) {
  mpc::send_row(saved_hidden_2_3, 0, 96 * C, saved_hidden_2_3_s);
}

// Reads hidden_2_sum in the order in which it is used.
static void load_hidden_2_sum(const mpc::word* hidden_2_sum, hls::stream<mpc::word, 128>& hidden_2_sum_s, int C) {
  mpc::send_row(hidden_2_sum, 0, 96 * C, hidden_2_sum_s);
}

// Reads k in the order in which it is used.
static void load_k2(const mpc::word* k, hls::stream<mpc::word, 128>& k_s2, int C) {
  for (int h = 0; h < 4; ++h) {
    for (int t = 0; t < C; ++t) {
      mpc::send_row(k, (t * 4 + h) * 24, 24, k_s2);
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(float* saved_hidden_2_1, float* adjoint_hidden_2_1, const float* beta, float* m0_2, hls::stream<mpc::word, 128>& w2_s, hls::stream<mpc::word, 128>& k_s, hls::stream<mpc::word, 128>& grad_hidden_2_1_s, hls::stream<mpc::word, 128>& saved_hidden_2_3_s, hls::stream<mpc::word, 128>& hidden_2_sum_s, hls::stream<mpc::word, 128>& k_s2, int C) {
  MPC_ONCHIP float w2_row[384];
#pragma HLS ARRAY_PARTITION variable=w2_row cyclic factor=16 dim=1
  MPC_ONCHIP float k_row[384];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=16 dim=1
  MPC_ONCHIP float grad_hidden_2_1_ro[384];
#pragma HLS ARRAY_PARTITION variable=grad_hidden_2_1_ro cyclic factor=16 dim=1
  MPC_ONCHIP float saved_hidden_2_3_r[384];
#pragma HLS ARRAY_PARTITION variable=saved_hidden_2_3_r cyclic factor=16 dim=1
  MPC_ONCHIP float hidden_2_sum_row[384];
#pragma HLS ARRAY_PARTITION variable=hidden_2_sum_row cyclic factor=16 dim=1
  MPC_ONCHIP float acc[147456];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=acc type=ram_2p impl=uram
  MPC_ONCHIP float k_row2[384];
#pragma HLS ARRAY_PARTITION variable=k_row2 cyclic factor=16 dim=1
  MPC_ONCHIP float grad_w0_1_mem[589824];
#pragma HLS BIND_STORAGE variable=grad_w0_1_mem type=ram_2p impl=uram
  MPC_ONCHIP float g0_mem[589824];
#pragma HLS BIND_STORAGE variable=g0_mem type=ram_2p impl=uram
  MPC_ONCHIP float beta_row[4];
  mpc::fetch_row<mpc::f32>(beta, 0, 4, beta_row);
  for (int k = 0; k < 384; ++k) {
    for (int h = 0; h < 4; ++h) {
      mpc::take_words<mpc::f32>(w2_s, 24, w2_row);
      for (int t = 0; t < C; ++t) {
        mpc::take_words<mpc::f32>(k_s, 24, k_row);
        float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
        for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
          part[c] = 0.0f;
        }
        for (int j = 0; j < 384; j += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            lane[l] = w2_row[j + l] * k_row[j + l];
          }
          part[j / 16 % 8] = part[j / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        saved_hidden_2_1[(h * C + t) * 384 + k] = mpc::adder_tree<8>::sum(part);
      }
    }
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    for (int t2 = 0; t2 < C; ++t2) {
      mpc::take_words<mpc::f32>(grad_hidden_2_1_s, 24, grad_hidden_2_1_ro);
      mpc::take_words<mpc::f32>(saved_hidden_2_3_s, 24, saved_hidden_2_3_r);
      mpc::take_words<mpc::f32>(hidden_2_sum_s, 24, hidden_2_sum_row);
      for (int k3 = 0; k3 < 384; ++k3) {
#pragma HLS PIPELINE II=1
        const float saved_hidden_2_1_a = saved_hidden_2_1[(h2 * C + t2) * 384 + k3];
        adjoint_hidden_2_1[(h2 * C + t2) * 384 + k3] = grad_hidden_2_1_ro[k3] * saved_hidden_2_1_a / (1.0f + saved_hidden_2_3_r[k3]) + grad_hidden_2_1_ro[k3] * saved_hidden_2_1_a * (hidden_2_sum_row[k3] / (1.0f + saved_hidden_2_3_r[k3])) / (1.0f + saved_hidden_2_3_r[k3]) * mpc_min(3.4028235e+38f, saved_hidden_2_3_r[k3]);
      }
    }
  }
  for (int h3 = 0; h3 < 4; ++h3) {
    mpc::fill<float>(acc, 147456, 0.0f);
    for (int t3 = 0; t3 < C; ++t3) {
      mpc::take_words<mpc::f32>(k_s2, 24, k_row2);
      for (int k4 = 0; k4 < 384; ++k4) {
        for (int j2 = 0; j2 < 384; j2 += 16) {
#pragma HLS PIPELINE II=1
          for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
            const float adjoint_hidden_2_1_2 = adjoint_hidden_2_1[(h3 * C + t3) * 384 + k4];
            acc[k4 * 384 + (j2 + l2)] = mpc::fma(adjoint_hidden_2_1_2, k_row2[j2 + l2], acc[k4 * 384 + (j2 + l2)]);
          }
        }
      }
    }
    for (int k5 = 0; k5 < 384; ++k5) {
      for (int j3 = 0; j3 < 384; ++j3) {
#pragma HLS PIPELINE II=1
        grad_w0_1_mem[(h3 * 384 + k5) * 384 + j3] = acc[k5 * 384 + j3];
      }
    }
  }
  for (int i = 0; i < 4; ++i) {
    for (int i1 = 0; i1 < 384; ++i1) {
      for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
        g0_mem[(i * 384 + i1) * 384 + i2] = grad_w0_1_mem[(i * 384 + i1) * 384 + i2];
      }
    }
  }
  for (int h4 = 0; h4 < 4; ++h4) {
    for (int i3 = 0; i3 < 384; ++i3) {
      for (int j4 = 0; j4 < 384; ++j4) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=m0_2 type=inter dependent=false
        const float m0_at = m0_2[(h4 * 384 + i3) * 384 + j4];
        m0_2[(h4 * 384 + i3) * 384 + j4] = beta_row[h4] * m0_at - g0_mem[(h4 * 384 + i3) * 384 + j4];
      }
    }
  }
}

}  // namespace m0_processes

extern "C" void m0(const mpc::word* w2, const mpc::word* k2, const mpc::word* grad_hidden_2_1, const mpc::word* saved_hidden_2_3, const mpc::word* hidden_2_sum, const mpc::word* k, float* saved_hidden_2_1, float* adjoint_hidden_2_1, const float* beta, float* m0_2, int C) {
#pragma HLS INTERFACE mode=m_axi port=w2 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k2 bundle=gmem1 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_hidden_2_1 bundle=gmem2 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_hidden_2_3 bundle=gmem3 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2_sum bundle=gmem4 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k bundle=gmem5 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_hidden_2_1 bundle=gmem6 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_hidden_2_1 bundle=gmem7 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=beta bundle=gmem8 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=m0_2 bundle=gmem9 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w2
#pragma HLS INTERFACE mode=s_axilite port=k2
#pragma HLS INTERFACE mode=s_axilite port=grad_hidden_2_1
#pragma HLS INTERFACE mode=s_axilite port=saved_hidden_2_3
#pragma HLS INTERFACE mode=s_axilite port=hidden_2_sum
#pragma HLS INTERFACE mode=s_axilite port=k
#pragma HLS INTERFACE mode=s_axilite port=saved_hidden_2_1
#pragma HLS INTERFACE mode=s_axilite port=adjoint_hidden_2_1
#pragma HLS INTERFACE mode=s_axilite port=beta
#pragma HLS INTERFACE mode=s_axilite port=m0_2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w2_s("w2_s");  // holds four bursts
  hls::stream<mpc::word, 128> k_s("k_s");  // holds four bursts
  hls::stream<mpc::word, 128> grad_hidden_2_1_s("grad_hidden_2_1_s");  // holds four bursts
  hls::stream<mpc::word, 128> saved_hidden_2_3_s("saved_hidden_2_3_s");  // holds four bursts
  hls::stream<mpc::word, 128> hidden_2_sum_s("hidden_2_sum_s");  // holds four bursts
  hls::stream<mpc::word, 128> k_s2("k_s2");  // holds four bursts
  MPC_DATAFLOW
  MPC_PROCESS(m0_processes::load_w2(w2, w2_s));
  MPC_PROCESS(m0_processes::load_k(k2, k_s, C));
  MPC_PROCESS(m0_processes::load_grad_hidden_2(grad_hidden_2_1, grad_hidden_2_1_s, C));
  MPC_PROCESS(m0_processes::load_saved_hidden_(saved_hidden_2_3, saved_hidden_2_3_s, C));
  MPC_PROCESS(m0_processes::load_hidden_2_sum(hidden_2_sum, hidden_2_sum_s, C));
  MPC_PROCESS(m0_processes::load_k2(k, k_s2, C));
  MPC_PROCESS(m0_processes::evaluate(saved_hidden_2_1, adjoint_hidden_2_1, beta, m0_2, w2_s, k_s, grad_hidden_2_1_s, saved_hidden_2_3_s, hidden_2_sum_s, k_s2, C));
}
