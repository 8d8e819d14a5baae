// Step q_scale_q (relevancy, lines 47, 48, 49, 50), written by mpc.
// 3 processes (load_w_q, evaluate, store_q), 5 memory ports.
// Counted from this text, no tool asked: 794 DSP, 526 BRAM18, 0 URAM, 117656 LUT, 159187 FF; largest II 2;
// slowest process evaluate: 583051 cycles at 250 MHz.
#include "mpc_hls.h"

namespace q_scale_q_processes {

// Reads w_q in the order in which it is used.
static void load_w_q(const mpc::word* w_q, hls::stream<mpc::word, 128>& w_q_s) {
  mpc::send_row(w_q, 0, 393216, w_q_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* qr, const mpc::word* freq, float* q_scale, hls::stream<mpc::word, 128>& w_q_s, hls::stream<float, 64>& q_s, int T) {
  MPC_ONCHIP float acc[8192];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=128 dim=1
  MPC_ONCHIP float qr_row[1536];
#pragma HLS ARRAY_PARTITION variable=qr_row cyclic factor=32 dim=1
  MPC_ONCHIP float w_q_row[8192];
#pragma HLS ARRAY_PARTITION variable=w_q_row cyclic factor=128 dim=1
  MPC_ONCHIP float q_raw_mem[8192];
  MPC_ONCHIP float freq_row[32];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  MPC_ONCHIP float rope_half_2_mem[8192];
#pragma HLS ARRAY_PARTITION variable=rope_half_2_mem cyclic factor=128 dim=1
  MPC_ONCHIP float q_rot_mem[8192];
  MPC_ONCHIP float q_scale_mem[64];
  mpc::fetch_words<mpc::bf16>(qr, 0, 48, qr_row);
  mpc::fetch_words<mpc::f32>(freq, 0, 2, freq_row);
  mpc::fill<float>(acc, 8192, 0.0f);
  for (int r = 0; r < 1536; ++r) {
    mpc::take_words<mpc::bf16>(w_q_s, 256, w_q_row);
    for (int h = 0; h < 64; ++h) {
#pragma HLS PIPELINE II=1
      for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
        acc[h * 128 + l] = mpc::fma(qr_row[r], w_q_row[h * 128 + l], acc[h * 128 + l]);
      }
    }
  }
  for (int h2 = 0; h2 < 64; ++h2) {
    for (int j = 0; j < 128; ++j) {
#pragma HLS PIPELINE II=1
      q_raw_mem[h2 * 128 + j] = acc[h2 * 128 + j];
    }
  }
  for (int h3 = 0; h3 < 64; ++h3) {
    for (int i = 0; i < 128; ++i) {
#pragma HLS PIPELINE II=1
      rope_half_2_mem[h3 * 128 + i] = i < 64 ? q_raw_mem[h3 * 128 + i] * std::cos(float(T - 1) * freq_row[i % 32]) + (i < 32 ? -q_raw_mem[h3 * 128 + mpc_min(i + 32, 127)] : q_raw_mem[h3 * 128 + mpc_max(i - 32, 0)]) * std::sin(float(T - 1) * freq_row[i % 32]) : q_raw_mem[h3 * 128 + i];
    }
  }
  for (int h4 = 0; h4 < 64; ++h4) {
    for (int i2 = 0; i2 < 128; ++i2) {
#pragma HLS PIPELINE II=1
      float lane[128];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l2 = 0; l2 < 128; ++l2) {
#pragma HLS UNROLL
        lane[l2] = mpc_floor_mod(mpc_popcount(i2 & l2), 2) == 0 ? rope_half_2_mem[h4 * 128 + l2] : -rope_half_2_mem[h4 * 128 + l2];
      }
      const float sum = mpc::adder_tree<128>::sum(lane);
      q_rot_mem[h4 * 128 + i2] = sum / 11.313708f;
    }
  }
  for (int h5 = 0; h5 < 64; ++h5) {
    float max = -__builtin_inff();
    for (int j2 = 0; j2 < 128; ++j2) {
#pragma HLS PIPELINE II=2
      max = mpc_max(max, mpc_abs(q_rot_mem[h5 * 128 + j2]));
    }
    q_scale_mem[h5] = mpc_pow2ceil(mpc_max(0.0001f, max) / 448.0f);
  }
  for (int h6 = 0; h6 < 64; ++h6) {
    for (int j3 = 0; j3 < 128; ++j3) {
#pragma HLS PIPELINE II=1
      q_s.write(mpc::round_to<mpc::f8e4m3>(q_rot_mem[h6 * 128 + j3] / q_scale_mem[h6]));
    }
  }
  mpc::flush(q_scale_mem, 64, q_scale);
}

// Writes q.
static void store_q(uint8_t* q, hls::stream<float, 64>& q_s) {
  for (int h = 0; h < 64; ++h) {
    for (int j = 0; j < 128; ++j) {
#pragma HLS PIPELINE II=1
      q[h * 128 + j] = mpc::f8e4m3::narrow(q_s.read());
    }
  }
}

}  // namespace q_scale_q_processes

extern "C" void q_scale_q(const mpc::word* w_q, const mpc::word* qr, const mpc::word* freq, float* q_scale, uint8_t* q, int T) {
#pragma HLS INTERFACE mode=m_axi port=w_q bundle=gmem0 offset=slave depth=393216 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=qr bundle=gmem1 offset=slave depth=48 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem2 offset=slave depth=2 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q_scale bundle=gmem3 offset=slave depth=64 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem4 offset=slave depth=8192 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=w_q
#pragma HLS INTERFACE mode=s_axilite port=qr
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=q_scale
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> w_q_s("w_q_s");  // holds four bursts
  hls::stream<float, 64> q_s("q_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(q_scale_q_processes::load_w_q(w_q, w_q_s));
  MPC_PROCESS(q_scale_q_processes::evaluate(qr, freq, q_scale, w_q_s, q_s, T));
  MPC_PROCESS(q_scale_q_processes::store_q(q, q_s));
}
