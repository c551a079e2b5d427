package org.sparseloom.emit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;

/**
 * Where a stream can be watched in the generated top: a beat is transferred on a rising clock edge
 * with {@code valid} and {@code ready} high.
 *
 * @param stage name of the layer whose output it is; "input" for the images
 * @param engine engine of the stage; "" for the images
 * @param instance name of the stage's instance in the top; "" for the images
 * @param module its Verilog module; "" for the images
 * @param valid net in the top
 * @param ready net in the top
 * @param bits net in the top; lane l of pixel p at bits (p*lanes + l)*bitsPerValue
 * @param lanes values of a pixel per beat
 * @param pixels neighbouring pixels per beat
 * @param bitsPerValue width of a value
 * @param signed whether values are two's complement
 * @param shape of the image that flows
 * @param beatsPerImage beats of one image
 */
@JsonPropertyOrder({
  "stage", "engine", "instance", "module", "valid", "ready", "bits", "lanes", "pixels", "bitsPerValue",
  "signed", "shape", "beatsPerImage"
})
public record StreamPlace(
    String stage,
    String engine,
    String instance,
    String module,
    String valid,
    String ready,
    String bits,
    int lanes,
    int pixels,
    int bitsPerValue,
    boolean signed,
    Shape shape,
    long beatsPerImage) {

  /** Returns how the ports of the accelerator's input number {@code port} begin: s_axis, s1_axis. */
  public static String acceleratorInput(int port) {
    return port == 0 ? "s_axis" : "s" + port + "_axis";
  }

  /** Returns how the ports of a stage's input number {@code port} begin: in, in1, in2. */
  public static String inputPort(int port) {
    return port == 0 ? "in" : "in" + port;
  }

  static StreamPlace of(
      String stage,
      String engine,
      String instance,
      String module,
      TopView.Signals signals,
      StreamFormat stream) {
    return new StreamPlace(
        stage,
        engine,
        instance,
        module,
        signals.valid(),
        signals.ready(),
        signals.bits(),
        stream.lanes(),
        stream.pixels(),
        stream.format().bits(),
        stream.format().signed(),
        stream.shape(),
        stream.beatsPerImage());
  }
}
