package org.sparseloom.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.DepthwiseChoice;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.PoolingChoice;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.testing.QuantisedChains;

class DesignFileTest {
  private static final QuantisedNetwork QUANTISED =
      QuantisedChains.from(3, 8, 8).same(4).maximum().network();
  private static final Network NETWORK = QUANTISED.network();
  private static final Design DESIGN =
      new Design(
          "chain",
          "Z7020",
          143,
          8,
          false,
          OptionalDouble.of(0.0039),
          List.of(
              new DesignLayer(
                  "conv0", "convolution", 8, 8, OptionalDouble.of(0.021), 0.01, 0.05,
                  new ConvolutionChoice("sparse", new Folding(1, 3, 4, 9, 2))),
              new DesignLayer(
                  "pool1", "maxPooling", 0, 8, OptionalDouble.of(0.021), 0, 0,
                  new PoolingChoice(2))));

  private static final String TEXT =
      """
      {
        "formatVersion" : 1,
        "network" : "chain",
        "device" : "Z7020",
        "clockMegahertz" : 143.0,
        "inputBits" : 8,
        "inputSigned" : false,
        "inputScale" : 0.0039,
        "layers" : [
          {
            "name" : "conv0",
            "kind" : "convolution",
            "weightBits" : 8,
            "activationBits" : 8,
            "activationScale" : 0.021,
            "weightThreshold" : 0.01,
            "activationThreshold" : 0.05,
            "engine" : "sparse",
            "folding" : {
              "parallelInputs" : 1,
              "channelsPerEngine" : 3,
              "parallelOutputs" : 4,
              "multipliersPerEngine" : 9,
              "outputLanes" : 2
            }
          },
          {
            "name" : "pool1",
            "kind" : "maxPooling",
            "activationBits" : 8,
            "activationScale" : 0.021,
            "engine" : "pool",
            "lanes" : 2
          }
        ]
      }
      """;

  @Test
  void aDesignIsWrittenInAFixedOrderAndReadBack(@TempDir Path folder) {
    assertEquals(TEXT, DesignFile.text(DESIGN, Optional.empty()));
    Path file = folder.resolve("deep/design.json");
    DesignFile.write(file, DESIGN, Optional.empty());
    assertEquals(DESIGN, DesignFile.read(file));
    assertEquals(List.of("design.json"), List.of(file.getParent().toFile().list()));
  }

  @Test
  void pixelsSideBySideAreReadAndWritten() {
    Design wide =
        new Design(
            "chain", "Z7020", 143, 8, false, OptionalDouble.of(0.0039),
            List.of(
                new DesignLayer(
                    "conv0", "convolution", 8, 8, OptionalDouble.of(0.021), 0.01, 0.05,
                    new ConvolutionChoice("sparse", new Folding(1, 3, 4, 9, 2), 4)),
                new DesignLayer(
                    "pool1", "maxPooling", 0, 8, OptionalDouble.of(0.021), 0, 0,
                    new PoolingChoice(2, 2))));
    String text = DesignFile.text(wide, Optional.empty());
    assertTrue(text.contains("\"pixels\" : 4") && text.contains("\"pixels\" : 2"), text);
    assertEquals(wide, DesignFile.parse(text, "wide"));
  }

  @Test
  void roomForRowsIsReadAndWritten() {
    List<DesignLayer> layers = DESIGN.layers();
    DesignLayer pool = layers.get(1);
    Design roomy =
        new Design(
            "chain", "Z7020", 143, 8, false, OptionalDouble.of(0.0039),
            List.of(
                layers.get(0),
                new DesignLayer(
                    pool.name(), pool.kind(), 0, 8, pool.activationScale(), 0, 0, pool.choice(),
                    List.of(3))));
    String text = DesignFile.text(roomy, Optional.empty());
    assertTrue(text.contains("\"fifoRows\" : [\n        3\n      ]\n"), text);
    assertEquals(roomy, DesignFile.parse(text, "roomy"));
    assertEquals(roomy, DesignApplier.withScales(roomy, DesignApplier.scales(roomy)));
    List<Edge> edges = DesignApplier.pipeline(QUANTISED, roomy, Devices.named("Z7020")).edges();
    List<Edge> plain = DesignApplier.pipeline(QUANTISED, DESIGN, Devices.named("Z7020")).edges();
    assertEquals(plain.get(0), edges.get(0));
    // Three rows of 8 pixels of 4 channels, two at once, in front of a pool of two lanes.
    assertTrue(edges.get(1).fifo().depth() >= plain.get(1).fifo().depth() + 48, edges.toString());
  }

