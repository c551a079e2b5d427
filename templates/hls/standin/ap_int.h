// Stands in for the vendor's ap_int.h where there is none: integers of any width for C simulation with
// a plain C++14 compiler. Bit-accurate for what the generated sources use: widths to 126 bits with
// arithmetic, unsigned words of any width with range() alone; assignment wraps (AP_WRAP).
#pragma once

#include <cstdint>
#include <type_traits>

__extension__ typedef __int128 standin_int128;

// The builtin type that holds every value of an integer of W bits, signed or not.
template <int W>
struct standin_carrier {
  static_assert(W >= 1 && W <= 126, "arithmetic is on 1 to 126 bits");
  typedef typename std::conditional<
      (W <= 31), std::int32_t,
      typename std::conditional<(W <= 63), std::int64_t, standin_int128>::type>::type type;
};

// A run of bits of a word, at most 64: can be read and assigned.
template <class WORD>
struct standin_range {
  WORD& word;
  int low;
  int bits;
  std::uint64_t mask() const { return bits >= 64 ? ~0ULL : (1ULL << bits) - 1; }
  std::uint64_t get() const { return word.get_bits(low) & mask(); }
  template <class VALUE>
  standin_range& operator=(const VALUE& value) {
    word.set_bits(low, bits, static_cast<std::uint64_t>(value.value()) & mask());
    return *this;
  }
};

template <int W, bool S, bool WIDE = (W > 126)>
class standin_integer;

// An integer with arithmetic. The carrier holds the value itself, so that all operators are those of
// builtin integers, on types that are wide enough for the result.
template <int W, bool S>
class standin_integer<W, S, false> {
 public:
  typedef typename standin_carrier<W>::type carrier;
  static const int width = W;

  standin_integer() : value_(0) {}
  template <typename T, typename = typename std::enable_if<std::is_integral<T>::value>::type>
  standin_integer(T value)
      : value_(wrap(static_cast<typename std::conditional<
                        (sizeof(T) == 8 && !std::is_signed<T>::value), standin_int128,
                        std::int64_t>::type>(value))) {}
  template <int W2, bool S2>
  standin_integer(const standin_integer<W2, S2, false>& other)
      : value_((S == S2 && W2 <= W) || (S && !S2 && W2 < W) ? static_cast<carrier>(other.value())
                                                            : wrap(other.value())) {}
  template <class WORD>
  standin_integer(const standin_range<WORD>& range)
      : value_(wrap(static_cast<standin_int128>(range.get()))) {}

  // Returns the integer of a value that it holds.
  static standin_integer exact(carrier value) {
    standin_integer result;
    result.value_ = value;
    return result;
  }

  carrier value() const { return value_; }
  int to_int() const { return static_cast<int>(value_); }
  long long to_int64() const { return static_cast<long long>(value_); }
  explicit operator bool() const { return value_ != 0; }
  explicit operator int() const { return to_int(); }

  standin_range<standin_integer> range(int high, int low) { return {*this, low, high - low + 1}; }
  standin_range<const standin_integer> range(int high, int low) const {
    return {*this, low, high - low + 1};
  }
  std::uint64_t get_bits(int low) const { return static_cast<std::uint64_t>(value_ >> low); }
  void set_bits(int low, int bits, std::uint64_t field) {
    const standin_int128 one = 1;
    const standin_int128 mask = ((one << bits) - 1) << low;
    value_ = wrap((value_ & ~mask) | (static_cast<standin_int128>(field) << low));
  }

  template <class T>
  standin_integer& operator+=(const T& other) {
    return *this = *this + other;
  }
  template <class T>
  standin_integer& operator-=(const T& other) {
    return *this = *this - other;
  }

  // The bits of the left operand that are left: both keep its width.
  standin_integer operator<<(int bits) const {
    return exact(bits >= W ? 0 : wrap(static_cast<standin_int128>(value_) << bits));
  }
  standin_integer operator>>(int bits) const {
    return exact(static_cast<carrier>(value_ >> (bits >= W ? W - 1 : bits) >> (bits >= W)));
  }

 private:
  // Returns the value that the low W bits stand for.
  template <typename T>
  static carrier wrap(T value) {
    typedef
        typename std::conditional<(sizeof(T) > 8 || W > 61), standin_int128, std::int64_t>::type at;
    const at one = 1;
    const at low = static_cast<at>(value) & ((one << W) - 1);
    const at sign = S ? one << (W - 1) : 0;
    return static_cast<carrier>((low ^ sign) - sign);
  }

  carrier value_;
};

