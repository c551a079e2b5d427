// The entries of a FIFO in UltraRAM: a write port, and a read port whose data stay until the next read.
// A word is made of whole UltraRAMs, or synthesis might lay words side by side in one.
module UltraQueueMemory #(
  parameter WIDTH = 8,
  parameter DEPTH = 2,
  parameter ADDRESS_BITS = 1
) (
  input  wire                    clock,
  input  wire                    write,
  input  wire [ADDRESS_BITS-1:0] write_address,
  input  wire [WIDTH-1:0]        write_data,
  input  wire                    read,
  input  wire [ADDRESS_BITS-1:0] read_address,
  output reg  [WIDTH-1:0]        read_data
);
  localparam WORD = (WIDTH + 71) / 72 * 72;
  wire [WORD-1:0] word;
  assign word[WIDTH-1:0] = write_data;
  generate
    if (WORD > WIDTH) begin : rest
      assign word[WORD-1:WIDTH] = {(WORD-WIDTH){1'b0}};
    end
  endgenerate
  (* ram_style = "ultra" *) reg [WORD-1:0] words [0:DEPTH-1];
  always @(posedge clock) begin
    if (write) words[write_address] <= word;
    if (read) read_data <= words[read_address][WIDTH-1:0];
  end
endmodule
