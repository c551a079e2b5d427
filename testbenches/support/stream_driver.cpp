#include "stream_driver.h"

#include <algorithm>

namespace sparseloom {

StreamDriver::StreamDriver(DesignPorts& ports, const StreamDescription& input,
                           const StreamDescription& output, int output_stream,
                           const std::string& values_folder, std::uint64_t images,
                           double stall_probability, std::uint64_t seed)
    : ports_(ports),
      input_(input),
      values_(values_folder + "/" + input.values_file,
              images * static_cast<std::uint64_t>(input.elements())),
      total_values_(images * static_cast<std::uint64_t>(input.elements())),
      // One word more, for a lane that straddles the last two words of put_bits and pack_beat.
      words_(static_cast<std::size_t>(input.words_per_beat()) + 2),
      output_stream_(output_stream),
      output_beats_per_image_(static_cast<std::uint64_t>(output.elements() / output.values_per_beat())),
      input_stalls_(stall_probability, 2 * seed),
      output_stalls_(stall_probability, 2 * seed + 1) {
  ports_.set_input_valid(false);
  ports_.set_output_ready(false);
}

void StreamDriver::pack_beat() {
  std::fill(words_.begin(), words_.end(), 0U);
  const int bits = input_.bits_per_value;
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  const auto elements = static_cast<std::uint64_t>(input_.elements());
  const std::uint64_t in_image = position_ % elements;
  for (int index = 0; index < input_.values_per_beat(); index++) {
    const int element = input_.element(static_cast<int>(in_image) + index);
    const std::int64_t value =
        values_[position_ - in_image + static_cast<std::uint64_t>(element)];
    const std::uint64_t raw = static_cast<std::uint64_t>(value) & mask;
    const auto word = static_cast<std::size_t>(index * bits / 32);
    const int offset = index * bits % 32;
    words_[word] |= static_cast<std::uint32_t>(raw << offset);
    words_[word + 1] |= static_cast<std::uint32_t>((raw << offset) >> 32);
  }
}

void StreamDriver::drive() {
  if (!offering_ && position_ < total_values_ && !input_stalls_.next()) {
    offering_ = true;
    pack_beat();
    ports_.offer(words_.data());
  }
  ports_.set_input_valid(offering_);
  accepting_ = !output_stalls_.next();
  ports_.set_output_ready(accepting_);
}

void StreamDriver::sample(Scoreboard& scoreboard) {
  if (offering_ && ports_.input_ready()) {
    position_ += static_cast<std::uint64_t>(input_.values_per_beat());
    offering_ = false;
  }
  if (accepting_ && ports_.output_valid()) {
    output_beats_++;
    const bool last = output_beats_ % output_beats_per_image_ == 0;
    if (ports_.output_last() != last) {
      scoreboard.protocol_error(output_stream_, last ? "lacks tlast at an image's last beat"
                                                     : "has tlast inside an image");
    }
  }
}

}  // namespace sparseloom
