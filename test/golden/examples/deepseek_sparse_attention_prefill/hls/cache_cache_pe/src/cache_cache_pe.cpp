// Step cache_cache_pe (prepare, lines 43, 44, 45), written by mpc.
// 4 processes (load_latent, evaluate, store_cache, store_cache_pe), 5 memory ports.
// Counted from this text, no tool asked: 28 DSP, 98 BRAM18, 32 URAM, 25077 LUT, 40103 FF; largest II 1;
// slowest process evaluate: 729 * C + 189 cycles at 250 MHz.
#include "mpc_hls.h"

namespace cache_cache_pe_processes {

// Reads latent in the order in which it is used.
static void load_latent(const mpc::word* latent, hls::stream<mpc::word, 128>& latent_s, int C) {
  mpc::send_row(latent, 0, 16 * C, latent_s);
}

// Evaluates the formulas of the step.
static void evaluate(const uint16_t* k_pe, const mpc::word* freq, hls::stream<float, 64>& cache_s, hls::stream<mpc::word, 128>& latent_s, hls::stream<float, 64>& cache_pe_s, int C, int T) {
  MPC_ONCHIP float latent_row[512];
#pragma HLS ARRAY_PARTITION variable=latent_row cyclic factor=32 dim=1
  MPC_ONCHIP float k_pe_row[131072];
#pragma HLS BIND_STORAGE variable=k_pe_row type=ram_2p impl=uram
  MPC_ONCHIP float freq_row[32];
#pragma HLS ARRAY_PARTITION variable=freq_row cyclic factor=16 dim=1
  MPC_ONCHIP float pe_mem[131072];
#pragma HLS BIND_STORAGE variable=pe_mem type=ram_2p impl=uram
  mpc::fetch_row<mpc::bf16>(k_pe, 0, 64 * C, k_pe_row);
  mpc::fetch_words<mpc::f32>(freq, 0, 2, freq_row);
  for (int i = 0; i < C; ++i) {
    mpc::take_words<mpc::bf16>(latent_s, 16, latent_row);
    for (int i1 = 0; i1 < 512; ++i1) {
#pragma HLS PIPELINE II=1
      cache_s.write(latent_row[i1]);
    }
  }
  for (int s = 0; s < C; ++s) {
    for (int i2 = 0; i2 < 64; ++i2) {
#pragma HLS PIPELINE II=1
      pe_mem[s * 64 + i2] = k_pe_row[s * 64 + i2] * std::cos(float(T - C + s) * freq_row[i2 / 2]) + (i2 % 2 == 0 ? -k_pe_row[s * 64 + mpc_min(i2 + 1, 63)] : k_pe_row[s * 64 + mpc_max(i2 - 1, 0)]) * std::sin(float(T - C + s) * freq_row[i2 / 2]);
    }
  }
  for (int s2 = 0; s2 < C; ++s2) {
    for (int r = 0; r < 64; ++r) {
#pragma HLS PIPELINE II=1
      cache_pe_s.write(mpc::round_to<mpc::bf16>(pe_mem[s2 * 64 + r]));
    }
  }
}

// Writes cache.
static void store_cache(uint16_t* cache, hls::stream<float, 64>& cache_s, int C, int T) {
  for (int i = 0; i < C; ++i) {
    for (int i1 = 0; i1 < 512; ++i1) {
#pragma HLS PIPELINE II=1
      cache[(T - C + i) * 512 + i1] = mpc::bf16::narrow(cache_s.read());
    }
  }
}

// Writes cache_pe.
static void store_cache_pe(uint16_t* cache_pe, hls::stream<float, 64>& cache_pe_s, int C, int T) {
  for (int s = 0; s < C; ++s) {
    for (int r = 0; r < 64; ++r) {
#pragma HLS PIPELINE II=1
      cache_pe[(T - C + s) * 64 + r] = mpc::bf16::narrow(cache_pe_s.read());
    }
  }
}

}  // namespace cache_cache_pe_processes

extern "C" void cache_cache_pe(const mpc::word* latent, const uint16_t* k_pe, const mpc::word* freq, uint16_t* cache, uint16_t* cache_pe, int C, int T) {
#pragma HLS INTERFACE mode=m_axi port=latent bundle=gmem0 offset=slave depth=2400 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=k_pe bundle=gmem1 offset=slave depth=9600 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=freq bundle=gmem2 offset=slave depth=2 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=cache bundle=gmem3 offset=slave depth=76800 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=cache_pe bundle=gmem4 offset=slave depth=9600 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=latent
#pragma HLS INTERFACE mode=s_axilite port=k_pe
#pragma HLS INTERFACE mode=s_axilite port=freq
#pragma HLS INTERFACE mode=s_axilite port=cache
#pragma HLS INTERFACE mode=s_axilite port=cache_pe
#pragma HLS INTERFACE mode=s_axilite port=C
#pragma HLS INTERFACE mode=s_axilite port=T
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> latent_s("latent_s");  // holds four bursts
  hls::stream<float, 64> cache_s("cache_s");  // rates differ by bursts only
  hls::stream<float, 64> cache_pe_s("cache_pe_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(cache_cache_pe_processes::load_latent(latent, latent_s, C));
  MPC_PROCESS(cache_cache_pe_processes::evaluate(k_pe, freq, cache_s, latent_s, cache_pe_s, C, T));
  MPC_PROCESS(cache_cache_pe_processes::store_cache(cache, cache_s, C, T));
  MPC_PROCESS(cache_cache_pe_processes::store_cache_pe(cache_pe, cache_pe_s, C, T));
}
