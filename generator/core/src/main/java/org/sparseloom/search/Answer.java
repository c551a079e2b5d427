package org.sparseloom.search;

import java.util.List;

/**
 * What a network says of one image.
 *
 * @param right the largest logit is the label's
 * @param margin the label's logit minus the largest of the others: how far the answer is from turning;
 *     at least 0 if it is right, at most 0 if it is wrong
 */
record Answer(boolean right, float margin) {
  /**
   * Returns the answer to one image of a batch; of equal logits the first is taken for the largest.
   *
   * @param logits of all images of the batch
   * @param first index of the image's first logit
   * @param classes logits per image, at least 2
   */
  static Answer of(float[] logits, int first, int classes, int label) {
    int other = label == 0 ? 1 : 0;
    for (int i = other + 1; i < classes; i++) {
      if (i != label && logits[first + i] > logits[first + other]) {
        other = i;
      }
    }
    float margin = logits[first + label] - logits[first + other];
    return new Answer(margin > 0 || margin == 0 && label < other, margin);
  }

  /** Returns how many of some answers are right. */
  static int right(List<Answer> answers) {
    return (int) answers.stream().filter(Answer::right).count();
  }
}
