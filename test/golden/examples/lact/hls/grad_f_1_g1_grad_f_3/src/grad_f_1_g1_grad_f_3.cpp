// Step grad_f_1_g1_grad_f_3 (prepare, lines 50, 55, 56, 57), written by mpc.
// 9 processes (load_x, load_v, load_v2, load_hidden_2, load_v3, evaluate, store_grad_f_1, store_g1, store_grad_f_3), 10 memory ports.
// Counted from this text, no tool asked: 201 DSP, 348 BRAM18, 110 URAM, 50056 LUT, 78248 FF; largest II 1;
// slowest process evaluate: 61125 * C + 1770260 cycles at 250 MHz.
#include "mpc_hls.h"

namespace grad_f_1_g1_grad_f_3_processes {

// Reads x in the order in which it is used.
static void load_x(const mpc::word* x, hls::stream<mpc::word, 128>& x_s, int C) {
  mpc::send_row(x, 0, 48 * C, x_s);
}

// Reads v in the order in which it is used.
static void load_v(const mpc::word* v, hls::stream<mpc::word, 128>& v_s, int C) {
  mpc::send_row(v, 0, 48 * C, v_s);
}

// Reads v in the order in which it is used.
static void load_v2(const mpc::word* v2, hls::stream<mpc::word, 128>& v_s2, int C) {
  mpc::send_row(v2, 0, 48 * C, v_s2);
}

// Reads hidden_2 in the order in which it is used.
static void load_hidden_2(const mpc::word* hidden_2, hls::stream<mpc::word, 128>& hidden_2_s, int C) {
  mpc::send_row(hidden_2, 0, 96 * C, hidden_2_s);
}

// Reads v in the order in which it is used.
static void load_v3(const mpc::word* v3, hls::stream<mpc::word, 128>& v_s3, int C) {
  mpc::send_row(v3, 0, 48 * C, v_s3);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* w_rate, float* grad_f_2, hls::stream<mpc::word, 128>& x_s, hls::stream<float, 64>& grad_f_1_s, hls::stream<mpc::word, 128>& v_s, hls::stream<mpc::word, 128>& v_s2, hls::stream<mpc::word, 128>& hidden_2_s, hls::stream<float, 64>& g1_s, hls::stream<float, 64>& grad_f_3_s, hls::stream<mpc::word, 128>& v_s3, int C) {
  MPC_ONCHIP float x_row[1536];
#pragma HLS ARRAY_PARTITION variable=x_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_rate_row[18432];
#pragma HLS ARRAY_PARTITION variable=w_rate_row cyclic factor=32 dim=1
  MPC_ONCHIP float rate_sum_mem[24576];
#pragma HLS BIND_STORAGE variable=rate_sum_mem type=ram_2p impl=uram
  MPC_ONCHIP float rate_mem[24576];
#pragma HLS BIND_STORAGE variable=rate_mem type=ram_2p impl=uram
  MPC_ONCHIP float v_row[1536];
#pragma HLS ARRAY_PARTITION variable=v_row cyclic factor=32 dim=1
  MPC_ONCHIP float v_row2[1536];
#pragma HLS ARRAY_PARTITION variable=v_row2 cyclic factor=32 dim=1
  MPC_ONCHIP float acc[147456];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=acc type=ram_2p impl=uram
  MPC_ONCHIP float hidden_2_row[384];
#pragma HLS ARRAY_PARTITION variable=hidden_2_row cyclic factor=16 dim=1
  MPC_ONCHIP float grad_w1_1_mem[589824];
#pragma HLS BIND_STORAGE variable=grad_w1_1_mem type=ram_2p impl=uram
  MPC_ONCHIP float v_row3[1536];
#pragma HLS ARRAY_PARTITION variable=v_row3 cyclic factor=32 dim=1
  mpc::fetch_words<mpc::bf16>(w_rate, 0, 576, w_rate_row);
  for (int t = 0; t < C; ++t) {
    mpc::take_words<mpc::bf16>(x_s, 48, x_row);
    for (int h = 0; h < 4; ++h) {
      for (int j = 0; j < 3; ++j) {
        float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
        for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
          part[c] = 0.0f;
        }
        for (int i = 0; i < 1536; ++i) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          part[i % 8] = part[i % 8] + x_row[i] * w_rate_row[(i * 4 + h) * 3 + j];
        }
        rate_sum_mem[(t * 4 + h) * 3 + j] = mpc::adder_tree<8>::sum(part);
      }
    }
  }
  for (int t2 = 0; t2 < C; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
      for (int j2 = 0; j2 < 3; ++j2) {
#pragma HLS PIPELINE II=1
        rate_mem[(t2 * 4 + h2) * 3 + j2] = mpc_max(0.0f, rate_sum_mem[(t2 * 4 + h2) * 3 + j2] + -6.907255f) + std::log(1.0f + std::exp(-mpc_abs(rate_sum_mem[(t2 * 4 + h2) * 3 + j2] + -6.907255f)));
      }
    }
  }
  for (int t3 = 0; t3 < C; ++t3) {
    mpc::take_words<mpc::bf16>(v_s, 48, v_row);
    for (int h3 = 0; h3 < 4; ++h3) {
      for (int d = 0; d < 384; ++d) {
#pragma HLS PIPELINE II=1
        grad_f_1_s.write(-(rate_mem[(t3 * 4 + h3) * 3] * v_row[h3 * 384 + d]));
      }
    }
  }
  for (int t4 = 0; t4 < C; ++t4) {
    mpc::take_words<mpc::bf16>(v_s2, 48, v_row2);
    for (int h4 = 0; h4 < 4; ++h4) {
      for (int d2 = 0; d2 < 384; ++d2) {
#pragma HLS PIPELINE II=1
        grad_f_2[(t4 * 4 + h4) * 384 + d2] = -(rate_mem[(t4 * 4 + h4) * 3 + 1] * v_row2[h4 * 384 + d2]);
      }
    }
  }
  for (int h5 = 0; h5 < 4; ++h5) {
    mpc::fill<float>(acc, 147456, 0.0f);
    for (int t5 = 0; t5 < C; ++t5) {
      mpc::take_words<mpc::f32>(hidden_2_s, 24, hidden_2_row);
      for (int i2 = 0; i2 < 384; ++i2) {
        for (int k = 0; k < 384; k += 16) {
#pragma HLS PIPELINE II=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            const float grad_f_2_at = grad_f_2[(t5 * 4 + h5) * 384 + i2];
            acc[i2 * 384 + (k + l)] = mpc::fma(grad_f_2_at, hidden_2_row[k + l], acc[i2 * 384 + (k + l)]);
          }
        }
      }
    }
    for (int i3 = 0; i3 < 384; ++i3) {
      for (int k2 = 0; k2 < 384; ++k2) {
#pragma HLS PIPELINE II=1
        grad_w1_1_mem[(h5 * 384 + i3) * 384 + k2] = acc[i3 * 384 + k2];
      }
    }
  }
  for (int i4 = 0; i4 < 4; ++i4) {
    for (int i1 = 0; i1 < 384; ++i1) {
      for (int i2_2 = 0; i2_2 < 384; ++i2_2) {
#pragma HLS PIPELINE II=1
        g1_s.write(grad_w1_1_mem[(i4 * 384 + i1) * 384 + i2_2]);
      }
    }
  }
  for (int t6 = 0; t6 < C; ++t6) {
    mpc::take_words<mpc::bf16>(v_s3, 48, v_row3);
    for (int h6 = 0; h6 < 4; ++h6) {
      for (int d3 = 0; d3 < 384; ++d3) {
#pragma HLS PIPELINE II=1
        grad_f_3_s.write(-(rate_mem[(t6 * 4 + h6) * 3 + 2] * v_row3[h6 * 384 + d3]));
      }
    }
  }
}

