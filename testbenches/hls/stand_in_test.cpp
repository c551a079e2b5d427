// Sums worked by hand for the headers that stand in for the vendor's (templates/hls/standin), and for
// what all stages share (templates/hls/include). Prints what is wrong; the number of it is returned.
#include <cstdio>
#include <stdexcept>

#include "beat.h"
#include "lanes.h"
#include "requantise.h"
#include "rom.h"
#include "row_ring.h"

namespace {

int wrong = 0;

#define EXPECT(CONDITION)                                 \
  if (!(CONDITION)) {                                     \
    std::printf("line %d: %s\n", __LINE__, #CONDITION); \
    ++wrong;                                              \
  }

void integers_wrap() {
  ap_int<4> four = 7;
  four += 1;
  EXPECT(four == -8)
  four -= 1;
  EXPECT(four == 7)
  ap_uint<4> nibble = 15;
  nibble += 1;
  EXPECT(nibble == 0)
  nibble = -1;
  EXPECT(nibble == 15)
  ap_int<1> sign = 1;
  EXPECT(sign == -1)
  ap_int<31> last_narrow = (1LL << 30) - 1;
  last_narrow += 1;
  EXPECT(last_narrow == -(1LL << 30))
  ap_uint<32> word = -1;
  EXPECT(word == 4294967295LL)
  ap_int<62> large = (1LL << 61) - 1;
  large += 1;
  EXPECT(large == -(1LL << 61))
  ap_int<63> odd = (1LL << 62) - 1;
  odd += 1;
  EXPECT(odd == -(1LL << 62))
  const ap_uint<64> all = ~0ULL;
  const ap_int<64> minus = all;
  EXPECT(minus == -1)
}

void results_are_as_wide_as_they_need() {
  const ap_int<8> lowest = -128;
  EXPECT(lowest * lowest == 16384)
  EXPECT(-lowest == 128)
  EXPECT(lowest - ap_uint<8>(255) == -383)
  EXPECT(ap_uint<8>(3) - ap_uint<8>(5) == -2)
  EXPECT(ap_uint<64>(~0ULL) + 1 > ap_uint<64>(~0ULL))
  const ap_int<100> product = ap_int<60>(1LL << 58) * ap_uint<40>(1LL << 39);
  EXPECT((product >> 90).to_int() == 128)
  EXPECT((-product >> 97) == -1)
  EXPECT(ap_int<8>(-1) < ap_uint<8>(1))
}

void shifts_keep_the_width() {
  EXPECT((ap_int<8>(-3) >> 1) == -2)
  EXPECT((ap_int<8>(-3) >> 20) == -1)
  EXPECT((ap_uint<8>(200) >> 20) == 0)
  EXPECT((ap_uint<8>(129) << 1) == 2)
  EXPECT((ap_int<8>(64) << 1) == -128)
  EXPECT((ap_int<8>(1) << 8) == 0)
}

void ranges_of_long_words() {
  ap_uint<200> word = 0;
  word.range(70, 60) = ap_uint<11>(0x5A5);
  const ap_uint<11> whole = word.range(70, 60);
  const ap_uint<5> low = word.range(64, 60);
  const ap_uint<6> below = word.range(59, 54);
  EXPECT(whole == 0x5A5)
  EXPECT(low == 5)
  EXPECT(below == 0)
  const Beat<ap_int<5>, 3> beat = {{-1, -16, 15}};
  EXPECT(pack<15>(beat) == ((15 << 10) | (16 << 5) | 31))
  const Beat<ap_int<5>, 3> same = unpack<ap_int<5>, 3>(pack<16>(beat));
  EXPECT(same.value[0] == -1 && same.value[1] == -16 && same.value[2] == 15)
}

void requantisation_rounds_halves_up_saturates_and_prunes() {
  typedef ap_int<12> Product;
  EXPECT((requantise<ap_int<8>, true, 2>(Product(6), ap_uint<8>(0)) == 2))
  EXPECT((requantise<ap_int<8>, true, 2>(Product(-6), ap_uint<8>(0)) == -1))
  EXPECT((requantise<ap_int<8>, true, 2>(Product(-7), ap_uint<8>(0)) == -2))
  EXPECT((requantise<ap_int<8>, true, 1>(Product(-900), ap_uint<8>(0)) == -128))
  EXPECT((requantise<ap_uint<8>, false, 2>(Product(-900), ap_uint<8>(0)) == 0))
  EXPECT((requantise<ap_uint<8>, false, 2>(Product(1030), ap_uint<8>(0)) == 255))
  EXPECT((requantise<ap_int<8>, true, 1>(Product(-9), ap_uint<8>(4)) == -4))
  EXPECT((requantise<ap_int<8>, true, 1>(Product(-9), ap_uint<8>(5)) == 0))
  EXPECT((requantise<ap_uint<8>, false, 62>(Product(1030), ap_uint<8>(0)) == 0))
  EXPECT((round_shift<0>(Product(-9)) == -9))
}

void lanes_change_and_values_stay() {
  hls::stream<Beat<ap_uint<8>, 3>> threes("threes");
  hls::stream<Beat<ap_uint<8>, 2>> twos("twos");
  threes.write({{1, 2, 3}});
  threes.write({{4, 5, 6}});
  change_lanes<ap_uint<8>, 3, 2, 6>(threes, twos);
  EXPECT(threes.empty() && twos.size() == 3)
  twos.read();
  const Beat<ap_uint<8>, 2> second = twos.read();
  EXPECT(second.value[0] == 3 && second.value[1] == 4)
}

void a_ring_takes_rows_as_they_are_wanted() {
  hls::stream<Beat<ap_uint<8>, 1>> in("in");
  RowRing<Beat<ap_uint<8>, 1>, 2, 3> ring;
  for (int i = 0; i < 9; ++i) {
    in.write({{i}});
  }
  for (int i = 0; i < 20; ++i) {
    ring.take(in, 2);
  }
  EXPECT(ring.whole == 2 && in.size() == 3)
  EXPECT(ring.rows[ring.slot_of(1)][2].value[0] == 5)
  for (int i = 0; i < 20; ++i) {
    ring.take(in, 3);
  }
  EXPECT(ring.whole == 3 && ring.rows[ring.slot_of(2)][0].value[0] == 6)
}

void reading_what_is_not_there_is_an_error() {
  hls::stream<int> empty("nothing");
  try {
    empty.read();
    EXPECT(!"an empty stream is read")
  } catch (const std::logic_error&) {
  }
}

}  // namespace

int main() {
  integers_wrap();
  results_are_as_wide_as_they_need();
  shifts_keep_the_width();
  ranges_of_long_words();
  requantisation_rounds_halves_up_saturates_and_prunes();
  lanes_change_and_values_stay();
  a_ring_takes_rows_as_they_are_wanted();
  reading_what_is_not_there_is_an_error();
  return wrong;
}
