package org.sparseloom.simulate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;

/** How results of simulations are written. */
final class SimulationFile {
  private SimulationFile() {}

  static String json(Record result) {
    try {
      return JsonMapper.builder()
              .addModule(new Jdk8Module())
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(result)
          + "\n";
    } catch (IOException problem) {
      throw new IllegalStateException("simulation.json cannot be written", problem);
    }
  }
}
