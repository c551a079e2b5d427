#include "axi_bench.h"

#include <algorithm>
#include <stdexcept>

#include "bus_bytes.h"

namespace sparseloom {

namespace {
constexpr std::uint64_t kWatchdogCycles = 100000;
}

AxiBench::AxiBench(std::size_t bus_bytes, std::size_t output_bytes, double stall_probability,
                   std::uint64_t seed)
    : bus_bytes_(bus_bytes),
      output_checker_(bus_bytes, output_bytes),
      input_stalls_(stall_probability, seed),
      output_stalls_(stall_probability, seed + 1),
      lite_stalls_(stall_probability, seed + 2) {
  reset(4);
}

std::vector<BusBeat> AxiBench::beats(const Bytes& image) const {
  std::vector<BusBeat> beats;
  for (std::size_t from = 0; from < image.size(); from += bus_bytes_) {
    const std::size_t count = std::min(bus_bytes_, image.size() - from);
    Bytes data(bus_bytes_, 0xa5);  // what TKEEP leaves out must not matter
    std::copy_n(image.begin() + static_cast<std::ptrdiff_t>(from), count, data.begin());
    beats.push_back({data, low_bits(count), from + count == image.size()});
  }
  return beats;
}

void AxiBench::reset(int cycles) {
  waiting_.clear();
  model_->s_axis_tvalid = 0;
  model_->s_axi_awvalid = model_->s_axi_wvalid = model_->s_axi_arvalid = 0;
  model_->aresetn = 0;
  for (int i = 0; i < cycles; i++) cycle();
  model_->aresetn = 1;
}

void AxiBench::step(bool high) {
  model_->aclk = high;
  model_->eval();
}

// A beat once offered stays until it is taken.
void AxiBench::drive() {
  if (!model_->s_axis_tvalid && !waiting_.empty() && model_->aresetn && !input_stalls_.next()) {
    const BusBeat& beat = waiting_.front();
    put_bytes(model_->s_axis_tdata, beat.data);
    put_number(model_->s_axis_tkeep, beat.keep);
    model_->s_axis_tlast = beat.last;
    model_->s_axis_tvalid = 1;
  }
  model_->m_axis_tready = received_.size() < most_ && !output_stalls_.next();
}

void AxiBench::cycle() {
  drive();
  step(false);
  StreamSample output;
  output.valid = model_->m_axis_tvalid;
  output.ready = model_->m_axis_tready;
  output.last = model_->m_axis_tlast;
  output.keep = model_->m_axis_tkeep;
  output.data = get_bytes(model_->m_axis_tdata, bus_bytes_);
  const bool taken = model_->s_axis_tvalid && model_->s_axis_tready;
  lite_ = lite_sample();
  const bool reset = !model_->aresetn;
  if (output.moves() && !reset) {
    for (std::size_t i = 0; i < bus_bytes_; i++) {
      if (output.keep >> i & 1) received_.push_back(output.data[i]);
    }
  }
  if (taken || output.moves()) last_move_ = cycles_;
  if (spoil_) spoil_(output);
  output_checker_.observe(reset, output);
  lite_checker_.observe(reset, lite_);
  step(true);
  if (taken && !reset) {
    waiting_.pop_front();
    model_->s_axis_tvalid = 0;
  }
  cycles_++;
}

LiteSample AxiBench::lite_sample() const {
  const auto flag = [](auto level) { return level != 0; };
  LiteSample sample;
  sample[kAw] = {flag(model_->s_axi_awvalid), flag(model_->s_axi_awready), model_->s_axi_awaddr};
  sample[kW] = {flag(model_->s_axi_wvalid), flag(model_->s_axi_wready),
                model_->s_axi_wdata | std::uint64_t{model_->s_axi_wstrb} << 32};
  sample[kB] = {flag(model_->s_axi_bvalid), flag(model_->s_axi_bready), model_->s_axi_bresp};
  sample[kAr] = {flag(model_->s_axi_arvalid), flag(model_->s_axi_arready), model_->s_axi_araddr};
  sample[kR] = {flag(model_->s_axi_rvalid), flag(model_->s_axi_rready),
                model_->s_axi_rdata | std::uint64_t{model_->s_axi_rresp} << 32};
  return sample;
}

void AxiBench::run_until(const std::function<bool()>& condition, const std::string& what) {
  last_move_ = cycles_;
  while (!condition()) {
    cycle();
    if (cycles_ - last_move_ > kWatchdogCycles) {
      throw std::runtime_error("nothing moves any more, waiting for " + what);
    }
  }
}

std::uint64_t AxiBench::access(bool writing) {
  const LiteChannel answer = writing ? kB : kR;
  bool address = false;
  bool data = !writing;
  auto& address_valid = writing ? model_->s_axi_awvalid : model_->s_axi_arvalid;
  auto& ready = writing ? model_->s_axi_bready : model_->s_axi_rready;
  for (std::uint64_t start = cycles_; cycles_ - start < kWatchdogCycles;) {
    if (!address && !address_valid) address_valid = !lite_stalls_.next();
    if (!data && !model_->s_axi_wvalid) model_->s_axi_wvalid = !lite_stalls_.next();
    ready = !lite_stalls_.next();
    cycle();
    if (lite_[writing ? kAw : kAr].moves()) {
      address = true;
      address_valid = 0;
    }
    if (writing && lite_[kW].moves()) {
      data = true;
      model_->s_axi_wvalid = 0;
    }
    if (lite_[answer].moves()) {
      ready = 0;
      return lite_[answer].payload;
    }
  }
  throw std::runtime_error("no answer from the registers");
}

std::uint32_t AxiBench::read(std::uint32_t address, bool known) {
  put_number(model_->s_axi_araddr, address);
  const std::uint64_t answer = access(false);
  if ((answer >> 32 == 0) != known) {
    throw std::runtime_error("wrong response to a read of " + std::to_string(address));
  }
  return static_cast<std::uint32_t>(answer);
}

void AxiBench::write(std::uint32_t address, std::uint32_t data, bool known, std::uint32_t strobes) {
  put_number(model_->s_axi_awaddr, address);
  model_->s_axi_wdata = data;
  put_number(model_->s_axi_wstrb, strobes);
  if ((access(true) == 0) != known) {
    throw std::runtime_error("wrong response to a write of " + std::to_string(address));
  }
}

std::vector<std::string> AxiBench::violations() const {
  std::vector<std::string> all = output_checker_.violations();
  const auto& lite = lite_checker_.violations();
  all.insert(all.end(), lite.begin(), lite.end());
  return all;
}

}  // namespace sparseloom
