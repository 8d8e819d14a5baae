// Step bound_pages_kept_1 (relevancy, lines 32, 33, 37), written by mpc.
// 5 processes (load_lo, load_hi, evaluate, pick, store_pages_kept_1), 5 memory ports.
// Counted from this text, no tool asked: 772 DSP, 463 BRAM18, 128 URAM, 103201 LUT, 135065 FF; largest II 2;
// slowest process evaluate: 115 * floor((N + 15) / 16) + 384 * floor((N + 63) / 64) + 212 cycles at 250 MHz.
#include "mpc_hls.h"

namespace bound_pages_kept_1_processes {

// Reads lo in the order in which it is used.
static void load_lo(const mpc::word* lo, hls::stream<mpc::word, 128>& lo_s, int N) {
  mpc::send_row(lo, 0, 16 * ((N + 15) / 16), lo_s);
}

// Reads hi in the order in which it is used.
static void load_hi(const mpc::word* hi, hls::stream<mpc::word, 128>& hi_s, int N) {
  mpc::send_row(hi, 0, 16 * ((N + 15) / 16), hi_s);
}

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* q, hls::stream<mpc::word, 128>& lo_s, hls::stream<mpc::word, 128>& hi_s, hls::stream<float, 64>& key_s, int N) {
  MPC_ONCHIP float q_row[4096];
#pragma HLS ARRAY_PARTITION variable=q_row cyclic factor=128 dim=1
  MPC_ONCHIP float lo_row[512];
#pragma HLS ARRAY_PARTITION variable=lo_row cyclic factor=128 dim=1
  MPC_ONCHIP float hi_row[512];
#pragma HLS ARRAY_PARTITION variable=hi_row cyclic factor=128 dim=1
  MPC_ONCHIP float bound_mem[1048576];
#pragma HLS BIND_STORAGE variable=bound_mem type=ram_2p impl=uram
  mpc::fetch_words<mpc::bf16>(q, 0, 128, q_row);
  for (int j = 0; j < (N + 15) / 16; ++j) {
    mpc::take_words<mpc::bf16>(lo_s, 16, lo_row);
    mpc::take_words<mpc::bf16>(hi_s, 16, hi_row);
    for (int i = 0; i < 16; ++i) {
#pragma HLS PIPELINE II=1
      float lane[128];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
      for (int l = 0; l < 128; ++l) {
#pragma HLS UNROLL
        lane[l] = mpc_fmax(q_row[i * 128 + l] * lo_row[i / 4 * 128 + l], q_row[i * 128 + l] * hi_row[i / 4 * 128 + l]);
      }
      const float sum = mpc::adder_tree<128>::sum(lane);
      bound_mem[i * ((N + 15) / 16) + j] = sum;
    }
  }
  for (int i2 = 0; i2 < 16; ++i2) {
    for (int p = 0; p < (N + 63) / 64; ++p) {
      float max = -__builtin_inff();
      for (int j2 = p * 4; j2 < mpc_min((p + 1) * 4, (N + 15) / 16); ++j2) {
#pragma HLS PIPELINE II=2
        max = mpc_max(max, bound_mem[i2 * ((N + 15) / 16) + j2]);
      }
      key_s.write(p == (N + 63) / 64 - 1 ? __builtin_inff() : max);
    }
  }
}

// Keeps the best 64.
static void pick(hls::stream<float, 64>& key_s, hls::stream<int, 64>& pages_kept_1_s, int N) {
  MPC_ONCHIP mpc::register_queue<64, 1> best;
  for (int i = 0; i < 16; ++i) {
    best.clear(0);
    for (int p = 0; p < (N + 63) / 64; ++p) {
#pragma HLS PIPELINE II=1
      best.insert(0, mpc::entry(key_s.read(), p));
    }
    const int count = best.finish(0);
    for (int place = 0; place < 64; ++place) {
#pragma HLS PIPELINE II=1
      pages_kept_1_s.write(best.id(0, place));
    }
    pages_kept_1_s.write(count);
  }
}

// Writes pages_kept_1 and their number.
static void store_pages_kept_1(int32_t* pages_kept_1, int32_t* pages_count_kept_1, hls::stream<int, 64>& pages_kept_1_s) {
  for (int i = 0; i < 16; ++i) {
    for (int place = 0; place < 64; ++place) {
#pragma HLS PIPELINE II=1
      pages_kept_1[i * 64 + place] = pages_kept_1_s.read();
    }
    pages_count_kept_1[i] = pages_kept_1_s.read();
  }
}

}  // namespace bound_pages_kept_1_processes

extern "C" void bound_pages_kept_1(const mpc::word* lo, const mpc::word* hi, const mpc::word* q, int32_t* pages_kept_1, int32_t* pages_count_kept_1, int N) {
#pragma HLS INTERFACE mode=m_axi port=lo bundle=gmem0 offset=slave depth=160 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=hi bundle=gmem1 offset=slave depth=160 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=q bundle=gmem2 offset=slave depth=128 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_kept_1 bundle=gmem3 offset=slave depth=1024 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=pages_count_kept_1 bundle=gmem4 offset=slave depth=16 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=lo
#pragma HLS INTERFACE mode=s_axilite port=hi
#pragma HLS INTERFACE mode=s_axilite port=q
#pragma HLS INTERFACE mode=s_axilite port=pages_kept_1
#pragma HLS INTERFACE mode=s_axilite port=pages_count_kept_1
#pragma HLS INTERFACE mode=s_axilite port=N
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> lo_s("lo_s");  // holds four bursts
  hls::stream<mpc::word, 128> hi_s("hi_s");  // holds four bursts
  hls::stream<float, 64> key_s("key_s");  // the queue falls behind only while it takes new entries
  hls::stream<int, 64> pages_kept_1_s("pages_kept_1_s");  // results are few
  MPC_DATAFLOW
  MPC_PROCESS(bound_pages_kept_1_processes::load_lo(lo, lo_s, N));
  MPC_PROCESS(bound_pages_kept_1_processes::load_hi(hi, hi_s, N));
  MPC_PROCESS(bound_pages_kept_1_processes::evaluate(q, lo_s, hi_s, key_s, N));
  MPC_PROCESS(bound_pages_kept_1_processes::pick(key_s, pages_kept_1_s, N));
  MPC_PROCESS(bound_pages_kept_1_processes::store_pages_kept_1(pages_kept_1, pages_count_kept_1, pages_kept_1_s));
}
