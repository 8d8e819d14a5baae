// Step query (prepare, line 22), written by mpc.
// 2 processes (evaluate, store_query), 2 memory ports.
// Counted from this text, no tool asked: 0 DSP, 33 BRAM18, 0 URAM, 12000 LUT, 19000 FF; largest II 1;
// slowest process evaluate: 891 cycles at 250 MHz.
#include "mpc_hls.h"

namespace query_processes {

// Evaluates the formulas of the step.
static void evaluate(const mpc::word* vector, hls::stream<float, 64>& query_s) {
  MPC_ONCHIP float vector_row[768];
#pragma HLS ARRAY_PARTITION variable=vector_row cyclic factor=16 dim=1
  mpc::fetch_words<mpc::f32>(vector, 0, 48, vector_row);
  for (int i = 0; i < 768; ++i) {
#pragma HLS PIPELINE II=1
    query_s.write(mpc::round_to<mpc::f16>(vector_row[i]));
  }
}

// Writes query.
static void store_query(uint16_t* query2, hls::stream<float, 64>& query_s) {
  for (int i = 0; i < 768; ++i) {
#pragma HLS PIPELINE II=1
    query2[i] = mpc::f16::narrow(query_s.read());
  }
}

}  // namespace query_processes

extern "C" void query(const mpc::word* vector, uint16_t* query2) {
#pragma HLS INTERFACE mode=m_axi port=vector bundle=gmem0 offset=slave depth=48 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=query2 bundle=gmem1 offset=slave depth=768 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=vector
#pragma HLS INTERFACE mode=s_axilite port=query2
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<float, 64> query_s("query_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(query_processes::evaluate(vector, query_s));
  MPC_PROCESS(query_processes::store_query(query2, query_s));
}
