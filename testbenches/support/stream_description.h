// What the testbench knows about a design under test; the generated main.cpp holds tables of these.
#pragma once

#include <string>

namespace sparseloom {

// Which side of a stage a stream is on.
enum class Side { kInput, kOutput };

// One monitored stream: groups of `pixels` neighbours in raster order, their channels in groups of
// `lanes`, one of these a beat; lane l of pixel p of a beat is its value number p * lanes + l, at bits
// number * bits_per_value and up.
struct StreamDescription {
  int design;             // index in the table of designs
  std::string stage;      // layer name
  Side side;
  std::string values_file;  // expected values below the folder of values: int32, little endian
  int channels;
  int height;
  int width;
  int lanes;
  int pixels;
  int bits_per_value;
  bool is_signed;

  int elements() const { return channels * height * width; }
  int values_per_beat() const { return pixels * lanes; }
  int words_per_beat() const { return (values_per_beat() * bits_per_value + 31) / 32; }
  // Where the value of an image with this number in stream order stands among its values in raster
  // order with channels innermost.
  int element(int value) const {
    if (pixels == 1) {
      return value;
    }
    const int lane = value % lanes;
    const int pixel = value / lanes % pixels;
    const int beat = value / values_per_beat();
    const int beats_per_group = channels / lanes;
    const int first_pixel = beat / beats_per_group * pixels;
    return (first_pixel + pixel) * channels + beat % beats_per_group * lanes + lane;
  }
  std::string name() const {
    return stage + (side == Side::kInput ? " input" : " output");
  }
};

// A stream from a stage (or the accelerator's input) to an input of a stage, with its FIFO.
struct ConnectionDescription {
  int design;
  std::string fifo;     // instance in the top
  int producer_stream;  // output of a stage, or the accelerator's input
  int consumer_stream;  // input of a stage
  int depth;            // entries of the FIFO
};

// One accelerator in the bench. Its streams stand together in the table of streams: its own inputs,
// then for one stage after the other its inputs and its output, then the accelerator's output if that
// is another stream than that of the last stage.
struct DesignDescription {
  std::string name;
  int first_stream;
  int stream_count;
  int inputs;
};

}  // namespace sparseloom
