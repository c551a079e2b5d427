package org.sparseloom.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import org.sparseloom.problem.UserProblem;

/** Records as JSON text and back. */
public final class Json {
  private Json() {}

  /** Returns a record's text, indented, its last line ended. */
  public static String text(Object record) {
    try {
      return mapper().writeValueAsString(record) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(record.getClass() + " must be writable as JSON", e);
    }
  }

  /** Returns the record of a text; {@code source} is what an error calls it. */
  public static <T> T parse(String text, Class<T> type, String source) {
    try {
      return mapper().readValue(text, type);
    } catch (JsonProcessingException e) {
      throw UserProblem.usage(
          source + " cannot be read: " + e.getOriginalMessage(), "make it again with its command.");
    }
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }
}
