package org.sparseloom.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.Spelling;
import org.sparseloom.problem.UserProblem;

/**
 * One object of a JSON file that people edit by hand. Every value is asked for with the range it
 * must lie in, and {@link #nothingElse} refuses what was not asked for; each refusal is a {@link
 * UserProblem} that names the file, the place in it, the value and what is legal.
 */
public final class JsonFields {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String source;
  private final String place;
  private final JsonNode object;
  private final Set<String> asked = new TreeSet<>();

  private JsonFields(String source, String place, JsonNode object) {
    this.source = source;
    this.place = place;
    this.object = object;
  }

  /** Reads a file whose top is an object; a missing or broken file is the user's problem. */
  public static JsonFields read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new UserProblem(ExitCode.USAGE, file + " does not exist", "the path is misspelt", e);
    } catch (IOException e) {
      throw new UserProblem(
          ExitCode.USAGE, file + " cannot be read: " + FileReason.of(e),
          "check its permissions and encoding", e);
    }
  }

  /** Reads a file that ships with the product; {@code path} is absolute on the class path. */
  public static JsonFields resource(String path) {
    try (InputStream stream = JsonFields.class.getResourceAsStream(path)) {
      return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses text whose top is an object; {@code source} is what error messages call it. */
  public static JsonFields parse(String text, String source) {
    JsonNode top;
    try {
      top = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new UserProblem(
          ExitCode.USAGE,
          source + ", line " + at.getLineNr() + ", column " + at.getColumnNr()
              + ": not JSON: " + e.getOriginalMessage(),
          "a comma, quote or bracket is missing just before that place",
          e);
    }
    if (!top.isObject()) {
      throw UserProblem.usage(
          source + " must hold one JSON object {...}, holds " + name(top),
          "it is not the file that was meant");
    }
    return new JsonFields(source, "", top);
  }

  private static String name(JsonNode node) {
    return node.getNodeType() == JsonNodeType.MISSING
        ? "nothing"
        : node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns the same object under another name in messages, e.g. "layer conv1". */
  public JsonFields called(String newPlace) {
    return new JsonFields(source, newPlace + ": ", object);
  }

  public boolean has(String field) {
    return object.has(field) && !object.get(field).isNull();
  }

  /** Refuses any formatVersion but the given one. */
  public void formatVersion(int version) {
    int found = integer("formatVersion", Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (found != version) {
      throw refuse("formatVersion", String.valueOf(found), "must be " + version,
          "the file was written by another version of sparseloom: make it anew");
    }
  }

  public String text(String field) {
    JsonNode node = get(field);
    if (!node.isTextual() || node.asText().isBlank()) {
      throw refuse(field, node.toString(), "must be a text that is not empty", "quotes are missing");
    }
    return node.asText();
  }

  /** Returns a text that must be one of the given ones. */
  public String oneOf(String field, List<String> legal) {
    String text = text(field);
    if (!legal.contains(text)) {
      throw refuse(field, text, "must be one of " + legal,
          Spelling.maybe(text, legal, "it is misspelt"));
    }
    return text;
  }

  public boolean flag(String field) {
    JsonNode node = get(field);
    if (!node.isBoolean()) {
      throw refuse(field, node.toString(), "must be true or false", "quotes are too many");
    }
    return node.asBoolean();
  }

  public int integer(String field, int least, int most) {
    JsonNode node = get(field);
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < least
        || node.asInt() > most) {
      throw refuse(field, node.toString(), "must be a whole number " + range(least, most),
          "take the nearest legal value");
    }
    return node.asInt();
  }

  private static String range(int least, int most) {
    return most == Integer.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
  }

  /** Returns a finite number in least..most. */
  public double number(String field, double least, double most) {
    JsonNode node = get(field);
    double value = node.asDouble();
    if (!node.isNumber() || !Double.isFinite(value) || value < least || value > most) {
      throw refuse(field, node.toString(),
          "must be a number from " + least + (most == Double.MAX_VALUE ? "" : " to " + most),
          "take the nearest legal value");
    }
    return value;
  }

  public JsonFields object(String field) {
    return object(get(field), field);
  }

  private JsonFields object(JsonNode node, String field) {
    if (!node.isObject()) {
      throw refuse(field, name(node), "must be an object {...}", "braces are missing");
    }
    return new JsonFields(source, place + field + ".", node);
  }

  public Optional<JsonFields> optionalObject(String field) {
    asked.add(field);
    return has(field) ? Optional.of(object(field)) : Optional.empty();
  }

  public List<JsonFields> objects(String field) {
    JsonNode node = get(field);
    if (!node.isArray()) {
      throw refuse(field, name(node), "must be a list [...]", "brackets are missing");
    }
    List<JsonFields> objects = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      objects.add(object(node.get(i), field + "[" + i + "]"));
    }
    return objects;
  }

  /** Returns the objects of an object by their names, in the order of the file. */
  public Map<String, JsonFields> namedObjects() {
    Map<String, JsonFields> named = new LinkedHashMap<>();
    object.fieldNames().forEachRemaining(name -> named.put(name, object(name)));
    return named;
  }

  /** Returns all fields of this object as numbers by their names, in the order of the file. */
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    object
        .fieldNames()
        .forEachRemaining(
            name -> numbers.put(name, number(name, -Double.MAX_VALUE, Double.MAX_VALUE)));
    return numbers;
  }

  /** Returns a field that must be a list of numbers. */
  public List<Double> numberList(String field) {
    JsonNode list = get(field);
    List<Double> numbers = new ArrayList<>();
    for (JsonNode element : list) {
      numbers.add(element.isNumber() ? element.doubleValue() : Double.NaN);
    }
    if (!list.isArray() || numbers.stream().anyMatch(number -> number.isNaN())) {
      throw refuse(field, list.toString(), "must be a list of numbers", "write for example [0, 0, 0].");
    }
    return numbers;
  }

  /** Returns a field that must be a list of whole numbers from least. */
  public List<Integer> integerList(String field, int least) {
    JsonNode list = get(field);
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode element : list) {
      if (element.isInt() && element.asInt() >= least) {
        numbers.add(element.asInt());
      }
    }
    if (!list.isArray() || numbers.size() != list.size()) {
      throw refuse(
          field, list.toString(), "must be a list of whole numbers from " + least,
          "write for example [" + least + "].");
    }
    return numbers;
  }

  /** Lets a field be there without looking at it. */
  public void ignore(String field) {
    asked.add(field);
  }

  /** Refuses fields that nobody asked for. */
  public void nothingElse() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                throw UserProblem.usage(
                    source + ": " + place + name + " is unknown; known here are " + asked,
                    Spelling.maybe(name, asked, "it is misspelt or belongs elsewhere"));
              }
            });
  }

  /** Returns the problem that a field's value is not what must hold. */
  public UserProblem refuse(String field, String value, String mustHold, String maybe) {
    return UserProblem.usage(
        source + ": " + place + field + " (" + value + ") " + mustHold, maybe);
  }

  /** Returns a problem with this object as a whole. */
  public UserProblem refuse(String what, String maybe) {
    return UserProblem.usage(source + ": " + place + what, maybe);
  }

  private JsonNode get(String field) {
    asked.add(field);
    JsonNode node = object.get(field);
    if (node == null) {
      throw UserProblem.usage(
          source + ": " + place + field + " is missing", "it is misspelt or was left out");
    }
    return node;
  }
}
