// Step value_2_w1_sum (prepare, lines 62, 65), written by mpc.
// 20 processes (load_m1, load_m1_2, load_muon, load_muon2, load_muon3, load_muon4, load_muon5, load_muon6, load_muon7, load_muon8, load_muon9, load_muon10, load_muon11, load_muon12, load_muon13, load_muon14, load_muon15, load_w1, evaluate, store_w1_sum), 37 memory ports.
// Counted from this text, no tool asked: 1613 DSP, 349 BRAM18, 0 URAM, 245148 LUT, 365869 FF; largest II 16;
// slowest process evaluate: 3815952722 cycles at 250 MHz.
#include "mpc_hls.h"

namespace value_2_w1_sum_processes {

// Reads m1 in the order in which it is used.
static void load_m1(const mpc::word* m1, hls::stream<mpc::word, 128>& m1_s) {
  mpc::send_row(m1, 0, 36864, m1_s);
}

// Reads m1 in the order in which it is used.
static void load_m1_2(const mpc::word* m1_2, hls::stream<mpc::word, 128>& m1_s2) {
  mpc::send_row(m1_2, 0, 36864, m1_s2);
}

// Reads muon in the order in which it is used.
static void load_muon(const float* muon, hls::stream<float, 128>& muon_s) {
  mpc::send_item(muon, 1, muon_s);
}

// Reads muon in the order in which it is used.
static void load_muon2(const float* muon2, hls::stream<float, 128>& muon_s2) {
  mpc::send_item(muon2, 2, muon_s2);
}

// Reads muon in the order in which it is used.
static void load_muon3(const float* muon3, hls::stream<float, 128>& muon_s3) {
  mpc::send_item(muon3, 0, muon_s3);
}

// Reads muon in the order in which it is used.
static void load_muon4(const float* muon4, hls::stream<float, 128>& muon_s4) {
  mpc::send_item(muon4, 4, muon_s4);
}

// Reads muon in the order in which it is used.
static void load_muon5(const float* muon5, hls::stream<float, 128>& muon_s5) {
  mpc::send_item(muon5, 5, muon_s5);
}

// Reads muon in the order in which it is used.
static void load_muon6(const float* muon6, hls::stream<float, 128>& muon_s6) {
  mpc::send_item(muon6, 3, muon_s6);
}

// Reads muon in the order in which it is used.
static void load_muon7(const float* muon7, hls::stream<float, 128>& muon_s7) {
  mpc::send_item(muon7, 7, muon_s7);
}

// Reads muon in the order in which it is used.
static void load_muon8(const float* muon8, hls::stream<float, 128>& muon_s8) {
  mpc::send_item(muon8, 8, muon_s8);
}

// Reads muon in the order in which it is used.
static void load_muon9(const float* muon9, hls::stream<float, 128>& muon_s9) {
  mpc::send_item(muon9, 6, muon_s9);
}

// Reads muon in the order in which it is used.
static void load_muon10(const float* muon10, hls::stream<float, 128>& muon_s10) {
  mpc::send_item(muon10, 10, muon_s10);
}

// Reads muon in the order in which it is used.
static void load_muon11(const float* muon11, hls::stream<float, 128>& muon_s11) {
  mpc::send_item(muon11, 11, muon_s11);
}

// Reads muon in the order in which it is used.
static void load_muon12(const float* muon12, hls::stream<float, 128>& muon_s12) {
  mpc::send_item(muon12, 9, muon_s12);
}

// Reads muon in the order in which it is used.
static void load_muon13(const float* muon13, hls::stream<float, 128>& muon_s13) {
  mpc::send_item(muon13, 13, muon_s13);
}

// Reads muon in the order in which it is used.
static void load_muon14(const float* muon14, hls::stream<float, 128>& muon_s14) {
  mpc::send_item(muon14, 14, muon_s14);
}

// Reads muon in the order in which it is used.
static void load_muon15(const float* muon15, hls::stream<float, 128>& muon_s15) {
  mpc::send_item(muon15, 12, muon_s15);
}

// Reads w1 in the order in which it is used.
static void load_w1(const mpc::word* w1, hls::stream<mpc::word, 128>& w1_s) {
  mpc::send_row(w1, 0, 36864, w1_s);
}

// Evaluates the formulas of the step.
static void evaluate(float* y_7, float* gram_6, float* mixed_6, float* y_8, float* gram_7, float* mixed_7, float* y_9, float* gram_8, float* mixed_8, float* y_10, float* gram_9, float* mixed_9, float* y_11, float* gram_10, float* mixed_10, float* y_12, float* d1, float* value_2, hls::stream<mpc::word, 128>& m1_s, hls::stream<mpc::word, 128>& m1_s2, hls::stream<float, 128>& muon_s, hls::stream<float, 128>& muon_s2, hls::stream<float, 128>& muon_s3, hls::stream<float, 128>& muon_s4, hls::stream<float, 128>& muon_s5, hls::stream<float, 128>& muon_s6, hls::stream<float, 128>& muon_s7, hls::stream<float, 128>& muon_s8, hls::stream<float, 128>& muon_s9, hls::stream<float, 128>& muon_s10, hls::stream<float, 128>& muon_s11, hls::stream<float, 128>& muon_s12, hls::stream<float, 128>& muon_s13, hls::stream<float, 128>& muon_s14, hls::stream<float, 128>& muon_s15, hls::stream<mpc::word, 128>& w1_s, hls::stream<float, 64>& w1_sum_s) {
  MPC_ONCHIP float m1_row[384];
#pragma HLS ARRAY_PARTITION variable=m1_row cyclic factor=16 dim=1
  MPC_ONCHIP float y_7_sum_mem[4];
  MPC_ONCHIP float m1_row2[384];
#pragma HLS ARRAY_PARTITION variable=m1_row2 cyclic factor=16 dim=1
  MPC_ONCHIP float acc[384];
#pragma HLS ARRAY_PARTITION variable=acc cyclic factor=16 dim=1
  MPC_ONCHIP float acc2[384];
#pragma HLS ARRAY_PARTITION variable=acc2 cyclic factor=16 dim=1
  MPC_ONCHIP float acc3[384];
#pragma HLS ARRAY_PARTITION variable=acc3 cyclic factor=16 dim=1
  MPC_ONCHIP float acc4[384];
#pragma HLS ARRAY_PARTITION variable=acc4 cyclic factor=16 dim=1
  MPC_ONCHIP float acc5[384];
#pragma HLS ARRAY_PARTITION variable=acc5 cyclic factor=16 dim=1
  MPC_ONCHIP float acc6[384];
#pragma HLS ARRAY_PARTITION variable=acc6 cyclic factor=16 dim=1
  MPC_ONCHIP float acc7[384];
#pragma HLS ARRAY_PARTITION variable=acc7 cyclic factor=16 dim=1
  MPC_ONCHIP float acc8[384];
#pragma HLS ARRAY_PARTITION variable=acc8 cyclic factor=16 dim=1
  MPC_ONCHIP float acc9[384];
#pragma HLS ARRAY_PARTITION variable=acc9 cyclic factor=16 dim=1
  MPC_ONCHIP float acc10[384];
#pragma HLS ARRAY_PARTITION variable=acc10 cyclic factor=16 dim=1
  MPC_ONCHIP float w1_row[384];
#pragma HLS ARRAY_PARTITION variable=w1_row cyclic factor=16 dim=1
  const float muon_at = muon_s.read();
  const float muon_at2 = muon_s2.read();
  const float muon_at3 = muon_s3.read();
  const float muon_at4 = muon_s4.read();
  const float muon_at5 = muon_s5.read();
  const float muon_at6 = muon_s6.read();
  const float muon_at7 = muon_s7.read();
  const float muon_at8 = muon_s8.read();
  const float muon_at9 = muon_s9.read();
  const float muon_at10 = muon_s10.read();
  const float muon_at11 = muon_s11.read();
  const float muon_at12 = muon_s12.read();
  const float muon_at13 = muon_s13.read();
  const float muon_at14 = muon_s14.read();
  const float muon_at15 = muon_s15.read();
  for (int h = 0; h < 4; ++h) {
    float part[8];
#pragma HLS ARRAY_PARTITION variable=part complete dim=1
    for (int c = 0; c < 8; ++c) {
#pragma HLS UNROLL
      part[c] = 0.0f;
    }
    for (int i = 0; i < 384; ++i) {
      mpc::take_words<mpc::f32>(m1_s, 24, m1_row);
      for (int j = 0; j < 384; j += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        float lane[16];
#pragma HLS ARRAY_PARTITION variable=lane complete dim=1
        for (int l = 0; l < 16; ++l) {
#pragma HLS UNROLL
          lane[l] = m1_row[j + l] * m1_row[j + l];
        }
        part[j / 16 % 8] = part[j / 16 % 8] + mpc::adder_tree<16>::sum(lane);
      }
    }
    y_7_sum_mem[h] = 1.0f / (std::sqrt(mpc::adder_tree<8>::sum(part)) + 1e-7f);
  }
  for (int h2 = 0; h2 < 4; ++h2) {
    for (int i2 = 0; i2 < 384; ++i2) {
      mpc::take_words<mpc::f32>(m1_s2, 24, m1_row2);
      for (int j2 = 0; j2 < 384; ++j2) {
#pragma HLS PIPELINE II=1
        y_7[(h2 * 384 + i2) * 384 + j2] = m1_row2[j2] * y_7_sum_mem[h2];
      }
    }
  }
  for (int h3 = 0; h3 < 4; ++h3) {
    for (int i3 = 0; i3 < 384; ++i3) {
      for (int k = 0; k < 384; ++k) {
        float part2[8];
#pragma HLS ARRAY_PARTITION variable=part2 complete dim=1
        for (int c2 = 0; c2 < 8; ++c2) {
#pragma HLS UNROLL
          part2[c2] = 0.0f;
        }
        for (int j3 = 0; j3 < 384; j3 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part2 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane2[16];
#pragma HLS ARRAY_PARTITION variable=lane2 complete dim=1
          for (int l2 = 0; l2 < 16; ++l2) {
#pragma HLS UNROLL
            const float y_7_at = y_7[(h3 * 384 + i3) * 384 + (j3 + l2)];
            const float y_7_at2 = y_7[(h3 * 384 + k) * 384 + (j3 + l2)];
            lane2[l2] = y_7_at * y_7_at2;
          }
          part2[j3 / 16 % 8] = part2[j3 / 16 % 8] + mpc::adder_tree<16>::sum(lane2);
        }
        gram_6[(h3 * 384 + i3) * 384 + k] = mpc::adder_tree<8>::sum(part2);
      }
    }
  }
  for (int h4 = 0; h4 < 4; ++h4) {
    for (int i4 = 0; i4 < 384; ++i4) {
      mpc::fill<float>(acc, 384, 0.0f);
      for (int p = 0; p < 384; ++p) {
        for (int k2 = 0; k2 < 384; k2 += 16) {
#pragma HLS PIPELINE II=1
          for (int l3 = 0; l3 < 16; ++l3) {
#pragma HLS UNROLL
            const float gram_6_at = gram_6[(h4 * 384 + i4) * 384 + p];
            const float gram_6_at2 = gram_6[(h4 * 384 + p) * 384 + (k2 + l3)];
            acc[k2 + l3] = mpc::fma(gram_6_at, gram_6_at2, acc[k2 + l3]);
          }
        }
      }
      for (int k3 = 0; k3 < 384; ++k3) {
#pragma HLS PIPELINE II=1
        const float gram_6_at3 = gram_6[(h4 * 384 + i4) * 384 + k3];
        mixed_6[(h4 * 384 + i4) * 384 + k3] = muon_at * gram_6_at3 + muon_at2 * acc[k3];
      }
    }
  }
  for (int h5 = 0; h5 < 4; ++h5) {
    for (int i5 = 0; i5 < 384; ++i5) {
      mpc::fill<float>(acc2, 384, 0.0f);
      for (int k4 = 0; k4 < 384; ++k4) {
        for (int j4 = 0; j4 < 384; j4 += 16) {
#pragma HLS PIPELINE II=1
          for (int l4 = 0; l4 < 16; ++l4) {
#pragma HLS UNROLL
            const float mixed_6_at = mixed_6[(h5 * 384 + i5) * 384 + k4];
            const float y_7_at3 = y_7[(h5 * 384 + k4) * 384 + (j4 + l4)];
            acc2[j4 + l4] = mpc::fma(mixed_6_at, y_7_at3, acc2[j4 + l4]);
          }
        }
      }
      for (int j5 = 0; j5 < 384; ++j5) {
#pragma HLS PIPELINE II=1
        const float y_7_at4 = y_7[(h5 * 384 + i5) * 384 + j5];
        y_8[(h5 * 384 + i5) * 384 + j5] = muon_at3 * y_7_at4 + acc2[j5];
      }
    }
  }
  for (int h6 = 0; h6 < 4; ++h6) {
    for (int i6 = 0; i6 < 384; ++i6) {
      for (int k5 = 0; k5 < 384; ++k5) {
        float part3[8];
#pragma HLS ARRAY_PARTITION variable=part3 complete dim=1
        for (int c3 = 0; c3 < 8; ++c3) {
#pragma HLS UNROLL
          part3[c3] = 0.0f;
        }
        for (int j6 = 0; j6 < 384; j6 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part3 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane3[16];
#pragma HLS ARRAY_PARTITION variable=lane3 complete dim=1
          for (int l5 = 0; l5 < 16; ++l5) {
#pragma HLS UNROLL
            const float y_8_at = y_8[(h6 * 384 + i6) * 384 + (j6 + l5)];
            const float y_8_at2 = y_8[(h6 * 384 + k5) * 384 + (j6 + l5)];
            lane3[l5] = y_8_at * y_8_at2;
          }
          part3[j6 / 16 % 8] = part3[j6 / 16 % 8] + mpc::adder_tree<16>::sum(lane3);
        }
        gram_7[(h6 * 384 + i6) * 384 + k5] = mpc::adder_tree<8>::sum(part3);
      }
    }
  }
  for (int h7 = 0; h7 < 4; ++h7) {
    for (int i7 = 0; i7 < 384; ++i7) {
      mpc::fill<float>(acc3, 384, 0.0f);
      for (int p2 = 0; p2 < 384; ++p2) {
        for (int k6 = 0; k6 < 384; k6 += 16) {
#pragma HLS PIPELINE II=1
          for (int l6 = 0; l6 < 16; ++l6) {
#pragma HLS UNROLL
            const float gram_7_at = gram_7[(h7 * 384 + i7) * 384 + p2];
            const float gram_7_at2 = gram_7[(h7 * 384 + p2) * 384 + (k6 + l6)];
            acc3[k6 + l6] = mpc::fma(gram_7_at, gram_7_at2, acc3[k6 + l6]);
          }
        }
      }
      for (int k7 = 0; k7 < 384; ++k7) {
#pragma HLS PIPELINE II=1
        const float gram_7_at3 = gram_7[(h7 * 384 + i7) * 384 + k7];
        mixed_7[(h7 * 384 + i7) * 384 + k7] = muon_at4 * gram_7_at3 + muon_at5 * acc3[k7];
      }
    }
  }
  for (int h8 = 0; h8 < 4; ++h8) {
    for (int i8 = 0; i8 < 384; ++i8) {
      mpc::fill<float>(acc4, 384, 0.0f);
      for (int k8 = 0; k8 < 384; ++k8) {
        for (int j7 = 0; j7 < 384; j7 += 16) {
#pragma HLS PIPELINE II=1
          for (int l7 = 0; l7 < 16; ++l7) {
#pragma HLS UNROLL
            const float mixed_7_at = mixed_7[(h8 * 384 + i8) * 384 + k8];
            const float y_8_at3 = y_8[(h8 * 384 + k8) * 384 + (j7 + l7)];
            acc4[j7 + l7] = mpc::fma(mixed_7_at, y_8_at3, acc4[j7 + l7]);
          }
        }
      }
      for (int j8 = 0; j8 < 384; ++j8) {
#pragma HLS PIPELINE II=1
        const float y_8_at4 = y_8[(h8 * 384 + i8) * 384 + j8];
        y_9[(h8 * 384 + i8) * 384 + j8] = muon_at6 * y_8_at4 + acc4[j8];
      }
    }
  }
  for (int h9 = 0; h9 < 4; ++h9) {
    for (int i9 = 0; i9 < 384; ++i9) {
      for (int k9 = 0; k9 < 384; ++k9) {
        float part4[8];
#pragma HLS ARRAY_PARTITION variable=part4 complete dim=1
        for (int c4 = 0; c4 < 8; ++c4) {
#pragma HLS UNROLL
          part4[c4] = 0.0f;
        }
        for (int j9 = 0; j9 < 384; j9 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part4 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane4[16];
#pragma HLS ARRAY_PARTITION variable=lane4 complete dim=1
          for (int l8 = 0; l8 < 16; ++l8) {
#pragma HLS UNROLL
            const float y_9_at = y_9[(h9 * 384 + i9) * 384 + (j9 + l8)];
            const float y_9_at2 = y_9[(h9 * 384 + k9) * 384 + (j9 + l8)];
            lane4[l8] = y_9_at * y_9_at2;
          }
          part4[j9 / 16 % 8] = part4[j9 / 16 % 8] + mpc::adder_tree<16>::sum(lane4);
        }
        gram_8[(h9 * 384 + i9) * 384 + k9] = mpc::adder_tree<8>::sum(part4);
      }
    }
  }
  for (int h10 = 0; h10 < 4; ++h10) {
    for (int i10 = 0; i10 < 384; ++i10) {
      mpc::fill<float>(acc5, 384, 0.0f);
      for (int p3 = 0; p3 < 384; ++p3) {
        for (int k10 = 0; k10 < 384; k10 += 16) {
#pragma HLS PIPELINE II=1
          for (int l9 = 0; l9 < 16; ++l9) {
#pragma HLS UNROLL
            const float gram_8_at = gram_8[(h10 * 384 + i10) * 384 + p3];
            const float gram_8_at2 = gram_8[(h10 * 384 + p3) * 384 + (k10 + l9)];
            acc5[k10 + l9] = mpc::fma(gram_8_at, gram_8_at2, acc5[k10 + l9]);
          }
        }
      }
      for (int k11 = 0; k11 < 384; ++k11) {
#pragma HLS PIPELINE II=1
        const float gram_8_at3 = gram_8[(h10 * 384 + i10) * 384 + k11];
        mixed_8[(h10 * 384 + i10) * 384 + k11] = muon_at7 * gram_8_at3 + muon_at8 * acc5[k11];
      }
    }
  }
  for (int h11 = 0; h11 < 4; ++h11) {
    for (int i11 = 0; i11 < 384; ++i11) {
      mpc::fill<float>(acc6, 384, 0.0f);
      for (int k12 = 0; k12 < 384; ++k12) {
        for (int j10 = 0; j10 < 384; j10 += 16) {
#pragma HLS PIPELINE II=1
          for (int l10 = 0; l10 < 16; ++l10) {
#pragma HLS UNROLL
            const float mixed_8_at = mixed_8[(h11 * 384 + i11) * 384 + k12];
            const float y_9_at3 = y_9[(h11 * 384 + k12) * 384 + (j10 + l10)];
            acc6[j10 + l10] = mpc::fma(mixed_8_at, y_9_at3, acc6[j10 + l10]);
          }
        }
      }
      for (int j11 = 0; j11 < 384; ++j11) {
#pragma HLS PIPELINE II=1
        const float y_9_at4 = y_9[(h11 * 384 + i11) * 384 + j11];
        y_10[(h11 * 384 + i11) * 384 + j11] = muon_at9 * y_9_at4 + acc6[j11];
      }
    }
  }
  for (int h12 = 0; h12 < 4; ++h12) {
    for (int i12 = 0; i12 < 384; ++i12) {
      for (int k13 = 0; k13 < 384; ++k13) {
        float part5[8];
#pragma HLS ARRAY_PARTITION variable=part5 complete dim=1
        for (int c5 = 0; c5 < 8; ++c5) {
#pragma HLS UNROLL
          part5[c5] = 0.0f;
        }
        for (int j12 = 0; j12 < 384; j12 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part5 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane5[16];
#pragma HLS ARRAY_PARTITION variable=lane5 complete dim=1
          for (int l11 = 0; l11 < 16; ++l11) {
#pragma HLS UNROLL
            const float y_10_at = y_10[(h12 * 384 + i12) * 384 + (j12 + l11)];
            const float y_10_at2 = y_10[(h12 * 384 + k13) * 384 + (j12 + l11)];
            lane5[l11] = y_10_at * y_10_at2;
          }
          part5[j12 / 16 % 8] = part5[j12 / 16 % 8] + mpc::adder_tree<16>::sum(lane5);
        }
        gram_9[(h12 * 384 + i12) * 384 + k13] = mpc::adder_tree<8>::sum(part5);
      }
    }
  }
  for (int h13 = 0; h13 < 4; ++h13) {
    for (int i13 = 0; i13 < 384; ++i13) {
      mpc::fill<float>(acc7, 384, 0.0f);
      for (int p4 = 0; p4 < 384; ++p4) {
        for (int k14 = 0; k14 < 384; k14 += 16) {
#pragma HLS PIPELINE II=1
          for (int l12 = 0; l12 < 16; ++l12) {
#pragma HLS UNROLL
            const float gram_9_at = gram_9[(h13 * 384 + i13) * 384 + p4];
            const float gram_9_at2 = gram_9[(h13 * 384 + p4) * 384 + (k14 + l12)];
            acc7[k14 + l12] = mpc::fma(gram_9_at, gram_9_at2, acc7[k14 + l12]);
          }
        }
      }
      for (int k15 = 0; k15 < 384; ++k15) {
#pragma HLS PIPELINE II=1
        const float gram_9_at3 = gram_9[(h13 * 384 + i13) * 384 + k15];
        mixed_9[(h13 * 384 + i13) * 384 + k15] = muon_at10 * gram_9_at3 + muon_at11 * acc7[k15];
      }
    }
  }
  for (int h14 = 0; h14 < 4; ++h14) {
    for (int i14 = 0; i14 < 384; ++i14) {
      mpc::fill<float>(acc8, 384, 0.0f);
      for (int k16 = 0; k16 < 384; ++k16) {
        for (int j13 = 0; j13 < 384; j13 += 16) {
#pragma HLS PIPELINE II=1
          for (int l13 = 0; l13 < 16; ++l13) {
#pragma HLS UNROLL
            const float mixed_9_at = mixed_9[(h14 * 384 + i14) * 384 + k16];
            const float y_10_at3 = y_10[(h14 * 384 + k16) * 384 + (j13 + l13)];
            acc8[j13 + l13] = mpc::fma(mixed_9_at, y_10_at3, acc8[j13 + l13]);
          }
        }
      }
      for (int j14 = 0; j14 < 384; ++j14) {
#pragma HLS PIPELINE II=1
        const float y_10_at4 = y_10[(h14 * 384 + i14) * 384 + j14];
        y_11[(h14 * 384 + i14) * 384 + j14] = muon_at12 * y_10_at4 + acc8[j14];
      }
    }
  }
  for (int h15 = 0; h15 < 4; ++h15) {
    for (int i15 = 0; i15 < 384; ++i15) {
      for (int k17 = 0; k17 < 384; ++k17) {
        float part6[8];
#pragma HLS ARRAY_PARTITION variable=part6 complete dim=1
        for (int c6 = 0; c6 < 8; ++c6) {
#pragma HLS UNROLL
          part6[c6] = 0.0f;
        }
        for (int j15 = 0; j15 < 384; j15 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part6 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
          float lane6[16];
#pragma HLS ARRAY_PARTITION variable=lane6 complete dim=1
          for (int l14 = 0; l14 < 16; ++l14) {
#pragma HLS UNROLL
            const float y_11_at = y_11[(h15 * 384 + i15) * 384 + (j15 + l14)];
            const float y_11_at2 = y_11[(h15 * 384 + k17) * 384 + (j15 + l14)];
            lane6[l14] = y_11_at * y_11_at2;
          }
          part6[j15 / 16 % 8] = part6[j15 / 16 % 8] + mpc::adder_tree<16>::sum(lane6);
        }
        gram_10[(h15 * 384 + i15) * 384 + k17] = mpc::adder_tree<8>::sum(part6);
      }
    }
  }
  for (int h16 = 0; h16 < 4; ++h16) {
    for (int i16 = 0; i16 < 384; ++i16) {
      mpc::fill<float>(acc9, 384, 0.0f);
      for (int p5 = 0; p5 < 384; ++p5) {
        for (int k18 = 0; k18 < 384; k18 += 16) {
#pragma HLS PIPELINE II=1
          for (int l15 = 0; l15 < 16; ++l15) {
#pragma HLS UNROLL
            const float gram_10_at = gram_10[(h16 * 384 + i16) * 384 + p5];
            const float gram_10_at2 = gram_10[(h16 * 384 + p5) * 384 + (k18 + l15)];
            acc9[k18 + l15] = mpc::fma(gram_10_at, gram_10_at2, acc9[k18 + l15]);
          }
        }
      }
      for (int k19 = 0; k19 < 384; ++k19) {
#pragma HLS PIPELINE II=1
        const float gram_10_at3 = gram_10[(h16 * 384 + i16) * 384 + k19];
        mixed_10[(h16 * 384 + i16) * 384 + k19] = muon_at13 * gram_10_at3 + muon_at14 * acc9[k19];
      }
    }
  }
  for (int h17 = 0; h17 < 4; ++h17) {
    for (int i17 = 0; i17 < 384; ++i17) {
      mpc::fill<float>(acc10, 384, 0.0f);
      for (int k20 = 0; k20 < 384; ++k20) {
        for (int j16 = 0; j16 < 384; j16 += 16) {
#pragma HLS PIPELINE II=1
          for (int l16 = 0; l16 < 16; ++l16) {
#pragma HLS UNROLL
            const float mixed_10_at = mixed_10[(h17 * 384 + i17) * 384 + k20];
            const float y_11_at3 = y_11[(h17 * 384 + k20) * 384 + (j16 + l16)];
            acc10[j16 + l16] = mpc::fma(mixed_10_at, y_11_at3, acc10[j16 + l16]);
          }
        }
      }
      for (int j17 = 0; j17 < 384; ++j17) {
#pragma HLS PIPELINE II=1
        const float y_11_at4 = y_11[(h17 * 384 + i17) * 384 + j17];
        y_12[(h17 * 384 + i17) * 384 + j17] = muon_at15 * y_11_at4 + acc10[j17];
      }
    }
  }
  for (int h18 = 0; h18 < 4; ++h18) {
    for (int i18 = 0; i18 < 384; ++i18) {
      for (int j18 = 0; j18 < 384; ++j18) {
#pragma HLS PIPELINE II=1
        const float y_12_at = y_12[(h18 * 384 + i18) * 384 + j18];
        d1[(h18 * 384 + i18) * 384 + j18] = y_12_at;
      }
    }
  }
  for (int h19 = 0; h19 < 4; ++h19) {
    for (int i19 = 0; i19 < 384; ++i19) {
      mpc::take_words<mpc::f32>(w1_s, 24, w1_row);
      for (int i20 = 0; i20 < 384; ++i20) {
#pragma HLS PIPELINE II=1
        const float d1_at = d1[(h19 * 384 + i19) * 384 + i20];
        value_2[(h19 * 384 + i19) * 384 + i20] = w1_row[i20] + d1_at;
      }
    }
  }
  for (int h20 = 0; h20 < 4; ++h20) {
    for (int i21 = 0; i21 < 384; ++i21) {
      float part7[8];
#pragma HLS ARRAY_PARTITION variable=part7 complete dim=1
      for (int c7 = 0; c7 < 8; ++c7) {
#pragma HLS UNROLL
        part7[c7] = 0.0f;
      }
      for (int i22 = 0; i22 < 384; i22 += 16) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=part7 type=inter direction=RAW distance=8 dependent=true
#pragma HLS LOOP_FLATTEN off
        float lane7[16];
#pragma HLS ARRAY_PARTITION variable=lane7 complete dim=1
        for (int l17 = 0; l17 < 16; ++l17) {
#pragma HLS UNROLL
          const float value_2_at = value_2[(h20 * 384 + i21) * 384 + (i22 + l17)];
          lane7[l17] = value_2_at * value_2_at;
        }
        part7[i22 / 16 % 8] = part7[i22 / 16 % 8] + mpc::adder_tree<16>::sum(lane7);
      }
      w1_sum_s.write(std::sqrt(mpc::adder_tree<8>::sum(part7)) + 0.00001f);
    }
  }
}

