#include "fault.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace sparseloom {
namespace {

// A stage's streams, or those at an end of the accelerator, which lacks one side.
struct StageStreams {
  std::vector<int> inputs;
  int output = -1;
};

const StreamMonitor& monitor(const Scoreboard& scoreboard, int stream) {
  return *scoreboard.monitors()[static_cast<std::size_t>(stream)];
}

const std::string& stage_name(const Scoreboard& scoreboard, int stream) {
  return monitor(scoreboard, stream).description().stage;
}

// A beat waits there, or all have passed.
bool has_work(const StreamMonitor& stream) {
  return stream.complete() || (stream.valid() && !stream.ready());
}

bool gives_nothing(const StreamMonitor& stream) {
  return !stream.complete() && !stream.valid();
}

std::vector<StageStreams> stages(const Scoreboard& scoreboard, int design) {
  const DesignDescription& description = scoreboard.designs()[static_cast<std::size_t>(design)];
  std::vector<StageStreams> result;
  StageStreams stage;
  // The first streams are the accelerator's own, and so is the last if it is no stage's output.
  for (int i = description.inputs; i < description.stream_count; i++) {
    const int stream = description.first_stream + i;
    if (monitor(scoreboard, stream).description().side == Side::kInput) {
      stage.inputs.push_back(stream);
    } else {
      stage.output = stream;
      result.push_back(stage);
      stage = {};
    }
  }
  return result;
}

std::optional<Fault> idle_stage(const Scoreboard& scoreboard, const StageStreams& stage) {
  const bool ready_to_work =
      std::all_of(stage.inputs.begin(), stage.inputs.end(),
                  [&](int input) { return has_work(monitor(scoreboard, input)); });
  if (ready_to_work && gives_nothing(monitor(scoreboard, stage.output))) {
    return Fault{stage_name(scoreboard, stage.output), ""};
  }
  return std::nullopt;
}

std::optional<Fault> full_fifo(const Scoreboard& scoreboard, const StageStreams& stage) {
  const bool waits =
      std::any_of(stage.inputs.begin(), stage.inputs.end(),
                  [&](int input) { return gives_nothing(monitor(scoreboard, input)); });
  for (std::size_t i = 0; waits && i < scoreboard.connections().size(); i++) {
    const ConnectionDescription& connection = scoreboard.connections()[i];
    const bool leads_here = std::find(stage.inputs.begin(), stage.inputs.end(),
                                      connection.consumer_stream) != stage.inputs.end();
    const std::uint64_t level = scoreboard.fifo(static_cast<int>(i)).level;
    if (leads_here && level >= static_cast<std::uint64_t>(connection.depth)) {
      return Fault{stage_name(scoreboard, stage.output), connection.fifo};
    }
  }
  return std::nullopt;
}

std::optional<Fault> lossy_connection(const Scoreboard& scoreboard, int design) {
  const auto& all = scoreboard.connections();
  for (const ConnectionDescription& connection : all) {
    const auto same_producer = [&](const ConnectionDescription& other) {
      return other.producer_stream == connection.producer_stream;
    };
    const StreamMonitor& from = monitor(scoreboard, connection.producer_stream);
    // Of several consumers one may rightly have nothing while another one does not take its beat.
    const bool gave = std::count_if(all.begin(), all.end(), same_producer) == 1
                          ? has_work(from)
                          : from.complete();
    if (connection.design == design && gave &&
        gives_nothing(monitor(scoreboard, connection.consumer_stream))) {
      return Fault{"connection " + from.description().stage + " to " +
                       stage_name(scoreboard, connection.consumer_stream),
                   ""};
    }
  }
  return std::nullopt;
}

}  // namespace

Fault find_fault(const Scoreboard& scoreboard, int design) {
  const std::vector<StageStreams> all = stages(scoreboard, design);
  for (const auto& rule : {idle_stage, full_fifo}) {
    for (const StageStreams& stage : all) {
      if (const auto fault = rule(scoreboard, stage)) {
        return *fault;
      }
    }
  }
  return lossy_connection(scoreboard, design).value_or(Fault{"unknown", ""});
}

}  // namespace sparseloom
