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

// Words in LUT RAM: a write port, and a port that reads in the same cycle.
module LutMemory #(
  parameter WIDTH = 8,
  parameter DEPTH = 2,
  parameter ADDRESS_BITS = 1
) (
  input  wire                    clock,
  input  wire                    write,
  input  wire [ADDRESS_BITS-1:0] write_address,
  input  wire [WIDTH-1:0]        write_data,
  input  wire [ADDRESS_BITS-1:0] read_address,
  output wire [WIDTH-1:0]        read_data
);
  (* ram_style = "distributed" *) reg [WIDTH-1:0] words [0:DEPTH-1];
  always @(posedge clock) if (write) words[write_address] <= write_data;
  assign read_data = words[read_address];
endmodule

// Registers for groups of values of PIXELS pixels, written where the index says; a pixel's groups stand next
// to each other. One wide register, as a simulator takes time in proportion to its width; for a concatenation
// of registers Verilator takes it in proportion to the square.
module HeldGroups #(
  parameter GROUPS = 1,
  parameter BITS = 8,
  parameter PIXELS = 1,
  parameter INDEX_BITS = 1
) (
  input  wire                          clock,
  input  wire                          write,
  input  wire [INDEX_BITS-1:0]         index,
  input  wire [PIXELS*BITS-1:0]        group,
  output reg  [PIXELS*GROUPS*BITS-1:0] held
);
  integer g, p;
  always @(posedge clock)
    for (g = 0; g < GROUPS; g = g + 1)
      if (write && index == g[INDEX_BITS-1:0])
        for (p = 0; p < PIXELS; p = p + 1)
          held[(p*GROUPS+g)*BITS +: BITS] <= group[p*BITS +: BITS];
endmodule

