// Leaves of the stage modules whose exact form decides what synthesis makes of them. Chisel sees
// them as black boxes (Primitives.scala); one copy serves all stages of a design.

// One row of a line buffer: a write port, and a read port whose data stay until the next read.
module RowMemory #(
  parameter WIDTH = 8,
  parameter DEPTH = 2,
  parameter ADDRESS_BITS = 1,
  parameter BLOCK = 0
) (
  input  wire                    clock,
  input  wire                    write,
  input  wire [ADDRESS_BITS-1:0] write_address,
  input  wire [WIDTH-1:0]        write_data,
  input  wire                    read,
  input  wire [ADDRESS_BITS-1:0] read_address,
  output reg  [WIDTH-1:0]        read_data
);
  generate
    if (BLOCK) begin : in_block_ram
      (* ram_style = "block" *) reg [WIDTH-1:0] words [0:DEPTH-1];
      always @(posedge clock) begin
        if (write) words[write_address] <= write_data;
        if (read) read_data <= words[read_address];
      end
    end else begin : in_look_up_tables
      (* ram_style = "distributed" *) reg [WIDTH-1:0] words [0:DEPTH-1];
      always @(posedge clock) begin
        if (write) words[write_address] <= write_data;
        if (read) read_data <= words[read_address];
      end
    end
  endgenerate
endmodule

// The sums of one accumulator in LUT RAM: one write port, two ports that read in the same cycle.
module SumMemory #(
  parameter WIDTH = 8,
  parameter DEPTH = 2,
  parameter ADDRESS_BITS = 1
) (
  input  wire                    clock,
  input  wire                    write,
  input  wire [ADDRESS_BITS-1:0] address,
  input  wire [WIDTH-1:0]        write_data,
  output wire [WIDTH-1:0]        data,
  input  wire [ADDRESS_BITS-1:0] other_address,
  output wire [WIDTH-1:0]        other_data
);
  (* ram_style = "distributed" *) reg [WIDTH-1:0] words [0:DEPTH-1];
  always @(posedge clock) if (write) words[address] <= write_data;
  assign data = words[address];
  assign other_data = words[other_address];
endmodule

// Signed product two enabled cycles behind its operands; registers as a DSP48 has them. `clear`
// makes the first operand 0, whatever `enable` says.
module SignedMultiplier #(
  parameter A_BITS = 8,
  parameter B_BITS = 8
) (
  input  wire                            clock,
  input  wire                            enable,
  input  wire                            clear,
  input  wire signed [A_BITS-1:0]        a,
  input  wire signed [B_BITS-1:0]        b,
  output reg  signed [A_BITS+B_BITS-1:0] product
);
  reg signed [A_BITS-1:0] a_operand;
  reg signed [B_BITS-1:0] b_operand;
  always @(posedge clock) begin
    if (clear) a_operand <= {A_BITS{1'b0}};
    else if (enable) a_operand <= a;
    if (enable) begin
      b_operand <= b;
      product <= a_operand * b_operand;
    end
  end
endmodule
