// Scalar mathematics of mpc, the same on every target: no includes, no library calls, branch-free.
// Errors, in units in the last place of a float (ulp): exp, exp2, log, log2, sin, cos (|x| <= 1e6), tanh: at most 2;
// pow: at most 1; everything else is exact or correctly rounded.
//
// The functions are templates over the float type, so that a target with vector types may define the helpers below
// (mpc_bits, mpc_from_bits, mpc_choose, mpc_like, mpc_fma, mpc_abs, mpc_to_int, mpc_to_float, mpc_widen, mpc_narrow,
// mpc_types)
// for its vectors *before* including this header, and gets vector versions of all functions.
#ifndef MPC_MATH_H
#define MPC_MATH_H

#ifndef MPC_FN
#define MPC_FN
#endif

// ---- helpers ------------------------------------------------------------------------------------------------------

/** Types that go with a float type: I integer of its width, D double of as many lanes. */
template <class F> struct mpc_types;
template <> struct mpc_types<float> { typedef int I; typedef double D; };

static inline MPC_FN int mpc_bits(float x) { union { float f; int i; } u; u.f = x; return u.i; }
static inline MPC_FN float mpc_from_bits(int x) { union { float f; int i; } u; u.i = x; return u.f; }
static inline MPC_FN float mpc_from_bits(unsigned x) { return mpc_from_bits((int)x); }
static inline MPC_FN float mpc_choose(bool c, float a, float b) { return c ? a : b; }
static inline MPC_FN int mpc_choose(bool c, int a, int b) { return c ? a : b; }
static inline MPC_FN int mpc_to_int(float x) { return (int)x; }
static inline MPC_FN float mpc_to_float(int x) { return (float)x; }
/** The constant c in the shape of the first argument. */
static inline MPC_FN float mpc_like(float, float c) { return c; }
static inline MPC_FN double mpc_like(double, double c) { return c; }
static inline MPC_FN double mpc_widen(float x) { return (double)x; }
static inline MPC_FN float mpc_narrow(double x) { return (float)x; }

/** a * b + c, with one rounding where the hardware has it (reductions only: results are compared within a tolerance). */
static inline MPC_FN float mpc_fma(float a, float b, float c) {
#if defined(MPC_NO_FMA) || (defined(__x86_64__) && !defined(__FMA__) && !defined(__CUDA_ARCH__) && !defined(__AMDGCN__))
  return a * b + c;
#else
  return __builtin_fmaf(a, b, c);
#endif
}

/** A NaN in the second argument gives way to the first. */
static inline MPC_FN float mpc_min(float a, float b) { return b < a ? b : a; }
static inline MPC_FN float mpc_max(float a, float b) { return a < b ? b : a; }
/** A NaN in either argument gives way to the other. */
static inline MPC_FN float mpc_fmin(float a, float b) { return a <= b || b != b ? a : b; }
static inline MPC_FN float mpc_fmax(float a, float b) { return a >= b || b != b ? a : b; }
static inline MPC_FN int mpc_min(int a, int b) { return b < a ? b : a; }
static inline MPC_FN int mpc_max(int a, int b) { return a < b ? b : a; }
static inline MPC_FN long long mpc_min(long long a, long long b) { return b < a ? b : a; }
static inline MPC_FN long long mpc_max(long long a, long long b) { return a < b ? b : a; }
/** To an integer, towards 0; what does not fit is clamped, NaN is 0. */
static inline MPC_FN int mpc_truncate(float x) {
  return x >= 2147483648.0f ? 2147483647 : x < -2147483648.0f ? (-2147483647 - 1) : x == x ? (int)x : 0;
}

/** Division and remainder that round down; by zero: 0. */
static inline MPC_FN int mpc_floor_div(int a, int b) {
  if (b == 0) return 0;
  if (b == -1) return (int)(0u - (unsigned)a);
  const int q = a / b;
  return q - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}
