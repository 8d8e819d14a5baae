// Step frozen_hidden_2_sum_hidden_2 (prepare, lines 27, 28, 29, 31, 71, 72, 76, 77), written by mpc.
// 6 processes (evaluate, store_grad_guess_1, store_saved_guess_, store_saved_guess_2, store_saved_hidden, store_grad_guess_2), 16 memory ports.
// Counted from this text, no tool asked: 1506 DSP, 315 BRAM18, 34 URAM, 219629 LUT, 306019 FF; largest II 1;
// slowest process evaluate: 969070 cycles at 250 MHz.
#include "mpc_hls.h"

namespace frozen_hidden_2_sum_hidden_2_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* w, const mpc::word* key, const mpc::word* gain, const mpc::word* adjoint_error_1, const mpc::word* value, const mpc::word* adjoint_error_2, float* frozen, float* hidden_2_sum, float* hidden_2, float* raw_4, float* saved_guess_1, hls::stream<float, 64>& grad_guess_1_s, hls::stream<float, 64>& saved_guess_2_s, hls::stream<float, 64>& saved_guess_3_s, hls::stream<float, 64>& saved_hidden_2_2_s, hls::stream<float, 64>& grad_guess_2_s) {
  MPC_ONCHIP float w_row[65536];
#pragma HLS ARRAY_PARTITION variable=w_row cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=w_row type=ram_2p impl=uram
  MPC_ONCHIP float frozen_mem[65536];
#pragma HLS ARRAY_PARTITION variable=frozen_mem cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=frozen_mem type=ram_2p impl=uram
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float key_row[8192];
#pragma HLS ARRAY_PARTITION variable=key_row cyclic factor=16 dim=1
  MPC_ONCHIP float hidden_2_sum_mem[16384];
#pragma HLS BIND_STORAGE variable=hidden_2_sum_mem type=ram_2p impl=uram
  MPC_ONCHIP float hidden_2_mem[16384];
#pragma HLS ARRAY_PARTITION variable=hidden_2_mem cyclic factor=16 dim=1
  MPC_ONCHIP float raw_4_mem[8192];
#pragma HLS ARRAY_PARTITION variable=raw_4_mem cyclic factor=64 dim=1
  MPC_ONCHIP float guess_sum_mem[128];
  MPC_ONCHIP float guess_rsqrt_mem[128];
  MPC_ONCHIP float gain_row[256];
#pragma HLS ARRAY_PARTITION variable=gain_row cyclic factor=16 dim=1
  MPC_ONCHIP float guess_mem[8192];
  MPC_ONCHIP float adjoint_error_1_ro[128];
#pragma HLS ARRAY_PARTITION variable=adjoint_error_1_ro cyclic factor=16 dim=1
  MPC_ONCHIP float value_row[8192];
#pragma HLS ARRAY_PARTITION variable=value_row cyclic factor=16 dim=1
  MPC_ONCHIP float saved_guess_1_mem[128];
  MPC_ONCHIP float adjoint_error_2_ro[128];
#pragma HLS ARRAY_PARTITION variable=adjoint_error_2_ro cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(w, 0, 4096, w_row);
  mpc::fetch_words<mpc::f32>(key, 0, 512, key_row);
  mpc::fetch_words<mpc::f32>(gain, 0, 16, gain_row);
  mpc::fetch_words<mpc::f32>(adjoint_error_1, 0, 8, adjoint_error_1_ro);
  mpc::fetch_words<mpc::f32>(value, 0, 512, value_row);
  mpc::fetch_words<mpc::f32>(adjoint_error_2, 0, 8, adjoint_error_2_ro);
  for (int i = 0; i < 4; ++i) {
    for (int i1 = 0; i1 < 2; ++i1) {
      for (int i2 = 0; i2 < 64; ++i2) {
        for (int i3 = 0; i3 < 128; ++i3) {
#pragma HLS PIPELINE II=1
          frozen_mem[((i * 2 + i1) * 64 + i2) * 128 + i3] = w_row[((i * 2 + i1) * 64 + i2) * 128 + i3];
        }
      }
    }
  }
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      mpc::fill<float>(acc, 128, 0.0f);
      for (int j = 0; j < 64; ++j) {
        for (int k = 0; k < 128; k += 16) {
#pragma HLS PIPELINE II=1
          for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
            acc[k + l] = mpc::fma(key_row[(t * 4 + h) * 64 + j], frozen_mem[(h * 2 * 64 + j) * 128 + (k + l)], acc[k + l]);
          }
        }
      }
      for (int k2 = 0; k2 < 128; ++k2) {
#pragma HLS PIPELINE II=1
        hidden_2_sum_mem[(t * 4 + h) * 128 + k2] = acc[k2];
      }
    }
  }
  for (int t2 = 0; t2 < 32; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
      for (int k3 = 0; k3 < 128; ++k3) {
#pragma HLS PIPELINE II=1
        hidden_2_mem[(t2 * 4 + h2) * 128 + k3] = 0.5f * hidden_2_sum_mem[(t2 * 4 + h2) * 128 + k3] * (1.0f + std::tanh(0.7978846f * (hidden_2_sum_mem[(t2 * 4 + h2) * 128 + k3] + 0.044715f * hidden_2_sum_mem[(t2 * 4 + h2) * 128 + k3] * hidden_2_sum_mem[(t2 * 4 + h2) * 128 + k3] * hidden_2_sum_mem[(t2 * 4 + h2) * 128 + k3])));
      }
    }
  }
  for (int t3 = 0; t3 < 32; ++t3) {
    for (int h3 = 0; h3 < 4; ++h3) {
      for (int j2 = 0; j2 < 64; ++j2) {
        float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
        for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
          part[c] = 0.0f;
        }
        for (int k4 = 0; k4 < 128; k4 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
          for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
            lane[l2] = hidden_2_mem[(t3 * 4 + h3) * 128 + (k4 + l2)] * frozen_mem[((h3 * 2 + 1) * 64 + j2) * 128 + (k4 + l2)];
          }
          part[k4 / 16 % 8] = part[k4 / 16 % 8] + mpc::adder_tree<16>::sum(lane);
        }
        raw_4_mem[(t3 * 4 + h3) * 64 + j2] = mpc::adder_tree<8>::sum(part);
      }
    }
  }
  for (int t4 = 0; t4 < 32; ++t4) {
    for (int h4 = 0; h4 < 4; ++h4) {
#pragma HLS PIPELINE II=1
      float lane2[64];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
      for (int l3 = 0; l3 < 64; ++l3) {
#pragma HLS UNROLL
        lane2[l3] = raw_4_mem[(t4 * 4 + h4) * 64 + l3];
      }
      const float sum = mpc::adder_tree<64>::sum(lane2);
      guess_sum_mem[t4 * 4 + h4] = sum * 0.015625f;
    }
  }
  for (int t5 = 0; t5 < 32; ++t5) {
    for (int h5 = 0; h5 < 4; ++h5) {
#pragma HLS PIPELINE II=1
      float lane3[64];
#pragma HLS ARRAY_PARTITION variable=lane3 complete dim=1
      for (int l4 = 0; l4 < 64; ++l4) {
#pragma HLS UNROLL
        lane3[l4] = (raw_4_mem[(t5 * 4 + h5) * 64 + l4] - guess_sum_mem[t5 * 4 + h5]) * (raw_4_mem[(t5 * 4 + h5) * 64 + l4] - guess_sum_mem[t5 * 4 + h5]);
      }
      const float sum2 = mpc::adder_tree<64>::sum(lane3);
      guess_rsqrt_mem[t5 * 4 + h5] = mpc::rsqrt(sum2 * 0.015625f + 0.00001f);
    }
  }
  for (int t6 = 0; t6 < 32; ++t6) {
    for (int h6 = 0; h6 < 4; ++h6) {
      for (int i4 = 0; i4 < 64; ++i4) {
#pragma HLS PIPELINE II=1
        guess_mem[(t6 * 4 + h6) * 64 + i4] = key_row[(t6 * 4 + h6) * 64 + i4] + (raw_4_mem[(t6 * 4 + h6) * 64 + i4] - guess_sum_mem[t6 * 4 + h6]) * guess_rsqrt_mem[t6 * 4 + h6] * gain_row[h6 * 64 + i4];
      }
    }
  }
  for (int t7 = 0; t7 < 32; ++t7) {
    for (int h7 = 0; h7 < 4; ++h7) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        grad_guess_1_s.write(2.0f * (adjoint_error_1_ro[t7 * 4 + h7] * (guess_mem[(t7 * 4 + h7) * 64 + e] - value_row[(t7 * 4 + h7) * 64 + e])));
      }
    }
  }
  for (int t8 = 0; t8 < 32; ++t8) {
    for (int h8 = 0; h8 < 4; ++h8) {
#pragma HLS PIPELINE II=1
      float lane4[64];
#pragma HLS ARRAY_PARTITION variable=lane4 complete dim=1
      for (int l5 = 0; l5 < 64; ++l5) {
#pragma HLS UNROLL
        lane4[l5] = (raw_4_mem[(t8 * 4 + h8) * 64 + l5] - guess_sum_mem[t8 * 4 + h8]) * (raw_4_mem[(t8 * 4 + h8) * 64 + l5] - guess_sum_mem[t8 * 4 + h8]);
      }
      const float sum3 = mpc::adder_tree<64>::sum(lane4);
      saved_guess_1_mem[t8 * 4 + h8] = sum3;
    }
  }
  for (int t9 = 0; t9 < 32; ++t9) {
    for (int h9 = 0; h9 < 4; ++h9) {
#pragma HLS PIPELINE II=1
      saved_guess_2_s.write(mpc::rsqrt(saved_guess_1_mem[t9 * 4 + h9] * 0.015625f + 0.00001f));
    }
  }
  for (int t10 = 0; t10 < 32; ++t10) {
    for (int h10 = 0; h10 < 4; ++h10) {
#pragma HLS PIPELINE II=1
      float lane5[64];
#pragma HLS ARRAY_PARTITION variable=lane5 complete dim=1
      for (int l6 = 0; l6 < 64; ++l6) {
#pragma HLS UNROLL
        lane5[l6] = raw_4_mem[(t10 * 4 + h10) * 64 + l6];
      }
      const float sum4 = mpc::adder_tree<64>::sum(lane5);
      saved_guess_3_s.write(sum4);
    }
  }
  for (int t11 = 0; t11 < 32; ++t11) {
    for (int h11 = 0; h11 < 4; ++h11) {
      for (int k5 = 0; k5 < 128; ++k5) {
#pragma HLS PIPELINE II=1
        saved_hidden_2_2_s.write(std::tanh(0.7978846f * (hidden_2_sum_mem[(t11 * 4 + h11) * 128 + k5] + 0.044715f * hidden_2_sum_mem[(t11 * 4 + h11) * 128 + k5] * hidden_2_sum_mem[(t11 * 4 + h11) * 128 + k5] * hidden_2_sum_mem[(t11 * 4 + h11) * 128 + k5])));
      }
    }
  }
  for (int t12 = 0; t12 < 32; ++t12) {
    for (int h12 = 0; h12 < 4; ++h12) {
      for (int e2 = 0; e2 < 64; ++e2) {
#pragma HLS PIPELINE II=1
        grad_guess_2_s.write(2.0f * (adjoint_error_2_ro[t12 * 4 + h12] * (guess_mem[(t12 * 4 + h12) * 64 + e2] - value_row[(t12 * 4 + h12) * 64 + e2])));
      }
    }
  }
  mpc::flush(frozen_mem, 65536, frozen);
  mpc::flush(hidden_2_sum_mem, 16384, hidden_2_sum);
  mpc::flush(hidden_2_mem, 16384, hidden_2);
  mpc::flush(raw_4_mem, 8192, raw_4);
  mpc::flush(saved_guess_1_mem, 128, saved_guess_1);
}