  @Test
  void depthwiseConvolutionsAndAdditionsHaveLanes() {
    Design design =
        new Design(
            "chain", "Z7020", 143, 8, false, OptionalDouble.empty(),
            List.of(
                new DesignLayer(
                    "conv0", "convolution", 8, 8, OptionalDouble.empty(), 0, 0,
                    new DepthwiseChoice(MultiplierKind.LUT, 2, 3, 1, 1)),
                new DesignLayer(
                    "add1", "addition", 0, 8, OptionalDouble.empty(), 0, 0,
                    new AdditionChoice(4))));
    String text = DesignFile.text(design, Optional.empty());
    assertTrue(
        text.contains(
            "\"engine\" : \"depthwise\",\n      \"multipliers\" : \"lut\",\n"
                + "      \"lanes\" : 2,\n      \"multipliersPerLane\" : 3,\n"
                + "      \"outputLanes\" : 1\n"),
        text);
    assertTrue(text.contains("\"engine\" : \"add\",\n      \"lanes\" : 4\n"), text);
    assertEquals(design, DesignFile.parse(text, "d"));
  }

  @Test
  void allLanesOfADepthwiseConvolutionLeaveAtOnceIfNothingElseIsSaid() {
    String text =
        """
        {"formatVersion": 1, "network": "n", "device": "Z7020", "clockMegahertz": 143, "inputBits": 8,
         "inputSigned": false, "layers": [{"name": "conv0", "kind": "convolution", "weightBits": 8,
         "activationBits": 8, "weightThreshold": 0, "activationThreshold": 0, "engine": "depthwise",
         "lanes": 4, "multipliersPerLane": 3}]}
        """;
    assertEquals(
        new DepthwiseChoice(4, 3), DesignFile.parse(text, "d").layers().get(0).choice());
  }

  @Test
  void whatWasPredictedIsNotLookedAt() {
    assertEquals(
        DESIGN,
        DesignFile.parse(TEXT.replace("\"device\"", "\"predicted\": {\"x\": 1}, \"device\""), "d"));
  }

  @Test
  void scalesMayBeLeftToCalibration() {
    Design read =
        DesignFile.parse(TEXT.replaceAll("\\s*\"(activationScale|inputScale)\" : [0-9.]+,", ""), "d");
    assertEquals(OptionalDouble.empty(), read.inputScale());
    assertTrue(!DesignApplier.hasScales(read));
    assertEquals(
        "layer conv0: activationScale is missing in the design",
        assertThrows(UserProblem.class, () -> DesignApplier.scales(read)).getMessage());
  }

  @Test
  void everyMistakeIsNamedWithItsPlaceAndValue() {
    refused("\"formatVersion\" : 1", "\"formatVersion\" : 2", "d: formatVersion (2) must be 1");
    refused("\"inputBits\"", "\"inputBit\"", "d: inputBits is missing");
    refused(
        "\"weightBits\" : 8",
        "\"weightBits\" : 3",
        "d: layer conv0: weightBits (3) must be a whole number from 4 to 16");
    refused(
        "\"sparse\"",
        "\"parse\"",
        "d: layer conv0: engine (parse) must be one of [sparse, dense, skip, list, column, depthwise]");
    refused(
        "\"parallelOutputs\" : 4",
        "\"parallelOutputs\" : 0",
        "d: layer conv0: folding.parallelOutputs (0) must be a whole number from 1");
    refused(
        "\"outputLanes\" : 2",
        "\"outputLanes\" : 2, \"pixels\" : 2",
        "d: layer conv0: folding.pixels is unknown; known here are [channelsPerEngine,"
            + " multipliersPerEngine, outputLanes, parallelInputs, parallelOutputs]");
    refused(
        "\"weightThreshold\" : 0.01",
        "\"weightThreshold\" : -1",
        "d: layer conv0: weightThreshold (-1) must be a number from 0.0");
    refused(
        "\"engine\" : \"pool\"",
        "\"engine\" : \"pool\", \"fifoRows\" : [-1]",
        "d: layer pool1: fifoRows ([-1]) must be a list of whole numbers from 0");
    refused("\"name\" : \"pool1\"", "\"name\" : \"conv0\"",
        "d: layers[1].name (conv0) must be unique");
    refused(
        "\"clockMegahertz\" : 143.0",
        "\"clockMegahertz\" : \"fast\"",
        "d: clockMegahertz (\"fast\") must be a number from 1.0 to 2000.0");
  }