static inline MPC_FN int mpc_floor_mod(int a, int b) {
  if (b == 0 || b == -1) return 0;
  const int r = a % b;
  return (r != 0 && (r < 0) != (b < 0)) ? r + b : r;
}
static inline MPC_FN long long mpc_floor_div(long long a, long long b) {
  if (b == 0) return 0;
  const long long q = a / b;
  return q - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}
static inline MPC_FN long long mpc_floor_mod(long long a, long long b) {
  if (b == 0) return 0;
  const long long r = a % b;
  return (r != 0 && (r < 0) != (b < 0)) ? r + b : r;
}

static inline MPC_FN int mpc_popcount(int x) {
  unsigned v = (unsigned)x;
  v = v - ((v >> 1) & 0x55555555u);
  v = (v & 0x33333333u) + ((v >> 2) & 0x33333333u);
  v = (v + (v >> 4)) & 0x0f0f0f0fu;
  return (int)((v * 0x01010101u) >> 24);
}

static inline MPC_FN float mpc_abs(float x) { return mpc_from_bits(mpc_bits(x) & 0x7fffffff); }
static inline MPC_FN int mpc_abs(int x) { return x < 0 ? (int)(0u - (unsigned)x) : x; }
static inline MPC_FN float mpc_floor(float x) { return __builtin_floorf(x); }
static inline MPC_FN float mpc_ceil(float x) { return __builtin_ceilf(x); }

// ---- narrow floats ------------------------------------------------------------------------------------------------

static inline MPC_FN float mpc_bf16_to_f32(unsigned short x) { return mpc_from_bits((unsigned)x << 16); }

static inline MPC_FN unsigned short mpc_f32_to_bf16(float x) {
  const unsigned i = (unsigned)mpc_bits(x);
  const unsigned rounded = (i + 0x7fffu + ((i >> 16) & 1u)) >> 16;
  return (unsigned short)((i & 0x7fffffffu) > 0x7f800000u ? (i >> 16) | 0x40u : rounded);
}

static inline MPC_FN float mpc_f16_to_f32(unsigned short x) {
  const unsigned magnitude = (x & 0x7fffu) << 13;
  const unsigned sign = ((unsigned)x & 0x8000u) << 16;
  const unsigned finite = (unsigned)mpc_bits(mpc_from_bits(magnitude) * 5.192296858534828e33f);  // 2^112
  return mpc_from_bits(sign | (magnitude >= 0x0f800000u ? magnitude | 0x7f800000u : finite));
}

static inline MPC_FN unsigned short mpc_f32_to_f16(float x) {
  const unsigned i = (unsigned)mpc_bits(x);
  const unsigned a = i & 0x7fffffffu;
  const unsigned special = a > 0x7f800000u ? 0x7e00u : 0x7c00u;
  const unsigned subnormal = (unsigned)mpc_bits(mpc_from_bits(a) + 0.5f) - 0x3f000000u;
  const unsigned normal = (a - 0x38000000u + 0xfffu + ((a >> 13) & 1u)) >> 13;
  return (unsigned short)(((i >> 16) & 0x8000u) | (a >= 0x47800000u ? special : a < 0x38800000u ? subnormal : normal));
}

/** OCP E4M3: no infinities, largest 448, NaN is 0x7f. */
static inline MPC_FN float mpc_f8e4m3_to_f32(unsigned char x) {
  const unsigned magnitude = (x & 0x7fu) << 20;
  const unsigned sign = ((unsigned)x & 0x80u) << 24;
  const unsigned finite = (unsigned)mpc_bits(mpc_from_bits(magnitude) * 1.329227995784916e36f);  // 2^120
  return mpc_from_bits(sign | (magnitude == 0x07f00000u ? 0x7fc00000u : finite));
}

static inline MPC_FN unsigned char mpc_f32_to_f8e4m3(float x) {
  const unsigned i = (unsigned)mpc_bits(x);
  const unsigned whole = i & 0x7fffffffu;
  const unsigned a = whole > 0x43e00000u ? 0x43e00000u : whole;  // saturate at 448
  const unsigned subnormal = (unsigned)mpc_bits(mpc_from_bits(a) + 16384.0f) - 0x46800000u;
  const unsigned normal = (a - 0x3c000000u + 0x7ffffu + ((a >> 20) & 1u)) >> 20;
  const unsigned magnitude = whole > 0x7f800000u ? 0x7fu : a < 0x3c800000u ? subnormal : normal;
  return (unsigned char)(((i >> 24) & 0x80u) | magnitude);
}

