// Step impact (prepare once, lines 31, 32, 33), written by mpc.
// 9 processes (load_length, load_start, load_start2, load_start3, load_start4, load_tf, load_length2, evaluate, store_impact), 13 memory ports.
// Counted from this text, no tool asked: 27 DSP, 21 BRAM18, 0 URAM, 52402 LUT, 85707 FF; largest II 4;
// slowest process load_length2: 4 * Postings + 196 * Words cycles at 250 MHz.
#include "mpc_hls.h"

namespace impact_processes {

// Reads length in the order in which it is used.
static void load_length(const int32_t* length, hls::stream<int32_t, 128>& length_s, int Docs) {
  mpc::send_row(length, 0, Docs, length_s);
}

// Reads start in the order in which it is used.
static void load_start(const int32_t* start, hls::stream<int32_t, 128>& start_s, int Words) {
  for (int w = 0; w < Words; ++w) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start, w + 1, start_s);
  }
}

// Reads start in the order in which it is used.
static void load_start2(const int32_t* start2, hls::stream<int32_t, 128>& start_s2, int Words) {
  for (int w = 0; w < Words; ++w) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start2, w, start_s2);
  }
}

// Reads start in the order in which it is used.
static void load_start3(const int32_t* start3, hls::stream<int32_t, 128>& start_s3, int Words) {
  for (int w = 0; w < Words; ++w) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start3, w, start_s3);
  }
}

// Reads start in the order in which it is used.
static void load_start4(const int32_t* start4, hls::stream<int32_t, 128>& start_s4, int Words) {
  for (int w = 0; w < Words; ++w) {
#pragma HLS PIPELINE II=1
    mpc::send_item(start4, w + 1, start_s4);
  }
}

// Reads tf in the order in which it is used.
static void load_tf(const int32_t* start5, const int32_t* tf, hls::stream<int32_t, 128>& tf_s, int Words) {
  for (int w = 0; w < Words; ++w) {
    const int start_at = start5[w];
    const int start_at2 = start5[w + 1];
    for (int e = start_at; e < start_at2; ++e) {
#pragma HLS PIPELINE II=1
      mpc::send_item(tf, e, tf_s);
    }
  }
}

// Reads length in the order in which it is used.
static void load_length2(const int32_t* start6, const int32_t* doc, const int32_t* length2, hls::stream<int32_t, 128>& length_s2, int Words) {
  for (int w = 0; w < Words; ++w) {
    const int start_at = start6[w];
    const int start_at2 = start6[w + 1];
    for (int e = start_at; e < start_at2; ++e) {
#pragma HLS PIPELINE II=1
      const int doc_at = doc[e];
      mpc::send_item(length2, doc_at, length_s2);
    }
  }
}

// Evaluates the formulas of the step.
static void evaluate(float* idf, hls::stream<int32_t, 128>& length_s, hls::stream<int32_t, 128>& start_s, hls::stream<int32_t, 128>& start_s2, hls::stream<float, 64>& impact_s, hls::stream<int32_t, 128>& start_s3, hls::stream<int32_t, 128>& start_s4, hls::stream<int32_t, 128>& tf_s, hls::stream<int32_t, 128>& length_s2, int Words, int Docs) {
  MPC_ONCHIP float average_mem[1];
  int sum = 0;
  for (int d = 0; d < Docs; ++d) {
#pragma HLS PIPELINE II=1
    const int length_at = length_s.read();
    sum = sum + length_at;
  }
  average_mem[0] = float(sum) / float(Docs);
  for (int w = 0; w < Words; ++w) {
#pragma HLS PIPELINE II=1
    const int start_at = start_s.read();
    const int start_at2 = start_s2.read();
    idf[w] = std::log(1.0f + (float(Docs - (start_at - start_at2)) + 0.5f) / (float(start_at - start_at2) + 0.5f));
  }
  for (int w2 = 0; w2 < Words; ++w2) {
    const int start_at3 = start_s3.read();
    const int start_at4 = start_s4.read();
    for (int e = start_at3; e < start_at4; ++e) {
#pragma HLS PIPELINE II=1
      const int tf_at = tf_s.read();
      const int length_at2 = length_s2.read();
      const float idf_at = idf[w2];
      impact_s.write(idf_at * float(tf_at) * 2.2f / (float(tf_at) + 1.2f * (0.25f + 0.75f * float(length_at2) / average_mem[0])));
    }
  }
}