// A word that is too wide for arithmetic: only its ranges are read and written.
template <int W, bool S>
class standin_integer<W, S, true> {
 public:
  static const int width = W;
  standin_integer() : words_() {}
  template <typename T, typename = typename std::enable_if<std::is_integral<T>::value>::type>
  standin_integer(T value) : words_() {
    set_bits(0, 64, static_cast<std::uint64_t>(value));
  }
  standin_range<standin_integer> range(int high, int low) { return {*this, low, high - low + 1}; }
  standin_range<const standin_integer> range(int high, int low) const {
    return {*this, low, high - low + 1};
  }
  std::uint64_t get_bits(int low) const {
    const int shift = low % 64;
    const std::uint64_t here = words_[low / 64] >> shift;
    return shift == 0 || low / 64 + 1 == kWords ? here : here | words_[low / 64 + 1] << (64 - shift);
  }
  void set_bits(int low, int bits, std::uint64_t field) {
    for (int bit = 0; bit < bits; ++bit) {
      std::uint64_t& word = words_[(low + bit) / 64];
      const std::uint64_t mask = 1ULL << ((low + bit) % 64);
      word = (field >> bit) & 1 ? word | mask : word & ~mask;
    }
  }

 private:
  static const int kWords = (W + 63) / 64;
  std::uint64_t words_[kWords];
};

template <int W>
struct ap_int : standin_integer<W, true> {
  using standin_integer<W, true>::standin_integer;
  ap_int() {}
  template <int W2, bool S2>
  ap_int(const standin_integer<W2, S2, false>& other) : standin_integer<W, true>(other) {}
};

template <int W>
struct ap_uint : standin_integer<W, false> {
  using standin_integer<W, false>::standin_integer;
  ap_uint() {}
  template <int W2, bool S2>
  ap_uint(const standin_integer<W2, S2, false>& other) : standin_integer<W, false>(other) {}
};

// Widths of results as the vendor's: a sum has a bit more, a product the bits of both.
constexpr int standin_wider(int w1, bool s1, int w2, bool s2) {
  return w1 + (s2 && !s1) > w2 + (s1 && !s2) ? w1 + (s2 && !s1) : w2 + (s1 && !s2);
}

// A builtin integer as one of its bits.
template <typename T>
using standin_of = standin_integer<static_cast<int>(sizeof(T)) * 8, std::is_signed<T>::value>;
template <typename T>
using standin_builtin = typename std::enable_if<std::is_integral<T>::value>::type;

#define STANDIN_MIXED(OP)                                                                \
  template <int W, bool S, typename T, typename = standin_builtin<T>>                    \
  inline auto operator OP(const standin_integer<W, S, false>& a, T b) {                  \
    return a OP standin_of<T>(b);                                                        \
  }                                                                                      \
  template <int W, bool S, typename T, typename = standin_builtin<T>>                    \
  inline auto operator OP(T a, const standin_integer<W, S, false>& b) {                  \
    return standin_of<T>(a) OP b;                                                        \
  }

#define STANDIN_ARITHMETIC(OP, WIDTH, SIGNED)                                            \
  template <int W1, bool S1, int W2, bool S2>                                            \
  inline standin_integer<(WIDTH), (SIGNED)> operator OP(                                 \
      const standin_integer<W1, S1, false>& a, const standin_integer<W2, S2, false>& b) { \
    typedef typename standin_carrier<(WIDTH)>::type carrier;                             \
    return standin_integer<(WIDTH), (SIGNED)>::exact(                                    \
        static_cast<carrier>(static_cast<carrier>(a.value()) OP static_cast<carrier>(b.value()))); \
  }                                                                                      \
  STANDIN_MIXED(OP)

STANDIN_ARITHMETIC(+, standin_wider(W1, S1, W2, S2) + 1, S1 || S2)
STANDIN_ARITHMETIC(-, standin_wider(W1, S1, W2, S2) + 1, true)
STANDIN_ARITHMETIC(*, W1 + W2, S1 || S2)

#define STANDIN_COMPARISON(OP)                                                           \
  template <int W1, bool S1, int W2, bool S2>                                            \
  inline bool operator OP(const standin_integer<W1, S1, false>& a,                       \
                          const standin_integer<W2, S2, false>& b) {                     \
    return a.value() OP b.value();                                                       \
  }                                                                                      \
  STANDIN_MIXED(OP)

STANDIN_COMPARISON(==)
STANDIN_COMPARISON(!=)
STANDIN_COMPARISON(<)
STANDIN_COMPARISON(<=)
STANDIN_COMPARISON(>)
STANDIN_COMPARISON(>=)

template <int W, bool S>
inline standin_integer<W + 1, true> operator-(const standin_integer<W, S, false>& a) {
  return standin_integer<1, false>() - a;
}

#undef STANDIN_ARITHMETIC
#undef STANDIN_COMPARISON
#undef STANDIN_MIXED
