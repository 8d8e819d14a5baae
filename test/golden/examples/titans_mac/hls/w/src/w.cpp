// Step w (prepare, lines 76, 78), written by mpc.
// 5 processes (load_decay, load_left, load_drive, load_share, evaluate), 18 memory ports.
// Counted from this text, no tool asked: 1642 DSP, 816 BRAM18, 44 URAM, 210831 LUT, 311689 FF; largest II 7;
// slowest process evaluate: 652880 cycles at 250 MHz.
#include "mpc_hls.h"

namespace w_processes {

// Reads decay in the order in which it is used.
static void load_decay(const float* decay, hls::stream<float, 128>& decay_s) {
  mpc::send_row(decay, 0, 4, decay_s);
}

// Reads left in the order in which it is used.
static void load_left(const float* left, hls::stream<float, 128>& left_s) {
  mpc::send_row(left, 124, 4, left_s);
}

// Reads drive in the order in which it is used.
static void load_drive(const float* drive, hls::stream<float, 128>& drive_s) {
  mpc::send_row(drive, 0, 4, drive_s);
}

// Reads share in the order in which it is used.
static void load_share(const float* share, hls::stream<float, 128>& share_s) {
  mpc::send_row(share, 124, 4, share_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* grad_guess_1, const mpc::word* gain, const mpc::word* saved_guess_2, const mpc::word* adjoint_guess_3, const mpc::word* adjoint_guess_2, const mpc::word* raw_4, const mpc::word* saved_guess_3, const mpc::word* frozen, const mpc::word* hidden_2_sum, const mpc::word* saved_hidden_2_2, const mpc::word* key, const mpc::word* hidden_2, float* w2, const mpc::word* surprise, hls::stream<float, 128>& decay_s, hls::stream<float, 128>& left_s, hls::stream<float, 128>& drive_s, hls::stream<float, 128>& share_s) {
  MPC_ONCHIP float grad_guess_1_row[8192];
#pragma HLS ARRAY_PARTITION variable=grad_guess_1_row cyclic factor=64 dim=1
  MPC_ONCHIP float gain_row[256];
#pragma HLS ARRAY_PARTITION variable=gain_row cyclic factor=64 dim=1
  MPC_ONCHIP float saved_guess_2_row[128];
#pragma HLS ARRAY_PARTITION variable=saved_guess_2_row cyclic factor=16 dim=1
  MPC_ONCHIP float adjoint_guess_4_me[128];
  MPC_ONCHIP float adjoint_guess_3_ro[128];
#pragma HLS ARRAY_PARTITION variable=adjoint_guess_3_ro cyclic factor=16 dim=1
  MPC_ONCHIP float adjoint_guess_2_ro[128];
#pragma HLS ARRAY_PARTITION variable=adjoint_guess_2_ro cyclic factor=16 dim=1
  MPC_ONCHIP float raw_4_row[8192];
#pragma HLS ARRAY_PARTITION variable=raw_4_row cyclic factor=16 dim=1
  MPC_ONCHIP float saved_guess_3_row[128];
#pragma HLS ARRAY_PARTITION variable=saved_guess_3_row cyclic factor=16 dim=1
  MPC_ONCHIP float grad_raw_4_1_mem[8192];
  MPC_ONCHIP float acc[128];
#pragma HLS ARRAY_PARTITION variable=acc complete dim=1
  MPC_ONCHIP float frozen_row[65536];
#pragma HLS ARRAY_PARTITION variable=frozen_row cyclic factor=128 dim=1
  MPC_ONCHIP float grad_hidden_2_1_me[16384];
#pragma HLS BIND_STORAGE variable=grad_hidden_2_1_me type=ram_2p impl=uram
  MPC_ONCHIP float hidden_2_sum_row[16384];
#pragma HLS ARRAY_PARTITION variable=hidden_2_sum_row cyclic factor=16 dim=1
  MPC_ONCHIP float saved_hidden_2_2_r[16384];
#pragma HLS ARRAY_PARTITION variable=saved_hidden_2_2_r cyclic factor=16 dim=1
  MPC_ONCHIP float adjoint_hidden_2_1[16384];
#pragma HLS BIND_STORAGE variable=adjoint_hidden_2_1 type=ram_2p impl=uram
  MPC_ONCHIP float acc2[64];
#pragma HLS ARRAY_PARTITION variable=acc2 complete dim=1
  MPC_ONCHIP float key_row[8192];
#pragma HLS ARRAY_PARTITION variable=key_row cyclic factor=64 dim=1
  MPC_ONCHIP float part_1_mem[32768];
#pragma HLS BIND_STORAGE variable=part_1_mem type=ram_2p impl=uram
  MPC_ONCHIP float acc3[128];
#pragma HLS ARRAY_PARTITION variable=acc3 complete dim=1
  MPC_ONCHIP float hidden_2_row[16384];
#pragma HLS ARRAY_PARTITION variable=hidden_2_row cyclic factor=128 dim=1
  MPC_ONCHIP float part_2_mem[32768];
#pragma HLS BIND_STORAGE variable=part_2_mem type=ram_2p impl=uram
  MPC_ONCHIP float grad_frozen_1_mem[65536];
#pragma HLS BIND_STORAGE variable=grad_frozen_1_mem type=ram_2p impl=uram
  MPC_ONCHIP float g_mem[65536];
#pragma HLS BIND_STORAGE variable=g_mem type=ram_2p impl=uram
  MPC_ONCHIP float decay_row[4];
  MPC_ONCHIP float left_row[4];
  MPC_ONCHIP float drive_row[4];
  MPC_ONCHIP float share_row[4];
  MPC_ONCHIP float surprise_row[65536];
#pragma HLS ARRAY_PARTITION variable=surprise_row cyclic factor=16 dim=1
#pragma HLS BIND_STORAGE variable=surprise_row type=ram_2p impl=uram
  mpc::fetch_words<mpc::f32>(grad_guess_1, 0, 512, grad_guess_1_row);
  mpc::fetch_words<mpc::f32>(gain, 0, 16, gain_row);
  mpc::fetch_words<mpc::f32>(saved_guess_2, 0, 8, saved_guess_2_row);
  mpc::fetch_words<mpc::f32>(adjoint_guess_3, 0, 8, adjoint_guess_3_ro);
  mpc::fetch_words<mpc::f32>(adjoint_guess_2, 0, 8, adjoint_guess_2_ro);
  mpc::fetch_words<mpc::f32>(raw_4, 0, 512, raw_4_row);
  mpc::fetch_words<mpc::f32>(saved_guess_3, 0, 8, saved_guess_3_row);
  mpc::fetch_words<mpc::f32>(frozen, 0, 4096, frozen_row);
  mpc::fetch_words<mpc::f32>(hidden_2_sum, 0, 1024, hidden_2_sum_row);
  mpc::fetch_words<mpc::f32>(saved_hidden_2_2, 0, 1024, saved_hidden_2_2_r);
  mpc::fetch_words<mpc::f32>(key, 0, 512, key_row);
  mpc::fetch_words<mpc::f32>(hidden_2, 0, 1024, hidden_2_row);
  mpc::take_row<mpc::f32>(decay_s, 4, decay_row);
  mpc::take_row<mpc::f32>(left_s, 4, left_row);
  mpc::take_row<mpc::f32>(drive_s, 4, drive_row);
  mpc::take_row<mpc::f32>(share_s, 4, share_row);
  mpc::fetch_words<mpc::f32>(surprise, 0, 4096, surprise_row);
  for (int t = 0; t < 32; ++t) {
    for (int h = 0; h < 4; ++h) {
#pragma HLS PIPELINE II=1
      float lane[64];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l = 0; l < 64; ++l) {
#pragma HLS UNROLL
        lane[l] = grad_guess_1_row[(t * 4 + h) * 64 + l] * gain_row[h * 64 + l];
      }
      const float sum = mpc::adder_tree<64>::sum(lane);
      adjoint_guess_4_me[t * 4 + h] = -(sum * saved_guess_2_row[t * 4 + h]);
    }
  }
  for (int t2 = 0; t2 < 32; ++t2) {
    for (int h2 = 0; h2 < 4; ++h2) {
      for (int j = 0; j < 64; ++j) {
#pragma HLS PIPELINE II=1
        grad_raw_4_1_mem[(t2 * 4 + h2) * 64 + j] = 0.015625f * adjoint_guess_3_ro[t2 * 4 + h2] + 2.0f * (adjoint_guess_2_ro[t2 * 4 + h2] * (raw_4_row[(t2 * 4 + h2) * 64 + j] - saved_guess_3_row[t2 * 4 + h2] * 0.015625f)) + 0.015625f * adjoint_guess_4_me[t2 * 4 + h2] + grad_guess_1_row[(t2 * 4 + h2) * 64 + j] * gain_row[h2 * 64 + j] * saved_guess_2_row[t2 * 4 + h2];
      }
    }
  }
  for (int t3 = 0; t3 < 32; ++t3) {
    for (int h3 = 0; h3 < 4; ++h3) {
      mpc::fill<float>(acc, 128, 0.0f);
      for (int j2 = 0; j2 < 64; ++j2) {
#pragma HLS PIPELINE II=7
        for (int l2 = 0; l2 < 128; ++l2) {
#pragma HLS UNROLL
          acc[l2] = mpc::fma(grad_raw_4_1_mem[(t3 * 4 + h3) * 64 + j2], frozen_row[((h3 * 2 + 1) * 64 + j2) * 128 + l2], acc[l2]);
        }
      }
      for (int k = 0; k < 128; ++k) {
#pragma HLS PIPELINE II=1
        grad_hidden_2_1_me[(t3 * 4 + h3) * 128 + k] = acc[k];
      }
    }
  }
  for (int t4 = 0; t4 < 32; ++t4) {
    for (int h4 = 0; h4 < 4; ++h4) {
      for (int k2 = 0; k2 < 128; ++k2) {
#pragma HLS PIPELINE II=1
        adjoint_hidden_2_1[(t4 * 4 + h4) * 128 + k2] = 0.3989423f * (grad_hidden_2_1_me[(t4 * 4 + h4) * 128 + k2] * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2] * (1.0f - saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2] * saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2])) + 0.3989423f * (grad_hidden_2_1_me[(t4 * 4 + h4) * 128 + k2] * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2] * (1.0f - saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2] * saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2]) * (0.044715f * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2] * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2])) + 0.017838703f * (grad_hidden_2_1_me[(t4 * 4 + h4) * 128 + k2] * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2] * (1.0f - saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2] * saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2]) * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2] * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2]) + 0.017838703f * (grad_hidden_2_1_me[(t4 * 4 + h4) * 128 + k2] * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2] * (1.0f - saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2] * saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2]) * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2] * hidden_2_sum_row[(t4 * 4 + h4) * 128 + k2]) + 0.5f * (grad_hidden_2_1_me[(t4 * 4 + h4) * 128 + k2] * (1.0f + saved_hidden_2_2_r[(t4 * 4 + h4) * 128 + k2]));
      }
    }
  }
  for (int h5 = 0; h5 < 4; ++h5) {
    for (int k3 = 0; k3 < 128; ++k3) {
      mpc::fill<float>(acc2, 64, 0.0f);
      for (int t5 = 0; t5 < 32; ++t5) {
#pragma HLS PIPELINE II=7
        for (int l3 = 0; l3 < 64; ++l3) {
#pragma HLS UNROLL
          acc2[l3] = mpc::fma(adjoint_hidden_2_1[(t5 * 4 + h5) * 128 + k3], key_row[(t5 * 4 + h5) * 64 + l3], acc2[l3]);
        }
      }
      for (int j3 = 0; j3 < 64; ++j3) {
#pragma HLS PIPELINE II=1
        part_1_mem[(h5 * 128 + k3) * 64 + j3] = acc2[j3];
      }
    }
  }
  for (int h6 = 0; h6 < 4; ++h6) {
    for (int j4 = 0; j4 < 64; ++j4) {
      mpc::fill<float>(acc3, 128, 0.0f);
      for (int t6 = 0; t6 < 32; ++t6) {
#pragma HLS PIPELINE II=7
        for (int l4 = 0; l4 < 128; ++l4) {
#pragma HLS UNROLL
          acc3[l4] = mpc::fma(grad_raw_4_1_mem[(t6 * 4 + h6) * 64 + j4], hidden_2_row[(t6 * 4 + h6) * 128 + l4], acc3[l4]);
        }
      }
      for (int k4 = 0; k4 < 128; ++k4) {
#pragma HLS PIPELINE II=1
        part_2_mem[(h6 * 64 + j4) * 128 + k4] = acc3[k4];
      }
    }
  }
  for (int h7 = 0; h7 < 4; ++h7) {
    for (int i1 = 0; i1 < 2; ++i1) {
      for (int j5 = 0; j5 < 64; ++j5) {
        for (int k5 = 0; k5 < 128; ++k5) {
#pragma HLS PIPELINE II=1
          grad_frozen_1_mem[((h7 * 2 + i1) * 64 + j5) * 128 + k5] = (i1 == 0 ? part_1_mem[(h7 * 128 + k5) * 64 + j5] : 0.0f) + (i1 == 1 ? part_2_mem[(h7 * 64 + j5) * 128 + k5] : 0.0f);
        }
      }
    }
  }
  for (int i = 0; i < 4; ++i) {
    for (int i1_2 = 0; i1_2 < 2; ++i1_2) {
      for (int i2 = 0; i2 < 64; ++i2) {
        for (int i3 = 0; i3 < 128; ++i3) {
#pragma HLS PIPELINE II=1
          g_mem[((i * 2 + i1_2) * 64 + i2) * 128 + i3] = grad_frozen_1_mem[((i * 2 + i1_2) * 64 + i2) * 128 + i3];
        }
      }
    }
  }
  for (int h8 = 0; h8 < 4; ++h8) {
    for (int m = 0; m < 2; ++m) {
      for (int i4 = 0; i4 < 64; ++i4) {
        for (int j6 = 0; j6 < 128; ++j6) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=w2 type=inter dependent=false
          const float w_at = w2[((h8 * 2 + m) * 64 + i4) * 128 + j6];
          w2[((h8 * 2 + m) * 64 + i4) * 128 + j6] = (1.0f - decay_row[h8]) * left_row[h8] * w_at + drive_row[h8] * share_row[h8] * surprise_row[((h8 * 2 + m) * 64 + i4) * 128 + j6] - g_mem[((h8 * 2 + m) * 64 + i4) * 128 + j6];
        }
      }
    }
  }
}

}  // namespace w_processes