static inline MPC_FN float mpc_round_bf16(float x) { return mpc_bf16_to_f32(mpc_f32_to_bf16(x)); }
static inline MPC_FN float mpc_round_f16(float x) { return mpc_f16_to_f32(mpc_f32_to_f16(x)); }
static inline MPC_FN float mpc_round_f8e4m3(float x) { return mpc_f8e4m3_to_f32(mpc_f32_to_f8e4m3(x)); }

// ---- functions ----------------------------------------------------------------------------------------------------

/** Smallest power of two >= x, exact; 2^-126 for all x <= 2^-126. */
template <class F> static inline MPC_FN F mpc_pow2ceil(F x) {
  const F up = mpc_from_bits((mpc_bits(x) + 0x007fffff) & ~0x007fffff);
  return mpc_choose(x <= 1.1754943508222875e-38f, mpc_like(x, 1.1754943508222875e-38f), mpc_choose(x != x, x, up));
}

/** m * 2^n for whole n in -252 .. 254, with gradual underflow. */
template <class F, class I> static inline MPC_FN F mpc_scale2(F m, I n) {
  const I half = n >> 1;
  return m * mpc_from_bits((half + 127) << 23) * mpc_from_bits((n - half + 127) << 23);
}

/** exp(r) for |r| <= 0.35 */
template <class F> static inline MPC_FN F mpc_exp_poly(F r) {
  F p = mpc_like(r, 1.9875691500e-4f);
  p = mpc_fma(p, r, mpc_like(r, 1.3981999507e-3f));
  p = mpc_fma(p, r, mpc_like(r, 8.3334519073e-3f));
  p = mpc_fma(p, r, mpc_like(r, 4.1665795894e-2f));
  p = mpc_fma(p, r, mpc_like(r, 1.6666665459e-1f));
  p = mpc_fma(p, r, mpc_like(r, 5.0000001201e-1f));
  return mpc_fma(p, r * r, r) + 1.0f;
}

/** Nearest whole number, for |x| < 2^22. */
template <class F> static inline MPC_FN F mpc_nearest(F x) { return (x + 12582912.0f) - 12582912.0f; }

template <class F> static inline MPC_FN F mpc_exp(F x) {
  const F low = mpc_choose(x < -105.0f, mpc_like(x, -105.0f), x);
  const F y = mpc_choose(low > 90.0f, mpc_like(x, 90.0f), low);
  const F n = mpc_nearest(y * 1.44269504088896341f);
  const F r = mpc_fma(n, mpc_like(x, 2.12194440e-4f), mpc_fma(n, mpc_like(x, -0.693359375f), y));
  const F e = mpc_scale2(mpc_exp_poly(r), mpc_to_int(mpc_choose(n == n, n, n - n)));
  return mpc_choose(x == x, e, x);
}

template <class F> static inline MPC_FN F mpc_exp2(F x) {
  const F low = mpc_choose(x < -151.0f, mpc_like(x, -151.0f), x);
  const F y = mpc_choose(low > 129.0f, mpc_like(x, 129.0f), low);
  const F n = mpc_nearest(y);
  const F f = y - n;
  const F r = mpc_fma(f, mpc_like(x, 1.90821492927e-9f), f * 0.693147178739309f);
  const F e = mpc_scale2(mpc_exp_poly(r), mpc_to_int(mpc_choose(x == x, n, mpc_like(x, 0.0f))));
  return mpc_choose(x == x, e, x);
}

