// Step rest (prepare, line 23), written by mpc.
// 3 processes (load_centroid, evaluate, store_rest), 7 memory ports.
// Counted from this text, no tool asked: 8 DSP, 100 BRAM18, 0 URAM, 27359 LUT, 44467 FF; largest II 1;
// slowest process evaluate: 832 * min(20, Lists) + 156 cycles at 250 MHz.
#include "mpc_hls.h"

namespace rest_processes {

// Reads centroid in the order in which it is used.
static void load_centroid(const int32_t* probe_count2, const int32_t* probe, const mpc::word* centroid, hls::stream<mpc::word, 128>& centroid_s) {
  MPC_ONCHIP int32_t probe_row[20];
  const int probe_count_at = probe_count2[0];
  mpc::fetch_row<mpc::i32>(probe, 0, 20, probe_row);
  for (int p = 0; p < probe_count_at; ++p) {
    mpc::send_row(centroid, probe_row[p] * 48, 48, centroid_s);
  }
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* probe_count, const mpc::word* query, hls::stream<float, 64>& rest_s, hls::stream<mpc::word, 128>& centroid_s) {
  MPC_ONCHIP float query_row[768];
#pragma HLS ARRAY_PARTITION variable=query_row cyclic factor=32 dim=1
  MPC_ONCHIP float centroid_row[768];
#pragma HLS ARRAY_PARTITION variable=centroid_row cyclic factor=16 dim=1
  const int probe_count_at = probe_count[0];
  mpc::fetch_words<mpc::f16>(query, 0, 24, query_row);
  for (int p = 0; p < probe_count_at; ++p) {
    mpc::take_words<mpc::f32>(centroid_s, 48, centroid_row);
    for (int i = 0; i < 768; ++i) {
#pragma HLS PIPELINE II=1
      rest_s.write(query_row[i] - centroid_row[i]);
    }
  }
}

// Writes rest.
static void store_rest(const int32_t* probe_count3, float* rest2, hls::stream<float, 64>& rest_s) {
  const int probe_count_at = probe_count3[0];
  for (int p = 0; p < probe_count_at; ++p) {
    for (int i = 0; i < 768; ++i) {
#pragma HLS PIPELINE II=1
      rest2[p * 768 + i] = rest_s.read();
    }
  }
}

}  // namespace rest_processes

extern "C" void rest(const int32_t* probe_count2, const int32_t* probe, const mpc::word* centroid, const int32_t* probe_count, const mpc::word* query, const int32_t* probe_count3, float* rest2) {
#pragma HLS INTERFACE mode=m_axi port=probe_count2 bundle=gmem0 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe bundle=gmem1 offset=slave depth=20 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=centroid bundle=gmem2 offset=slave depth=7200 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query bundle=gmem4 offset=slave depth=24 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count3 bundle=gmem5 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=rest2 bundle=gmem6 offset=slave depth=15360 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=probe_count2
#pragma HLS INTERFACE mode=s_axilite port=probe
#pragma HLS INTERFACE mode=s_axilite port=centroid
#pragma HLS INTERFACE mode=s_axilite port=probe_count
#pragma HLS INTERFACE mode=s_axilite port=query
#pragma HLS INTERFACE mode=s_axilite port=probe_count3
#pragma HLS INTERFACE mode=s_axilite port=rest2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> centroid_s("centroid_s");  // holds four bursts
  hls::stream<float, 64> rest_s("rest_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(rest_processes::load_centroid(probe_count2, probe, centroid, centroid_s));
  MPC_PROCESS(rest_processes::evaluate(probe_count, query, rest_s, centroid_s));
  MPC_PROCESS(rest_processes::store_rest(probe_count3, rest2, rest_s));
}
