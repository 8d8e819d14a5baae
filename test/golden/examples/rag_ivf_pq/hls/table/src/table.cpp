// Step table (relevancy, line 27), written by mpc.
// 3 processes (load_codeword, evaluate, store_table), 5 memory ports.
// Counted from this text, no tool asked: 50 DSP, 97 BRAM18, 0 URAM, 25048 LUT, 39216 FF; largest II 7;
// slowest process evaluate: 1048576 * min(20, Lists) + 13636 cycles at 250 MHz.
#include "mpc_hls.h"

namespace table_processes {

// Reads codeword in the order in which it is used.
static void load_codeword(const mpc::word* codeword, hls::stream<mpc::word, 128>& codeword_s) {
  mpc::send_row(codeword, 0, 12288, codeword_s);
}

// Evaluates the formulas of the step.
static void evaluate(const int32_t* probe_count, const mpc::word* rest, hls::stream<float, 64>& table_s, hls::stream<mpc::word, 128>& codeword_s) {
  MPC_ONCHIP float rest_row[15360];
#pragma HLS ARRAY_PARTITION variable=rest_row cyclic factor=16 dim=1
  MPC_ONCHIP float codeword_row[3072];
#pragma HLS ARRAY_PARTITION variable=codeword_row cyclic factor=16 dim=1
  const int probe_count_at = probe_count[0];
  mpc::fetch_words<mpc::f32>(rest, 0, 960, rest_row);
  for (int m = 0; m < 64; ++m) {
    mpc::take_words<mpc::f32>(codeword_s, 192, codeword_row);
    for (int p = 0; p < probe_count_at; ++p) {
      for (int c = 0; c < 256; ++c) {
        float sum = 0.0f;
        for (int s = 0; s < 12; s += 4) {
#pragma HLS PIPELINE II=7
          float lane[4];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
          for (int l = 0; l < 4; ++l) {
#pragma HLS UNROLL
            lane[l] = (rest_row[p * 768 + (m * 12 + (s + l))] - codeword_row[c * 12 + (s + l)]) * (rest_row[p * 768 + (m * 12 + (s + l))] - codeword_row[c * 12 + (s + l)]);
          }
          sum = sum + mpc::adder_tree<4>::sum(lane);
        }
        table_s.write(sum);
      }
    }
  }
}

// Writes table.
static void store_table(const int32_t* probe_count2, float* table2, hls::stream<float, 64>& table_s) {
  const int probe_count_at = probe_count2[0];
  for (int m = 0; m < 64; ++m) {
    for (int p = 0; p < probe_count_at; ++p) {
      for (int c = 0; c < 256; ++c) {
#pragma HLS PIPELINE II=1
        table2[(p * 64 + m) * 256 + c] = table_s.read();
      }
    }
  }
}

}  // namespace table_processes

extern "C" void table(const mpc::word* codeword, const int32_t* probe_count, const mpc::word* rest, const int32_t* probe_count2, float* table2) {
#pragma HLS INTERFACE mode=m_axi port=codeword bundle=gmem0 offset=slave depth=12288 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count bundle=gmem1 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=rest bundle=gmem2 offset=slave depth=960 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=probe_count2 bundle=gmem3 offset=slave depth=1 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=table2 bundle=gmem4 offset=slave depth=327680 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=codeword
#pragma HLS INTERFACE mode=s_axilite port=probe_count
#pragma HLS INTERFACE mode=s_axilite port=rest
#pragma HLS INTERFACE mode=s_axilite port=probe_count2
#pragma HLS INTERFACE mode=s_axilite port=table2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> codeword_s("codeword_s");  // holds four bursts
  hls::stream<float, 64> table_s("table_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(table_processes::load_codeword(codeword, codeword_s));
  MPC_PROCESS(table_processes::evaluate(probe_count, rest, table_s, codeword_s));
  MPC_PROCESS(table_processes::store_table(probe_count2, table2, table_s));
}