/** x = m * 2^e with m in [sqrt(1/2), sqrt(2)); log1p polynomial of m - 1. For x > 0, finite. */
template <class F> static inline MPC_FN F mpc_log_parts(F x, F *exponent) {
  typedef typename mpc_types<F>::I I;
  const F wide = mpc_choose(x < 1.1754943508222875e-38f, x * 8388608.0f, x);
  const I bits = mpc_bits(wide) - 0x3f3504f3;
  const F e = mpc_to_float(bits >> 23);
  *exponent = mpc_choose(x < 1.1754943508222875e-38f, e - 23.0f, e);
  return mpc_from_bits((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
}

template <class F> static inline MPC_FN F mpc_log_tail(F f) {
  F p = mpc_like(f, 7.0376836292e-2f);
  p = mpc_fma(p, f, mpc_like(f, -1.1514610310e-1f));
  p = mpc_fma(p, f, mpc_like(f, 1.1676998740e-1f));
  p = mpc_fma(p, f, mpc_like(f, -1.2420140846e-1f));
  p = mpc_fma(p, f, mpc_like(f, 1.4249322787e-1f));
  p = mpc_fma(p, f, mpc_like(f, -1.6668057665e-1f));
  p = mpc_fma(p, f, mpc_like(f, 2.0000714765e-1f));
  p = mpc_fma(p, f, mpc_like(f, -2.4999993993e-1f));
  p = mpc_fma(p, f, mpc_like(f, 3.3333331174e-1f));
  return p * f * f * f - 0.5f * f * f;
}

/** log of 0: -inf, of a negative number or NaN: NaN, of +inf: +inf. */
template <class F> static inline MPC_FN F mpc_log_special(F x, F result) {
  const F inf = mpc_like(x, __builtin_inff());
  const F positive = mpc_choose(x == inf, inf, result);
  return mpc_choose(x > 0.0f, positive, mpc_choose(x == 0.0f, -inf, mpc_like(x, __builtin_nanf(""))));
}

template <class F> static inline MPC_FN F mpc_log(F x) {
  F e;
  const F f = mpc_log_parts(x, &e);
  const F tail = mpc_fma(e, mpc_like(x, -2.12194440e-4f), mpc_log_tail(f));
  return mpc_log_special(x, mpc_fma(e, mpc_like(x, 0.693359375f), tail + f));
}

template <class F> static inline MPC_FN F mpc_log2(F x) {
  F e;
  const F f = mpc_log_parts(x, &e);
  const F tail = mpc_log_tail(f);
  // log2(e) = 1 + 0.44269504...: keeps the leading f exact.
  const F fraction = mpc_fma(tail, mpc_like(x, 0.44269504088896341f), mpc_fma(f, mpc_like(x, 0.44269504088896341f), tail));
  return mpc_log_special(x, (fraction + f) + e);
}

/** x - q * pi/2 for q = nearest(x * 2/pi), in double, good for |x| <= 1e6. */
template <class F> static inline MPC_FN F mpc_reduce_angle(F x, typename mpc_types<F>::I *quadrant) {
  typedef typename mpc_types<F>::D D;
  const D wide = mpc_widen(x);
  const D q = (wide * 0.63661977236758138 + 6755399441055744.0) - 6755399441055744.0;
  *quadrant = mpc_to_int(mpc_narrow(q - 4.0 * ((q * 0.25 + 6755399441055744.0) - 6755399441055744.0)));
  return mpc_narrow((wide - q * 1.5707963267341256) - q * 6.0771005065061922e-11);
}

template <class F, class I> static inline MPC_FN F mpc_sine_of_quadrant(F r, I quadrant) {
  const F z = r * r;
  F s = mpc_like(r, 2.7183114939e-6f);
  s = mpc_fma(s, z, mpc_like(r, -1.9839334836e-4f));
  s = mpc_fma(s, z, mpc_like(r, 8.3333293858e-3f));
  s = mpc_fma(s, z, mpc_like(r, -1.6666666641e-1f));
  s = mpc_fma(s * z, r, r);
  F c = mpc_like(r, 2.4390448796e-5f);
  c = mpc_fma(c, z, mpc_like(r, -1.3886763661e-3f));
  c = mpc_fma(c, z, mpc_like(r, 4.1666622833e-2f));
  c = mpc_fma(c, z, mpc_like(r, -4.9999999725e-1f));
  c = mpc_fma(c, z, mpc_like(r, 1.0f));
  const F value = mpc_choose((quadrant & 1) != 0, c, s);
  return mpc_choose((quadrant & 2) != 0, -value, value);
}

template <class F> static inline MPC_FN F mpc_sin(F x) {
  const F finite = mpc_choose(mpc_abs(x) <= 1.0e9f, x, mpc_like(x, 0.0f));
  typename mpc_types<F>::I quadrant;
  const F r = mpc_reduce_angle(finite, &quadrant);
  return mpc_sine_of_quadrant(r, quadrant) + (x - x);
}

template <class F> static inline MPC_FN F mpc_cos(F x) {
  const F finite = mpc_choose(mpc_abs(x) <= 1.0e9f, x, mpc_like(x, 0.0f));
  typename mpc_types<F>::I quadrant;
  const F r = mpc_reduce_angle(finite, &quadrant);
  return mpc_sine_of_quadrant(r, quadrant + 1) + (x - x);
}

template <class F> static inline MPC_FN F mpc_tanh(F x) {
  const F a = mpc_abs(x);
  const F z = x * x;
  F p = mpc_like(x, -5.70498872745e-3f);
  p = mpc_fma(p, z, mpc_like(x, 2.06390887954e-2f));
  p = mpc_fma(p, z, mpc_like(x, -5.37397155531e-2f));
  p = mpc_fma(p, z, mpc_like(x, 1.33314422036e-1f));
  p = mpc_fma(p, z, mpc_like(x, -3.33332819422e-1f));
  const F small = mpc_fma(p * z, x, x);
  const F large = 1.0f - 2.0f / (mpc_exp(a + a) + 1.0f);
  return mpc_choose(a < 0.625f, small, mpc_choose(x < 0.0f, -large, large));
}

/** x^y as C has it, except for signed zeros and infinities in odd corners; negative x needs a whole y. */
static inline MPC_FN float mpc_pow(float x, float y) {
  if (y == 0.0f || x == 1.0f) return 1.0f;
  if (x != x || y != y) return x + y;
  const float a = mpc_abs(x);
  const bool whole = mpc_abs(y) >= 8388608.0f || __builtin_floorf(y) == y;
  const bool odd = whole && mpc_abs(y) < 16777216.0f && ((int)y & 1) != 0;
  const float sign = x < 0.0f && odd ? -1.0f : 1.0f;
  if (x < 0.0f && !whole) return __builtin_nanf("");
  if (a == 0.0f) return y < 0.0f ? sign * __builtin_inff() : 0.0f;
  if (a == __builtin_inff()) return y < 0.0f ? 0.0f : sign * a;
  if (a == 1.0f) return sign;
  if (mpc_abs(y) == __builtin_inff()) return (a > 1.0f) == (y > 0.0f) ? __builtin_inff() : 0.0f;
  float exponent;
  const double f = (double)mpc_log_parts(a, &exponent);
  const double s = f / (2.0 + f), z = s * s;
  double p = 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  p = p * z + 1.0;
  const double t = (double)y * ((double)exponent + 2.8853900817779268 * s * p);  // y * log2(a)
  if (t > 129.0) return sign * __builtin_inff();
  if (t < -151.0) return sign * 0.0f;
  const double n = (t + 6755399441055744.0) - 6755399441055744.0;
  const double g = (t - n) * 0.69314718055994531;
  double e = 1.0 / 362880;
  e = e * g + 1.0 / 40320;
  e = e * g + 1.0 / 5040;
  e = e * g + 1.0 / 720;
  e = e * g + 1.0 / 120;
  e = e * g + 1.0 / 24;
  e = e * g + 1.0 / 6;
  e = e * g + 0.5;
  e = e * g + 1.0;
  e = e * g + 1.0;
  const int half = (int)n >> 1, rest = (int)n - half;
  const double power = (double)mpc_from_bits((half + 127) << 23) * (double)mpc_from_bits((rest + 127) << 23);
  return sign * (float)(e * power);
}

#endif
