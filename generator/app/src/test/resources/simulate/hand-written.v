// A stage of one register that passes beats on, with faults on request: at its beat number FAULT_BEAT
// it gives a wrong value, withdraws valid, or stops for good.
module faulty_register #(
  parameter WIDTH = 8,
  parameter FAULT = 0,
  parameter FAULT_BEAT = 0
) (
  input  wire             clock,
  input  wire             reset,
  input  wire             in_valid,
  output wire             in_ready,
  input  wire [WIDTH-1:0] in_bits,
  output wire             out_valid,
  input  wire             out_ready,
  output wire [WIDTH-1:0] out_bits
);
  localparam WRONG_VALUE = 1, WITHDRAWN = 2, STOPPED = 3;
  reg full;
  reg withdrawn;
  reg [WIDTH-1:0] data;
  reg [31:0] beat;
  wire at_fault = beat == FAULT_BEAT;
  wire stopped = FAULT == STOPPED && at_fault;
  wire hidden = FAULT == WITHDRAWN && at_fault && withdrawn;
  assign in_ready = !full || (out_ready && out_valid);
  assign out_valid = full && !stopped && !hidden;
  assign out_bits = FAULT == WRONG_VALUE && at_fault ? data + 1 : data;
  always @(posedge clock)
    if (reset) begin
      full <= 1'b0;
      withdrawn <= 1'b0;
      beat <= 0;
    end else begin
      if (in_ready) full <= in_valid;
      if (in_valid && in_ready) data <= in_bits;
      if (out_valid && out_ready) beat <= beat + 1;
      withdrawn <= out_valid && !out_ready;
    end
endmodule
