// Stands in for the vendor's ap_axi_sdata.h where there is none: a beat of an AXI4-Stream without side channels.
#pragma once

#include <ap_int.h>

template <int D, int U, int I, int T>
struct ap_axiu {
  static_assert(U == 0 && I == 0 && T == 0, "no side channels");
  ap_uint<D> data;
  ap_uint<D / 8> keep;
  ap_uint<D / 8> strb;
  ap_uint<1> last;
};