// Signed product two enabled cycles behind its operands, in look-up tables, radix-4 Booth: a row of an
// adder for two bits of b, half of the rows in each of the two cycles. B_BITS is at least 3.
(* use_dsp = "no" *)
module BoothMultiplier #(
  parameter A_BITS = 8,
  parameter B_BITS = 8
) (
  input  wire                            clock,
  input  wire                            enable,
  input  wire signed [A_BITS-1:0]        a,
  input  wire signed [B_BITS-1:0]        b,
  output reg  signed [A_BITS+B_BITS-1:0] product
);
  localparam ROWS = (B_BITS + 1) / 2;
  localparam FIRST = (ROWS + 1) / 2;
  localparam WIDTH = A_BITS + 2;

  // Row r takes bits 2r-1 .. 2r+1 of b, that is digits[2r +: 3].
  wire [2*ROWS:0] digits = {{(2*ROWS-B_BITS+1){b[B_BITS-1]}}, b[B_BITS-2:0], 1'b0};
  reg [A_BITS-1:0] a_later;
  reg [2*ROWS:2*FIRST] digits_later;
  reg [WIDTH-1:0] sum_later;
  reg [2*FIRST-1:0] low_later;

  // A row leaves two bits of the product and adds to the rest.
  wire [WIDTH*(ROWS+1)-1:0] sums;
  wire [2*ROWS-1:0] low;
  assign sums[WIDTH-1:0] = {WIDTH{1'b0}};
  genvar row;
  generate
    for (row = 0; row < ROWS; row = row + 1) begin : rows
      wire [WIDTH-1:0] next;
      if (row < FIRST) begin : now
        BoothRow #(.A_BITS(A_BITS)) booth (
          .a(a), .digit(digits[2*row +: 3]), .sum(sums[WIDTH*row +: WIDTH]), .next(next));
      end else begin : later
        wire [WIDTH-1:0] sum;
        if (row == FIRST) begin : held
          assign sum = sum_later;
        end else begin : passed
          assign sum = sums[WIDTH*row +: WIDTH];
        end
        BoothRow #(.A_BITS(A_BITS)) booth (
          .a(a_later), .digit(digits_later[2*row +: 3]), .sum(sum), .next(next));
      end
      assign low[2*row +: 2] = next[1:0];
      assign sums[WIDTH*(row+1) +: WIDTH] = {{2{next[WIDTH-1]}}, next[WIDTH-1:2]};
    end
  endgenerate

  wire [WIDTH+2*ROWS-1:0] whole;
  assign whole[2*FIRST-1:0] = low_later;
  assign whole[WIDTH+2*ROWS-1:2*ROWS] = sums[WIDTH*ROWS +: WIDTH];
  assign whole[2*ROWS-1:2*FIRST] = low[2*ROWS-1:2*FIRST];
  always @(posedge clock) if (enable) begin
    a_later <= a;
    digits_later <= digits[2*ROWS:2*FIRST];
    sum_later <= sums[WIDTH*FIRST +: WIDTH];
    low_later <= low[2*FIRST-1:0];
    product <= whole[A_BITS+B_BITS-1:0];
  end
endmodule

// Adds -2, -1, 0, 1 or 2 times a. The multiple stands in two pieces: of two operands Yosys takes the one
// in fewer pieces into the carry chain as it is, and must make the multiple in the adder's own LUTs.
(* use_dsp = "no" *)
module BoothRow #(
  parameter A_BITS = 8
) (
  input  wire [A_BITS-1:0] a,
  input  wire [2:0]        digit,
  input  wire [A_BITS+1:0] sum,
  output wire [A_BITS+1:0] next
);
  localparam HALF = A_BITS / 2;
  localparam REST = A_BITS + 2 - HALF;
  wire negative = digit[2] & ~(digit[1] & digit[0]);
  wire one = digit[1] ^ digit[0];
  wire two = (digit == 3'b011) | (digit == 3'b100);
  wire [A_BITS+1:0] once = {{2{a[A_BITS-1]}}, a};
  wire [A_BITS+1:0] twice = {a[A_BITS-1], a, 1'b0};
  wire [HALF-1:0] lower =
    (({HALF{one}} & once[HALF-1:0]) | ({HALF{two}} & twice[HALF-1:0])) ^ {HALF{negative}};
  wire [REST-1:0] upper =
    (({REST{one}} & once[A_BITS+1:HALF]) | ({REST{two}} & twice[A_BITS+1:HALF])) ^ {REST{negative}};
  wire [A_BITS+2:0] total = {sum, 1'b1} + {upper, lower, negative};
  assign next = total[A_BITS+2:1];
endmodule

// Signed product two enabled cycles behind its operands; registers as a DSP48 has them. `clear`
// makes the first operand 0, whatever `enable` says. DSP: whether in DSP slices, as it is counted.
module SignedMultiplier #(
  parameter A_BITS = 8,
  parameter B_BITS = 8,
  parameter DSP = 1
) (
  input  wire                            clock,
  input  wire                            enable,
  input  wire                            clear,
  input  wire signed [A_BITS-1:0]        a,
  input  wire signed [B_BITS-1:0]        b,
  output wire signed [A_BITS+B_BITS-1:0] product
);
  reg signed [A_BITS-1:0] a_operand;
  reg signed [B_BITS-1:0] b_operand;
  always @(posedge clock) begin
    if (clear) a_operand <= {A_BITS{1'b0}};
    else if (enable) a_operand <= a;
    if (enable) b_operand <= b;
  end
  generate
    if (DSP) begin : in_dsp_slices
      (* use_dsp = "yes" *) reg signed [A_BITS+B_BITS-1:0] result;
      always @(posedge clock) if (enable) result <= a_operand * b_operand;
      assign product = result;
    end else begin : in_look_up_tables
      (* use_dsp = "no" *) reg signed [A_BITS+B_BITS-1:0] result;
      always @(posedge clock) if (enable) result <= a_operand * b_operand;
      assign product = result;
    end
  endgenerate
endmodule