// Writes w1_sum.
static void store_w1_sum(float* w1_sum, hls::stream<float, 64>& w1_sum_s) {
  for (int h = 0; h < 4; ++h) {
    for (int i = 0; i < 384; ++i) {
#pragma HLS PIPELINE II=1
      w1_sum[h * 384 + i] = w1_sum_s.read();
    }
  }
}

}  // namespace value_2_w1_sum_processes

extern "C" void value_2_w1_sum(const mpc::word* m1, const mpc::word* m1_2, const float* muon, const float* muon2, const float* muon3, const float* muon4, const float* muon5, const float* muon6, const float* muon7, const float* muon8, const float* muon9, const float* muon10, const float* muon11, const float* muon12, const float* muon13, const float* muon14, const float* muon15, const mpc::word* w1, float* y_7, float* gram_6, float* mixed_6, float* y_8, float* gram_7, float* mixed_7, float* y_9, float* gram_8, float* mixed_8, float* y_10, float* gram_9, float* mixed_9, float* y_11, float* gram_10, float* mixed_10, float* y_12, float* d1, float* value_2, float* w1_sum) {
#pragma HLS INTERFACE mode=m_axi port=m1 bundle=gmem0 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=m1_2 bundle=gmem1 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon bundle=gmem2 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon2 bundle=gmem3 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon3 bundle=gmem4 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon4 bundle=gmem5 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon5 bundle=gmem6 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon6 bundle=gmem7 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon7 bundle=gmem8 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon8 bundle=gmem9 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon9 bundle=gmem10 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon10 bundle=gmem11 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon11 bundle=gmem12 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon12 bundle=gmem13 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon13 bundle=gmem14 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon14 bundle=gmem15 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=muon15 bundle=gmem16 offset=slave depth=15 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w1 bundle=gmem17 offset=slave depth=36864 latency=64 max_read_burst_length=32 num_read_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y_7 bundle=gmem18 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gram_6 bundle=gmem19 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed_6 bundle=gmem20 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y_8 bundle=gmem21 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gram_7 bundle=gmem22 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed_7 bundle=gmem23 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y_9 bundle=gmem24 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gram_8 bundle=gmem25 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed_8 bundle=gmem26 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y_10 bundle=gmem27 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gram_9 bundle=gmem28 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed_9 bundle=gmem29 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y_11 bundle=gmem30 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=gram_10 bundle=gmem31 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=mixed_10 bundle=gmem32 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=y_12 bundle=gmem33 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=d1 bundle=gmem34 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=value_2 bundle=gmem35 offset=slave depth=589824 latency=64 max_read_burst_length=32 num_read_outstanding=16 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=m_axi port=w1_sum bundle=gmem36 offset=slave depth=1536 latency=64 max_write_burst_length=32 num_write_outstanding=16
#pragma HLS INTERFACE mode=s_axilite port=m1
#pragma HLS INTERFACE mode=s_axilite port=m1_2
#pragma HLS INTERFACE mode=s_axilite port=muon
#pragma HLS INTERFACE mode=s_axilite port=muon2
#pragma HLS INTERFACE mode=s_axilite port=muon3
#pragma HLS INTERFACE mode=s_axilite port=muon4
#pragma HLS INTERFACE mode=s_axilite port=muon5
#pragma HLS INTERFACE mode=s_axilite port=muon6
#pragma HLS INTERFACE mode=s_axilite port=muon7
#pragma HLS INTERFACE mode=s_axilite port=muon8
#pragma HLS INTERFACE mode=s_axilite port=muon9
#pragma HLS INTERFACE mode=s_axilite port=muon10
#pragma HLS INTERFACE mode=s_axilite port=muon11
#pragma HLS INTERFACE mode=s_axilite port=muon12
#pragma HLS INTERFACE mode=s_axilite port=muon13
#pragma HLS INTERFACE mode=s_axilite port=muon14
#pragma HLS INTERFACE mode=s_axilite port=muon15
#pragma HLS INTERFACE mode=s_axilite port=w1
#pragma HLS INTERFACE mode=s_axilite port=y_7
#pragma HLS INTERFACE mode=s_axilite port=gram_6
#pragma HLS INTERFACE mode=s_axilite port=mixed_6
#pragma HLS INTERFACE mode=s_axilite port=y_8
#pragma HLS INTERFACE mode=s_axilite port=gram_7
#pragma HLS INTERFACE mode=s_axilite port=mixed_7
#pragma HLS INTERFACE mode=s_axilite port=y_9
#pragma HLS INTERFACE mode=s_axilite port=gram_8
#pragma HLS INTERFACE mode=s_axilite port=mixed_8
#pragma HLS INTERFACE mode=s_axilite port=y_10
#pragma HLS INTERFACE mode=s_axilite port=gram_9
#pragma HLS INTERFACE mode=s_axilite port=mixed_9
#pragma HLS INTERFACE mode=s_axilite port=y_11
#pragma HLS INTERFACE mode=s_axilite port=gram_10
#pragma HLS INTERFACE mode=s_axilite port=mixed_10
#pragma HLS INTERFACE mode=s_axilite port=y_12
#pragma HLS INTERFACE mode=s_axilite port=d1
#pragma HLS INTERFACE mode=s_axilite port=value_2
#pragma HLS INTERFACE mode=s_axilite port=w1_sum
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS DATAFLOW
  hls::stream<mpc::word, 128> m1_s("m1_s");  // holds four bursts
  hls::stream<mpc::word, 128> m1_s2("m1_s2");  // holds four bursts
  hls::stream<float, 128> muon_s("muon_s");  // holds four bursts
  hls::stream<float, 128> muon_s2("muon_s2");  // holds four bursts
  hls::stream<float, 128> muon_s3("muon_s3");  // holds four bursts
  hls::stream<float, 128> muon_s4("muon_s4");  // holds four bursts
  hls::stream<float, 128> muon_s5("muon_s5");  // holds four bursts
  hls::stream<float, 128> muon_s6("muon_s6");  // holds four bursts
  hls::stream<float, 128> muon_s7("muon_s7");  // holds four bursts
  hls::stream<float, 128> muon_s8("muon_s8");  // holds four bursts
  hls::stream<float, 128> muon_s9("muon_s9");  // holds four bursts
  hls::stream<float, 128> muon_s10("muon_s10");  // holds four bursts
  hls::stream<float, 128> muon_s11("muon_s11");  // holds four bursts
  hls::stream<float, 128> muon_s12("muon_s12");  // holds four bursts
  hls::stream<float, 128> muon_s13("muon_s13");  // holds four bursts
  hls::stream<float, 128> muon_s14("muon_s14");  // holds four bursts
  hls::stream<float, 128> muon_s15("muon_s15");  // holds four bursts
  hls::stream<mpc::word, 128> w1_s("w1_s");  // holds four bursts
  hls::stream<float, 64> w1_sum_s("w1_sum_s");  // rates differ by bursts only
  MPC_DATAFLOW
  MPC_PROCESS(value_2_w1_sum_processes::load_m1(m1, m1_s));
  MPC_PROCESS(value_2_w1_sum_processes::load_m1_2(m1_2, m1_s2));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon(muon, muon_s));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon2(muon2, muon_s2));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon3(muon3, muon_s3));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon4(muon4, muon_s4));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon5(muon5, muon_s5));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon6(muon6, muon_s6));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon7(muon7, muon_s7));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon8(muon8, muon_s8));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon9(muon9, muon_s9));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon10(muon10, muon_s10));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon11(muon11, muon_s11));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon12(muon12, muon_s12));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon13(muon13, muon_s13));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon14(muon14, muon_s14));
  MPC_PROCESS(value_2_w1_sum_processes::load_muon15(muon15, muon_s15));
  MPC_PROCESS(value_2_w1_sum_processes::load_w1(w1, w1_s));
  MPC_PROCESS(value_2_w1_sum_processes::evaluate(y_7, gram_6, mixed_6, y_8, gram_7, mixed_7, y_9, gram_8, mixed_8, y_10, gram_9, mixed_9, y_11, gram_10, mixed_10, y_12, d1, value_2, m1_s, m1_s2, muon_s, muon_s2, muon_s3, muon_s4, muon_s5, muon_s6, muon_s7, muon_s8, muon_s9, muon_s10, muon_s11, muon_s12, muon_s13, muon_s14, muon_s15, w1_s, w1_sum_s));
  MPC_PROCESS(value_2_w1_sum_processes::store_w1_sum(w1_sum, w1_sum_s));
}