extern "C" void w(const float* decay, const float* left, const float* drive, const float* share, const mpc::word* grad_guess_1, const mpc::word* gain, const mpc::word* saved_guess_2, const mpc::word* adjoint_guess_3, const mpc::word* adjoint_guess_2, const mpc::word* raw_4, const mpc::word* saved_guess_3, const mpc::word* frozen, const mpc::word* hidden_2_sum, const mpc::word* saved_hidden_2_2, const mpc::word* key, const mpc::word* hidden_2, float* w2, const mpc::word* surprise) {
#pragma HLS INTERFACE mode=m_axi port=decay bundle=gmem0 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=left bundle=gmem1 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=drive bundle=gmem2 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=share bundle=gmem3 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=grad_guess_1 bundle=gmem4 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gain bundle=gmem5 offset=slave depth=16 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_guess_2 bundle=gmem6 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_guess_3 bundle=gmem7 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=adjoint_guess_2 bundle=gmem8 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=raw_4 bundle=gmem9 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_guess_3 bundle=gmem10 offset=slave depth=8 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=frozen bundle=gmem11 offset=slave depth=4096 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2_sum bundle=gmem12 offset=slave depth=1024 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=saved_hidden_2_2 bundle=gmem13 offset=slave depth=1024 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=key bundle=gmem14 offset=slave depth=512 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hidden_2 bundle=gmem15 offset=slave depth=1024 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w2 bundle=gmem16 offset=slave depth=65536 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=surprise bundle=gmem17 offset=slave depth=4096 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=decay
#pragma HLS INTERFACE mode=s_axilite port=left
#pragma HLS INTERFACE mode=s_axilite port=drive
#pragma HLS INTERFACE mode=s_axilite port=share
#pragma HLS INTERFACE mode=s_axilite port=grad_guess_1
#pragma HLS INTERFACE mode=s_axilite port=gain
#pragma HLS INTERFACE mode=s_axilite port=saved_guess_2
#pragma HLS INTERFACE mode=s_axilite port=adjoint_guess_3
#pragma HLS INTERFACE mode=s_axilite port=adjoint_guess_2
#pragma HLS INTERFACE mode=s_axilite port=raw_4
#pragma HLS INTERFACE mode=s_axilite port=saved_guess_3
#pragma HLS INTERFACE mode=s_axilite port=frozen
#pragma HLS INTERFACE mode=s_axilite port=hidden_2_sum
#pragma HLS INTERFACE mode=s_axilite port=saved_hidden_2_2
#pragma HLS INTERFACE mode=s_axilite port=key
#pragma HLS INTERFACE mode=s_axilite port=hidden_2
#pragma HLS INTERFACE mode=s_axilite port=w2
#pragma HLS INTERFACE mode=s_axilite port=surprise
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 128> decay_s("decay_s");  // holds four bursts
  hls::stream<float, 128> left_s("left_s");  // holds four bursts
  hls::stream<float, 128> drive_s("drive_s");  // holds four bursts
  hls::stream<float, 128> share_s("share_s");  // holds four bursts
  MPC_DATAFLOW
  MPC_PROCESS(w_processes::load_decay(decay, decay_s));
  MPC_PROCESS(w_processes::load_left(left, left_s));
  MPC_PROCESS(w_processes::load_drive(drive, drive_s));
  MPC_PROCESS(w_processes::load_share(share, share_s));
  MPC_PROCESS(w_processes::evaluate(grad_guess_1, gain, saved_guess_2, adjoint_guess_3, adjoint_guess_2, raw_4, saved_guess_3, frozen, hidden_2_sum, saved_hidden_2_2, key, hidden_2, w2, surprise, decay_s, left_s, drive_s, share_s));
}
