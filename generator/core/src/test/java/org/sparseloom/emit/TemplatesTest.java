package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private record Thing(String name, int size) {}

  private static final Map<String, Object> THING = Map.of("thing", new Thing("word", 8));

  private final Templates templates = new Templates("test/strict.stg");

  @Test
  void componentsOfRecordsArePrinted() {
    assertEquals("word is 8 wide\n", templates.render("greeting", THING));
  }

  @Test
  void aPropertyThatTheRecordLacksThrows() {
    assertFails("colour", () -> templates.render("unknownProperty", THING));
  }

  @Test
  void aMissingAttributeThrows() {
    assertFails("thing", () -> templates.render("greeting", Map.of()));
  }

  @Test
  void anAttributeThatTheTemplateDoesNotDeclareThrows() {
    assertFails("other", () -> templates.render("undeclared", THING));
  }

  @Test
  void aTemplateThatDoesNotExistThrows() {
    assertFails("absent", () -> templates.render("absent", THING));
    assertFails("nowhere", () -> templates.render("callsNothing", THING));
  }

  @Test
  void aGroupThatDoesNotExistThrows() {
    assertFails("test/absent.stg", () -> new Templates("test/absent.stg"));
  }

  private static void assertFails(String named, org.junit.jupiter.api.function.Executable render) {
    String message = assertThrows(IllegalStateException.class, render).getMessage();
    assertTrue(message.contains(named), message);
  }
}