  @Test
  void textThatIsNotJsonIsToldWithLineAndColumn() {
    UserProblem problem =
        assertThrows(
            UserProblem.class,
            () -> DesignFile.parse(TEXT.replace("\"chain\",", "\"chain\""), "d"));
    assertEquals(ExitCode.USAGE, problem.exitCode());
    assertEquals(
        "d, line 4, column 3: not JSON: Unexpected character ('\"' (code 34)): was expecting comma"
            + " to separate Object entries",
        problem.getMessage());
    assertEquals(
        "d must hold one JSON object {...}, holds array",
        assertThrows(UserProblem.class, () -> DesignFile.parse("[]", "d")).getMessage());
  }

  @Test
  void whatCannotBeWrittenIsToldAndLeavesNothing(@TempDir Path folder) throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "");
    UserProblem problem =
        assertThrows(
            UserProblem.class,
            () -> DesignFile.write(blocked.resolve("design.json"), DESIGN, Optional.empty()));
    assertTrue(problem.getMessage().contains("design.json cannot be written"));
    assertEquals(ExitCode.OTHER, problem.exitCode());
  }

  @Test
  void aDesignMustFitItsNetwork() {
    DesignApplier.requireFor(NETWORK, DESIGN);
    misfit(
        "\"parallelOutputs\" : 4",
        "\"parallelOutputs\" : 3",
        "folding of layer conv0: parallelOutputs (3) must divide the output channels (4)");
    misfit(
        "\"lanes\" : 2", "\"lanes\" : 3", "layer pool1: lanes (3) must divide the channels (4)");
    misfit(
        "\"engine\" : \"pool\"",
        "\"engine\" : \"pool\", \"fifoRows\" : [1, 2]",
        "layer pool1: fifoRows ([1, 2]) must be one for each of its 1 inputs");
    misfit(
        "\"pool1\"",
        "\"pool2\"",
        "layer pool2 of the design is not in network chain; its layers are conv0, pool1");
    misfit(
        "\"maxPooling\"",
        "\"averagePooling\"",
        "layer pool1: kind (averagePooling) must be maxPooling, as in the network");
    Design shorter =
        new Design("chain", "Z7020", 143, 8, false, DESIGN.inputScale(),
            DESIGN.layers().subList(0, 1));
    assertEquals(
        "layer pool1 of network chain is missing in the design",
        assertThrows(UserProblem.class, () -> DesignApplier.requireFor(NETWORK, shorter))
            .getMessage());
  }

  @Test
  void anAppliedDesignHasItsStagesAndWidths() {
    assertEquals(0.05, DesignApplier.plan(DESIGN).of("conv0").activationThreshold());
    assertEquals(0.0039, DesignApplier.scales(DESIGN).inputScale());
    assertEquals(
        List.of("sparse", "pool"),
        DesignApplier.pipeline(QUANTISED, DESIGN, Devices.named("Z7020")).stages().stream()
            .map(stage -> stage.engine())
            .toList());
  }

  private static void refused(String good, String bad, String message) {
    UserProblem problem =
        assertThrows(UserProblem.class, () -> DesignFile.parse(changed(good, bad), "d"));
    assertEquals(message, problem.getMessage());
    assertEquals(ExitCode.USAGE, problem.exitCode());
  }

  private static void misfit(String good, String bad, String message) {
    Design design = DesignFile.parse(changed(good, bad), "d");
    UserProblem problem =
        assertThrows(UserProblem.class, () -> DesignApplier.requireFor(NETWORK, design));
    assertEquals(message, problem.getMessage());
    assertEquals(ExitCode.USAGE, problem.exitCode());
  }

  private static String changed(String good, String bad) {
    assertTrue(TEXT.contains(good), good);
    return TEXT.replace(good, bad);
  }
}
