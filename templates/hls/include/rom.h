// Types of tables of constants. Synthesis gives a value exactly its bits. Elsewhere it is the next
// larger builtin integer: long tables of anything else compile slowly, and the values are the same.
#pragma once

#include <ap_int.h>

#include <type_traits>

#ifdef __SYNTHESIS__
template <int BITS>
struct Rom {
  typedef ap_int<BITS> type;
  typedef ap_uint<BITS> unsigned_type;
};
#else
template <int BITS>
struct Rom {
  template <typename B8, typename B16, typename B32, typename B64>
  using least = typename std::conditional<
      (BITS <= 8), B8,
      typename std::conditional<(BITS <= 16), B16,
                                typename std::conditional<(BITS <= 32), B32, B64>::type>::type>::type;
  typedef least<signed char, short, int, long long> type;
  typedef least<unsigned char, unsigned short, unsigned int, unsigned long long> unsigned_type;
};
#endif
