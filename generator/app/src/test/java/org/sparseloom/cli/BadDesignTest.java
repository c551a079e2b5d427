package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparseloom.problem.ExitCode;

/**
 * design.json with a mistake, as a person may make it by hand: `generate` names it and writes
 * nothing.
 */
class BadDesignTest {
  private static final int CONV2 = 2;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parallelInputs|3|parallelInputs x channelsPerEngine (3) must divide the input channels (8)",
        "channelsPerEngine|16|must divide the input channels (8)",
        "parallelOutputs|5|parallelOutputs (5) must divide the output channels (16)",
        "multipliersPerEngine|10000|multipliersPerEngine (10000) must divide the pairs of a beat",
        "outputLanes|3|outputLanes (3) must divide",
        "parallelInputs|0|parallelInputs (0) must be a whole number from 1",
        "multipliersPerEngine|-1|multipliersPerEngine (-1) must be a whole number from 1"
      })
  void anIllegalFolding(String field, int value, String message) throws IOException {
    Path design =
        edited(top -> ((ObjectNode) top.at("/layers/" + CONV2 + "/folding")).put(field, value));
    refused(design, "layer conv2", message);
  }

  @Test
  void pooledChannelsThatLanesDoNotDivide() throws IOException {
    refused(
        edited(top -> layer(top, 1).put("lanes", 3)),
        "layer maxpool1: lanes (3) must divide the channels (8)",
        "Maybe take one of the divisors [1, 2, 4, 8]");
  }

  @Test
  void anUnknownEngine() throws IOException {
    refused(
        edited(top -> layer(top, CONV2).put("engine", "spares")),
        "layer conv2: engine (spares) must be one of [sparse, dense, skip, list, column, depthwise]",
        "Maybe sparse was meant");
  }

  @Test
  void anUnknownLayer() throws IOException {
    refused(
        edited(top -> layer(top, CONV2).put("name", "convo2")),
        "layer convo2 of the design is not in network fashion-tiny; its layers are conv1, maxpool1",
        "Maybe conv2 was meant");
  }

  @Test
  void aMissingLayer() throws IOException {
    refused(
        edited(top -> ((ArrayNode) top.get("layers")).remove(1)),
        "layer maxpool1 of network fashion-tiny is missing in the design");
  }

  @Test
  void aLayerTwice() throws IOException {
    refused(
        edited(top -> ((ArrayNode) top.get("layers")).add(layer(top, 1).deepCopy())),
        "layers[5].name (maxpool1) must be unique");
  }

  @Test
  void anotherNetwork() throws IOException {
    refused(
        edited(top -> top.put("network", "resnet18")),
        "network (resnet18) of the design must be fashion-tiny, the name of the model");
  }

  @Test
  void aDesignOfAnotherFormatVersion() throws IOException {
    refused(edited(top -> top.put("formatVersion", 2)), "formatVersion (2) must be 1");
  }

  @Test
  void anUnknownDevice() throws IOException {
    refused(
        edited(top -> top.put("device", "Z7021")),
        "device (Z7021) is not known; known are Z7010, Z7020, Z7045, ZU7EV, U250",
        "Maybe Z7020 was meant");
  }

  @ParameterizedTest
  @CsvSource({"clockMegaherz, clockMegahertz", "input_bits, inputBits", "Network, network"})
  void aMisspeltField(String misspelt, String meant) throws IOException {
    refused(
        edited(top -> top.put(misspelt, 1)),
        misspelt + " is unknown",
        "Maybe " + meant + " was meant");
  }

  @Test
  void aMisspeltFieldOfALayer() throws IOException {
    refused(
        edited(top -> layer(top, 0).put("weightTreshold", 0.5)),
        "layer conv1: weightTreshold is unknown; known here are [activationBits,",
        "Maybe weightThreshold was meant");
  }

  @Test
  void aMissingField() throws IOException {
    refused(
        edited(top -> layer(top, 0).remove("weightBits")), "layer conv1: weightBits is missing");
  }

  @Test
  void aThresholdBelowZero() throws IOException {
    refused(
        edited(top -> layer(top, 0).put("weightThreshold", -1)),
        "layer conv1: weightThreshold (-1) must be a number from 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ \"formatVersion\": 1,", "not JSON", "{} {}", "{\"a\":1,\"a\":2}"})
  void noJson(String text) throws IOException {
    refused(
        Files.writeString(folder.resolve("d.json"), text), "d.json, line 1, column", "not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "7"})
  void jsonThatIsNoObject(String text) throws IOException {
    refused(
        Files.writeString(folder.resolve("d.json"), text),
        "d.json must hold one JSON object {...}");
  }

  @Test
  void bytesThatAreNoText() throws IOException {
    refused(
        Files.write(folder.resolve("d.json"), new byte[] {'{', (byte) 0xff, '}'}),
        "d.json cannot be read: it is not UTF-8 text");
  }

  @Test
  void aMissingFileAndAFolder() {
    refused(folder.resolve("none.json"), "none.json does not exist");
    refused(folder, folder + " cannot be read: Is a directory");
  }

  private static ObjectNode layer(ObjectNode top, int index) {
    return (ObjectNode) top.get("layers").get(index);
  }

  private Path edited(Consumer<ObjectNode> mistake) throws IOException {
    return GeneratedFolder.edited(folder.resolve("design.json"), mistake);
  }

  private void refused(Path design, String... parts) {
    Path output = folder.resolve("out");
    GeneratedFolder.generate(design, output).refused(ExitCode.USAGE, parts);
    assertTrue(Files.notExists(output));
  }
}
