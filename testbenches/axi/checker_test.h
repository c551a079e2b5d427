// The checkers' own test: what breaks a rule is told.
#pragma once

#include "axi_scenarios.h"

namespace sparseloom {

// Spoils what the checkers see, once for every rule; throws if one of them says nothing.
void check_checkers(const AxiData& data, std::uint64_t seed);

}  // namespace sparseloom
