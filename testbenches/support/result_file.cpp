#include "result_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sparseloom {
namespace {

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
    }
    result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result + "\"";
}

std::string number(const std::optional<double>& value) {
  if (!value) {
    return "null";
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", *value);
  return text;
}

const char* side(const StreamDescription& stream) {
  return stream.side == Side::kInput ? "input" : "output";
}

const StreamMonitor& monitor(const Scoreboard& scoreboard, int stream) {
  return *scoreboard.monitors()[static_cast<std::size_t>(stream)];
}

// Writes "design", "stage" and "side" of a stream, for use inside an object.
void write_place(std::ostream& out, const Scoreboard& scoreboard, int stream) {
  const StreamDescription& description = monitor(scoreboard, stream).description();
  out << "\"design\": "
      << quoted(scoreboard.designs()[static_cast<std::size_t>(description.design)].name)
      << ", \"stage\": " << quoted(description.stage) << ", \"side\": \"" << side(description)
      << '"';
}

void write_mismatches(std::ostream& out, const Scoreboard& scoreboard) {
  const char* separator = "\n";
  out << "  \"mismatches\": [";
  for (const Mismatch& m : scoreboard.mismatches()) {
    out << separator << "    { ";
    write_place(out, scoreboard, m.stream);
    out << ", \"image\": " << m.image << ", \"y\": " << m.y << ", \"x\": " << m.x
        << ", \"channel\": " << m.channel << ", \"expected\": " << m.expected
        << ", \"got\": " << m.got << ", \"cycle\": " << m.cycle << " }";
    separator = ",\n";
  }
  out << "],\n";
}

void write_protocol_errors(std::ostream& out, const Scoreboard& scoreboard) {
  const char* separator = "\n";
  out << "  \"protocolErrors\": [";
  for (const ProtocolError& error : scoreboard.protocol_errors()) {
    out << separator << "    { ";
    write_place(out, scoreboard, error.stream);
    out << ", \"image\": " << error.image << ", \"cycle\": " << error.cycle
        << ", \"what\": " << quoted(error.what) << " }";
    separator = ",\n";
  }
  out << "],\n";
}

// Writes "fifos" of a design, for use inside an object.
void write_fifos(std::ostream& out, int design, const Scoreboard& scoreboard) {
  const char* separator = "\n";
  out << "      \"fifos\": [";
  for (std::size_t i = 0; i < scoreboard.connections().size(); i++) {
    const ConnectionDescription& connection = scoreboard.connections()[i];
    if (connection.design != design) {
      continue;
    }
    const auto stage = [&](int stream) {
      return quoted(monitor(scoreboard, stream).description().stage);
    };
    const FifoLevel& level = scoreboard.fifo(static_cast<int>(i));
    out << separator << "      { \"name\": " << quoted(connection.fifo)
        << ", \"from\": " << stage(connection.producer_stream)
        << ", \"to\": " << stage(connection.consumer_stream)
        << ", \"depth\": " << connection.depth << ", \"level\": " << level.level
        << ", \"highest\": " << level.highest << " }";
    separator = ",\n";
  }
  out << "]";
}

void write_deadlocks(std::ostream& out, const RunSummary& summary, const Scoreboard& scoreboard) {
  const char* separator = "\n";
  out << "  \"deadlocks\": [";
  for (const Deadlock& deadlock : summary.deadlocks) {
    const DesignDescription& design =
        scoreboard.designs()[static_cast<std::size_t>(deadlock.design)];
    out << separator << "    { \"design\": " << quoted(design.name)
        << ", \"lastTransferCycle\": " << deadlock.cycle
        << ", \"stageAtFault\": " << quoted(deadlock.fault.stage) << ", \"fifoAtFault\": "
        << (deadlock.fault.fifo.empty() ? "null" : quoted(deadlock.fault.fifo)) << ",\n";
    write_fifos(out, deadlock.design, scoreboard);
    out << ", \"streams\": [";
    const char* inner = "\n";
    for (int i = 0; i < design.stream_count; i++) {
      const StreamMonitor& stream = monitor(scoreboard, design.first_stream + i);
      out << inner << "      { \"stage\": " << quoted(stream.description().stage)
          << ", \"side\": \"" << side(stream.description())
          << "\", \"valid\": " << (stream.valid() ? "true" : "false")
          << ", \"ready\": " << (stream.ready() ? "true" : "false")
          << ", \"beats\": " << stream.beats()
          << ", \"expectedBeats\": " << stream.expected_beats() << " }";
      inner = ",\n";
    }
    out << "] }";
    separator = ",\n";
  }
  out << "],\n";
}

void write_stream(std::ostream& out, const StreamMonitor& stream) {
  const HandshakeCycles& cycles = stream.handshake();
  const bool any = !stream.first_beat_cycles().empty();
  const bool whole = !stream.last_beat_cycles().empty();
  out << "{ \"stage\": " << quoted(stream.description().stage) << ", \"side\": \""
      << side(stream.description()) << "\", \"beats\": " << stream.beats()
      << ", \"expectedBeats\": " << stream.expected_beats()
      << ", \"images\": " << stream.last_beat_cycles().size()
      << ", \"cyclesPerImage\": " << number(stream.cycles_per_image())
      << ", \"firstBeatCycle\": " << (any ? std::to_string(stream.first_beat_cycles()[0]) : "null")
      << ", \"firstImageEndCycle\": "
      << (whole ? std::to_string(stream.last_beat_cycles()[0]) : "null")
      << ", \"lastImageEndCycle\": "
      << (whole ? std::to_string(stream.last_beat_cycles().back()) : "null")
      << ", \"transferring\": " << cycles.transferring << ", \"blocked\": " << cycles.blocked
      << ", \"starved\": " << cycles.starved << ", \"idle\": " << cycles.idle << ", \"working\": "
      << (stream.working() ? std::to_string(*stream.working()) : "null") << " }";
}

void write_designs(std::ostream& out, const Scoreboard& scoreboard) {
  const char* separator = "\n";
  out << "  \"designs\": [";
  for (std::size_t index = 0; index < scoreboard.designs().size(); index++) {
    const DesignDescription& design = scoreboard.designs()[index];
    out << separator << "    { \"name\": " << quoted(design.name) << ",\n";
    write_fifos(out, static_cast<int>(index), scoreboard);
    out << ",\n      \"streams\": [";
    const char* inner = "\n";
    for (int i = 0; i < design.stream_count; i++) {
      out << inner << "      ";
      write_stream(out, monitor(scoreboard, design.first_stream + i));
      inner = ",\n";
    }
    out << "] }";
    separator = ",\n";
  }
  out << "]\n";
}

}  // namespace

void write_result(const std::string& path, const RunSummary& summary,
                  const Scoreboard& scoreboard) {
  std::ostringstream out;
  out << "{\n  \"images\": " << scoreboard.images() << ",\n  \"cycles\": " << summary.cycles
      << ",\n  \"seconds\": " << number(summary.seconds)
      << ",\n  \"complete\": " << (scoreboard.incomplete() == 0 ? "true" : "false")
      << ",\n  \"stoppedByMismatches\": " << (summary.stopped_by_mismatches ? "true" : "false")
      << ",\n  \"mismatchCount\": " << scoreboard.mismatch_count() << ",\n";
  write_mismatches(out, scoreboard);
  write_protocol_errors(out, scoreboard);
  write_deadlocks(out, summary, scoreboard);
  write_designs(out, scoreboard);
  out << "}\n";
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file << out.str();
  file.close();
  if (!file || std::rename(part.c_str(), path.c_str()) != 0) {
    std::remove(part.c_str());
    throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
  }
}

}  // namespace sparseloom