// Writes grad_guess_1.
static void store_grad_guess_1(float* grad_guess_1, hls::stream<float, 64>& grad_guess_1_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        grad_guess_1[(t * 4 + h) * 64 + e] = grad_guess_1_s.read();
      }
    }
  }
}

// Writes saved_guess_2.
static void store_saved_guess_(float* saved_guess_2, hls::stream<float, 64>& saved_guess_2_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      saved_guess_2[t * 4 + h] = saved_guess_2_s.read();
    }
  }
}

// Writes saved_guess_3.
static void store_saved_guess_2(float* saved_guess_3, hls::stream<float, 64>& saved_guess_3_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      saved_guess_3[t * 4 + h] = saved_guess_3_s.read();
    }
  }
}

// Writes saved_hidden_2_2.
static void store_saved_hidden(float* saved_hidden_2_2, hls::stream<float, 64>& saved_hidden_2_2_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int k = 0; k < 128; ++k) {
#pragma HLS PIPELINE II=1
        saved_hidden_2_2[(t * 4 + h) * 128 + k] = saved_hidden_2_2_s.read();
      }
    }
  }
}

// Writes grad_guess_2.
static void store_grad_guess_2(float* grad_guess_2, hls::stream<float, 64>& grad_guess_2_s) {
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
      for (int e = 0; e < 64; ++e) {
#pragma HLS PIPELINE II=1
        grad_guess_2[(t * 4 + h) * 64 + e] = grad_guess_2_s.read();
      }
    }
  }
}

}  // namespace frozen_hidden_2_sum_hidden_2_processes

