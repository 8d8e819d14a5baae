// Step m2 (prepare, lines 57, 60), written by mpc.
// 6 processes (load_grad_f_3, load_w1, load_hidden_2_sum, load_saved_hidden_, load_k, evaluate), 9 memory ports.
// Counted from this text, no tool asked: 220 DSP, 251 BRAM18, 176 URAM, 48186 LUT, 74645 FF; largest II 1;
// slowest process evaluate: 153216 * C + 2359531 cycles at 250 MHz.
#include "mpc_hls.h"

namespace m2_processes {

// Reads grad_f_3 in the order in which it is used.
static void load_grad_f_3(const mpc::word* grad_f_3, hls::stream<mpc::word, 128>& grad_f_3_s, int C) {
  mpc::send_row(grad_f_3, 0, 96 * C, grad_f_3_s);
}

// Reads w1 in the order in which it is used.
static void load_w1(const mpc::word* w1, hls::stream<mpc::word, 128>& w1_s, int C) {
  for (int t = 0; t < C; ++t) {
    mpc::send_row(w1, 0, 36864, w1_s);
  }
}

// Reads hidden_2_sum in the order in which it is used.
static void load_hidden_2_sum(const mpc::word* hidden_2_sum, hls::stream<mpc::word, 128>& hidden_2_sum_s, int C) {
  mpc::send_row(hidden_2_sum, 0, 96 * C, hidden_2_sum_s);
}

// Reads saved_hidden_2_3 in the order in which it is used.
static void load_saved_hidden_(const mpc::word* saved_hidden_2_3, hls::stream<mpc::word, 128>& saved_hidden_2_3_s, int C) {
  mpc::send_row(saved_hidden_2_3, 0, 96 * C, saved_hidden_2_3_s);
}

// Reads k in the order in which it is used.
static void load_k(const mpc::word* k, hls::stream<mpc::word, 128>& k_s, int C) {
  for (int h = 0; h < 4; ++h) {
    for (int t = 0; t < C; ++t) {
      mpc::send_row(k, (t * 4 + h) * 24, 24, k_s);
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(float* grad_hidden_2_2, float* adjoint_hidden_2_2, const float* beta, float* m2_2, hls::stream<mpc::word, 128>& grad_f_3_s, hls::stream<mpc::word, 128>& w1_s, hls::stream<mpc::word, 128>& hidden_2_sum_s, hls::stream<mpc::word, 128>& saved_hidden_2_3_s, hls::stream<mpc::word, 128>& k_s, int C) {
  MPC_ONCHIP float acc[384];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float grad_f_3_row[1536];
#pragma HLS ARRAY_PARTITION variable=grad_f_3_row cyclic factor=16 dim=1
  MPC_ONCHIP float w1_row[384];
#pragma HLS ARRAY_PARTITION variable=w1_row cyclic factor=16 dim=1
  MPC_ONCHIP float hidden_2_sum_row[384];
#pragma HLS ARRAY_PARTITION variable=hidden_2_sum_row cyclic factor=16 dim=1
  MPC_ONCHIP float saved_hidden_2_3_r[384];
#pragma HLS ARRAY_PARTITION variable=saved_hidden_2_3_r cyclic factor=16 dim=1
  MPC_ONCHIP float acc2[147456];
#pragma HLS ARRAY_PARTITION variable=acc2 cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=acc2 type=ram_2p impl=uram
  MPC_ONCHIP float k_row[384];
#pragma HLS ARRAY_PARTITION variable=k_row cyclic factor=16 dim=1
  MPC_ONCHIP float grad_w2_1_mem[589824];
#pragma HLS BIND_STORAGE variable=grad_w2_1_mem type=ram_2p impl=uram
  MPC_ONCHIP float g2_mem[589824];
#pragma HLS BIND_STORAGE variable=g2_mem type=ram_2p impl=uram
  MPC_ONCHIP float beta_row[4];
  mpc::fetch_row<mpc::f32>(beta, 0, 4, beta_row);
  for (int t = 0; t < C; ++t) {
    mpc::take_words<mpc::f32>(grad_f_3_s, 96, grad_f_3_row);
    for (int h = 0; h < 4; ++h) {
      mpc::fill<float>(acc, 384, 0.0f);
      for (int i = 0; i < 384; ++i) {
        mpc::take_words<mpc::f32>(w1_s, 24, w1_row);
        for (int k = 0; k < 384; k += 16) {
#pragma HLS PIPELINE II=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            acc[k + l] = mpc::fma(grad_f_3_row[h * 384 + i], w1_row[k + l], acc[k + l]);
          }
        }
      }
      for (int k2 = 0; k2 < 384; ++k2) {
#pragma HLS PIPELINE II=1
        grad_hidden_2_2[(h * C + t) * 384 + k2] = acc[k2];
      }
    }
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    for (int t2 = 0; t2 < C; ++t2) {
      mpc::take_words<mpc::f32>(hidden_2_sum_s, 24, hidden_2_sum_row);
      mpc::take_words<mpc::f32>(saved_hidden_2_3_s, 24, saved_hidden_2_3_r);
      for (int k3 = 0; k3 < 384; ++k3) {
#pragma HLS PIPELINE II=1
        const float grad_hidden_2_2_at = grad_hidden_2_2[(h2 * C + t2) * 384 + k3];
        adjoint_hidden_2_2[(h2 * C + t2) * 384 + k3] = grad_hidden_2_2_at * (hidden_2_sum_row[k3] / (1.0f + saved_hidden_2_3_r[k3]));
      }
    }
  }
  for (int h3 = 0; h3 < 4; ++h3) {
    mpc::fill<float>(acc2, 147456, 0.0f);
    for (int t3 = 0; t3 < C; ++t3) {
      mpc::take_words<mpc::f32>(k_s, 24, k_row);
      for (int k4 = 0; k4 < 384; ++k4) {
        for (int j = 0; j < 384; j += 16) {
#pragma HLS PIPELINE II=1
          for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
            const float adjoint_hidden_2_2_2 = adjoint_hidden_2_2[(h3 * C + t3) * 384 + k4];
            acc2[k4 * 384 + (j + l2)] = mpc::fma(adjoint_hidden_2_2_2, k_row[j + l2], acc2[k4 * 384 + (j + l2)]);
          }
        }
      }
    }
    for (int k5 = 0; k5 < 384; ++k5) {
      for (int j2 = 0; j2 < 384; ++j2) {
#pragma HLS PIPELINE II=1
        grad_w2_1_mem[(h3 * 384 + k5) * 384 + j2] = acc2[k5 * 384 + j2];
      }
    }
  }
  for (int i2 = 0; i2 < 4; ++i2) {
    for (int i1 = 0; i1 < 384; ++i1) {
      for (int i2_2 = 0; i2_2 < 384; ++i2_2) {
#pragma HLS PIPELINE II=1
        g2_mem[(i2 * 384 + i1) * 384 + i2_2] = grad_w2_1_mem[(i2 * 384 + i1) * 384 + i2_2];
      }
    }
  }
  for (int h4 = 0; h4 < 4; ++h4) {
    for (int i3 = 0; i3 < 384; ++i3) {
      for (int j3 = 0; j3 < 384; ++j3) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=m2_2 type=inter dependent=false
        const float m2_at = m2_2[(h4 * 384 + i3) * 384 + j3];
        m2_2[(h4 * 384 + i3) * 384 + j3] = beta_row[h4] * m2_at - g2_mem[(h4 * 384 + i3) * 384 + j3];
      }
    }
  }
}

}  // namespace m2_processes