// Writes impact.
static void store_impact(const int32_t* start7, float* impact2, hls::stream<float, 64>& impact_s, int Words) {
  for (int w = 0; w < Words; ++w) {
    const int start_at = start7[w];
    const int start_at2 = start7[w + 1];
    for (int e = start_at; e < start_at2; ++e) {
#pragma HLS PIPELINE II=1
      impact2[e] = impact_s.read();
    }
  }
}

}  // namespace impact_processes

extern "C" void impact(const int32_t* length, const int32_t* start, const int32_t* start2, const int32_t* start3, const int32_t* start4, const int32_t* start5, const int32_t* tf, const int32_t* start6, const int32_t* doc, const int32_t* length2, float* idf, const int32_t* start7, float* impact2, int Words, int Docs) {
#pragma HLS INTERFACE mode=m_axi port=length bundle=gmem0 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start bundle=gmem1 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start2 bundle=gmem2 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start3 bundle=gmem3 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start4 bundle=gmem4 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start5 bundle=gmem5 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=tf bundle=gmem6 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start6 bundle=gmem7 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=doc bundle=gmem8 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=length2 bundle=gmem9 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=idf bundle=gmem10 offset=slave depth=150 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=start7 bundle=gmem11 offset=slave depth=151 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=impact2 bundle=gmem12 offset=slave depth=150 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=length
#pragma HLS INTERFACE mode=s_axilite port=start
#pragma HLS INTERFACE mode=s_axilite port=start2
#pragma HLS INTERFACE mode=s_axilite port=start3
#pragma HLS INTERFACE mode=s_axilite port=start4
#pragma HLS INTERFACE mode=s_axilite port=start5
#pragma HLS INTERFACE mode=s_axilite port=tf
#pragma HLS INTERFACE mode=s_axilite port=start6
#pragma HLS INTERFACE mode=s_axilite port=doc
#pragma HLS INTERFACE mode=s_axilite port=length2
#pragma HLS INTERFACE mode=s_axilite port=idf
#pragma HLS INTERFACE mode=s_axilite port=start7
#pragma HLS INTERFACE mode=s_axilite port=impact2
#pragma HLS INTERFACE mode=s_axilite port=Words
#pragma HLS INTERFACE mode=s_axilite port=Docs
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<int32_t, 128> length_s("length_s");  // holds four bursts
  hls::stream<int32_t, 128> start_s("start_s");  // holds four bursts
  hls::stream<int32_t, 128> start_s2("start_s2");  // holds four bursts
  hls::stream<int32_t, 128> start_s3("start_s3");  // holds four bursts
  hls::stream<int32_t, 128> start_s4("start_s4");  // holds four bursts
  hls::stream<int32_t, 128> tf_s("tf_s");  // holds four bursts
  hls::stream<int32_t, 128> length_s2("length_s2");  // holds four bursts
  hls::stream<float, 64> impact_s("impact_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(impact_processes::load_length(length, length_s, Docs));
  MPC_PROCESS(impact_processes::load_start(start, start_s, Words));
  MPC_PROCESS(impact_processes::load_start2(start2, start_s2, Words));
  MPC_PROCESS(impact_processes::load_start3(start3, start_s3, Words));
  MPC_PROCESS(impact_processes::load_start4(start4, start_s4, Words));
  MPC_PROCESS(impact_processes::load_tf(start5, tf, tf_s, Words));
  MPC_PROCESS(impact_processes::load_length2(start6, doc, length2, length_s2, Words));
  MPC_PROCESS(impact_processes::evaluate(idf, length_s, start_s, start_s2, impact_s, start_s3, start_s4, tf_s, length_s2, Words, Docs));
  MPC_PROCESS(impact_processes::store_impact(start7, impact2, impact_s, Words));
}