extern "C" void frozen_hidden_2_sum_hidden_2(const mpc::word* w, const mpc::word* key, const mpc::word* gain, const mpc::word* adjoint_error_1, const mpc::word* value, const mpc::word* adjoint_error_2, float* frozen, float* hidden_2_sum, float* hidden_2, float* raw_4, float* saved_guess_1, float* grad_guess_1, float* saved_guess_2, float* saved_guess_3, float* saved_hidden_2_2, float* grad_guess_2) {
#pragma HLS INTERFACE mode=m_axi port=w bundle=gmem0 offset=slave depth=4096 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key bundle=gmem1 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain bundle=gmem2 offset=slave depth=16 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_error_1 bundle=gmem3 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value bundle=gmem4 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_error_2 bundle=gmem5 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=frozen bundle=gmem6 offset=slave depth=65536 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2_sum bundle=gmem7 offset=slave depth=16384 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2 bundle=gmem8 offset=slave depth=16384 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=raw_4 bundle=gmem9 offset=slave depth=8192 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_guess_1 bundle=gmem10 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_guess_1 bundle=gmem11 offset=slave depth=8192 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_guess_2 bundle=gmem12 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_guess_3 bundle=gmem13 offset=slave depth=128 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_hidden_2_2 bundle=gmem14 offset=slave depth=16384 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_guess_2 bundle=gmem15 offset=slave depth=8192 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w
#pragma HLS INTERFACE mode=s_axilite port=key
#pragma HLS INTERFACE mode=s_axilite port=gain
#pragma HLS INTERFACE mode=s_axilite port=adjoint_error_1
#pragma HLS INTERFACE mode=s_axilite port=value
#pragma HLS INTERFACE mode=s_axilite port=adjoint_error_2
#pragma HLS INTERFACE mode=s_axilite port=frozen
#pragma HLS INTERFACE mode=s_axilite port=hidden_2_sum
#pragma HLS INTERFACE mode=s_axilite port=hidden_2
#pragma HLS INTERFACE mode=s_axilite port=raw_4
#pragma HLS INTERFACE mode=s_axilite port=saved_guess_1
#pragma HLS INTERFACE mode=s_axilite port=grad_guess_1
#pragma HLS INTERFACE mode=s_axilite port=saved_guess_2
#pragma HLS INTERFACE mode=s_axilite port=saved_guess_3
#pragma HLS INTERFACE mode=s_axilite port=saved_hidden_2_2
#pragma HLS INTERFACE mode=s_axilite port=grad_guess_2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> grad_guess_1_s("grad_guess_1_s");  // rates differ by bursts only
  hls::stream<float, 64> saved_guess_2_s("saved_guess_2_s");  // rates differ by bursts only
  hls::stream<float, 64> saved_guess_3_s("saved_guess_3_s");  // rates differ by bursts only
  hls::stream<float, 64> saved_hidden_2_2_s("saved_hidden_2_2_s");  // rates differ by bursts only
  hls::stream<float, 64> grad_guess_2_s("grad_guess_2_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(frozen_hidden_2_sum_hidden_2_processes::evaluate(w, key, gain, adjoint_error_1, value, adjoint_error_2, frozen, hidden_2_sum, hidden_2, raw_4, saved_guess_1, grad_guess_1_s, saved_guess_2_s, saved_guess_3_s, saved_hidden_2_2_s, grad_guess_2_s));
  MPC_PROCESS(frozen_hidden_2_sum_hidden_2_processes::store_grad_guess_1(grad_guess_1, grad_guess_1_s));
  MPC_PROCESS(frozen_hidden_2_sum_hidden_2_processes::store_saved_guess_(saved_guess_2, saved_guess_2_s));
  MPC_PROCESS(frozen_hidden_2_sum_hidden_2_processes::store_saved_guess_2(saved_guess_3, saved_guess_3_s));
  MPC_PROCESS(frozen_hidden_2_sum_hidden_2_processes::store_saved_hidden(saved_hidden_2_2, saved_hidden_2_2_s));
  MPC_PROCESS(frozen_hidden_2_sum_hidden_2_processes::store_grad_guess_2(grad_guess_2, grad_guess_2_s));
}