extern "C" void m2(const mpc::word* grad_f_3, const mpc::word* w1, const mpc::word* hidden_2_sum, const mpc::word* saved_hidden_2_3, const mpc::word* k, float* grad_hidden_2_2, float* adjoint_hidden_2_2, const float* beta, float* m2_2, int C) {
#pragma HLS INTERFACE mode=m_axi port=grad_f_3 bundle=gmem0 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w1 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2_sum bundle=gmem2 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_hidden_2_3 bundle=gmem3 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k bundle=gmem4 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_hidden_2_2 bundle=gmem5 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_hidden_2_2 bundle=gmem6 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=beta bundle=gmem7 offset=slave depth=4 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=m2_2 bundle=gmem8 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=grad_f_3
#pragma HLS INTERFACE mode=s_axilite port=w1
#pragma HLS INTERFACE mode=s_axilite port=hidden_2_sum
#pragma HLS INTERFACE mode=s_axilite port=saved_hidden_2_3
#pragma HLS INTERFACE mode=s_axilite port=k
#pragma HLS INTERFACE mode=s_axilite port=grad_hidden_2_2
#pragma HLS INTERFACE mode=s_axilite port=adjoint_hidden_2_2
#pragma HLS INTERFACE mode=s_axilite port=beta
#pragma HLS INTERFACE mode=s_axilite port=m2_2
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> grad_f_3_s("grad_f_3_s");  // holds four bursts
  hls::stream<mpc::word, 128> w1_s("w1_s");  // holds four bursts
  hls::stream<mpc::word, 128> hidden_2_sum_s("hidden_2_sum_s");  // holds four bursts
  hls::stream<mpc::word, 128> saved_hidden_2_3_s("saved_hidden_2_3_s");  // holds four bursts
  hls::stream<mpc::word, 128> k_s("k_s");  // holds four bursts
  MPC_DATAFLOW
  MPC_PROCESS(m2_processes::load_grad_f_3(grad_f_3, grad_f_3_s, C));
  MPC_PROCESS(m2_processes::load_w1(w1, w1_s, C));
  MPC_PROCESS(m2_processes::load_hidden_2_sum(hidden_2_sum, hidden_2_sum_s, C));
  MPC_PROCESS(m2_processes::load_saved_hidden_(saved_hidden_2_3, saved_hidden_2_3_s, C));
  MPC_PROCESS(m2_processes::load_k(k, k_s, C));
  MPC_PROCESS(m2_processes::evaluate(grad_hidden_2_2, adjoint_hidden_2_2, beta, m2_2, grad_f_3_s, w1_s, hidden_2_sum_s, saved_hidden_2_3_s, k_s, C));
}