// Writes grad_f_1.
static void store_grad_f_1(float* grad_f_1, hls::stream<float, 64>& grad_f_1_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int d = 0; d < 384; ++d) {
#pragma HLS PIPELINE II=1
        grad_f_1[(t * 4 + h) * 384 + d] = grad_f_1_s.read();
      }
    }
  }
}

// Writes g1.
static void store_g1(float* g1, hls::stream<float, 64>& g1_s) {
  for (int i = 0; i < 4; ++i) {
    for (int i1 = 0; i1 < 384; ++i1) {
      for (int i2 = 0; i2 < 384; ++i2) {
#pragma HLS PIPELINE II=1
        g1[(i * 384 + i1) * 384 + i2] = g1_s.read();
      }
    }
  }
}

// Writes grad_f_3.
static void store_grad_f_3(float* grad_f_3, hls::stream<float, 64>& grad_f_3_s, int C) {
  for (int t = 0; t < C; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int d = 0; d < 384; ++d) {
#pragma HLS PIPELINE II=1
        grad_f_3[(t * 4 + h) * 384 + d] = grad_f_3_s.read();
      }
    }
  }
}

}  // namespace grad_f_1_g1_grad_f_3_processes

extern "C" void grad_f_1_g1_grad_f_3(const mpc::word* x, const mpc::word* v, const mpc::word* v2, const mpc::word* hidden_2, const mpc::word* v3, const mpc::word* w_rate, float* grad_f_2, float* grad_f_1, float* g1, float* grad_f_3, int C) {
#pragma HLS INTERFACE mode=m_axi port=x bundle=gmem0 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=v bundle=gmem1 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=v2 bundle=gmem2 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2 bundle=gmem3 offset=slave depth=14400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=v3 bundle=gmem4 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w_rate bundle=gmem5 offset=slave depth=576 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_f_2 bundle=gmem6 offset=slave depth=230400 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_f_1 bundle=gmem7 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=g1 bundle=gmem8 offset=slave depth=589824 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_f_3 bundle=gmem9 offset=slave depth=230400 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=x
#pragma HLS INTERFACE mode=s_axilite port=v
#pragma HLS INTERFACE mode=s_axilite port=v2
#pragma HLS INTERFACE mode=s_axilite port=hidden_2
#pragma HLS INTERFACE mode=s_axilite port=v3
#pragma HLS INTERFACE mode=s_axilite port=w_rate
#pragma HLS INTERFACE mode=s_axilite port=grad_f_2
#pragma HLS INTERFACE mode=s_axilite port=grad_f_1
#pragma HLS INTERFACE mode=s_axilite port=g1
#pragma HLS INTERFACE mode=s_axilite port=grad_f_3
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> x_s("x_s");  // holds four bursts
  hls::stream<mpc::word, 128> v_s("v_s");  // holds four bursts
  hls::stream<mpc::word, 128> v_s2("v_s2");  // holds four bursts
  hls::stream<mpc::word, 128> hidden_2_s("hidden_2_s");  // holds four bursts
  hls::stream<mpc::word, 128> v_s3("v_s3");  // holds four bursts
  hls::stream<float, 64> grad_f_1_s("grad_f_1_s");  // rates differ by bursts only
  hls::stream<float, 64> g1_s("g1_s");  // rates differ by bursts only
  hls::stream<float, 64> grad_f_3_s("grad_f_3_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::load_x(x, x_s, C));
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::load_v(v, v_s, C));
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::load_v2(v2, v_s2, C));
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::load_hidden_2(hidden_2, hidden_2_s, C));
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::load_v3(v3, v_s3, C));
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::evaluate(w_rate, grad_f_2, x_s, grad_f_1_s, v_s, v_s2, hidden_2_s, g1_s, grad_f_3_s, v_s3, C));
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::store_grad_f_1(grad_f_1, grad_f_1_s, C));
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::store_g1(g1, g1_s));
  MPC_PROCESS(grad_f_1_g1_grad_f_3_processes::store_grad_f_3(grad_f_3, grad_f_3_s, C));
}
