package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
  /** Two images of three classes. */
  private static final float[] LOGITS = {0.5f, 2, -1, 4, 1, 3.5f};

  @Test
  void theMarginIsTheDistanceToTheLargestOther() {
    assertEquals(new Answer(true, 1.5f), Answer.of(LOGITS, 0, 3, 1));
    assertEquals(new Answer(false, -1.5f), Answer.of(LOGITS, 0, 3, 0));
    assertEquals(new Answer(true, 0.5f), Answer.of(LOGITS, 3, 3, 0));
    assertEquals(new Answer(false, -3), Answer.of(LOGITS, 3, 3, 1));
  }

  @Test
  void ofEqualLogitsTheFirstIsTheLargest() {
    float[] equal = {1, 2, 2};
    assertEquals(new Answer(true, 0), Answer.of(equal, 0, 3, 1));
    assertEquals(new Answer(false, 0), Answer.of(equal, 0, 3, 2));
    assertEquals(1, Answer.right(List.of(Answer.of(equal, 0, 3, 1), Answer.of(equal, 0, 3, 2))));
  }
}
