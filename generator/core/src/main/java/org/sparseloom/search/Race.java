package org.sparseloom.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sparseloom.search.tpe.StandardNormal;

/**
 * A trial against the unpruned network, image by image, until it surely loses more images than it may.
 *
 * <p>It is known which images the unpruned network has right. Of those it has wrong a trial may win some;
 * once all of these are judged nothing more can be won, so what is lost by then is the least that the
 * trial loses: no chance of an error is left, and none of the images behind need to be judged. They are
 * judged first, therefore, and of the others first those that are the nearest to turning, by the
 * unpruned network's margins: the images that a trial loses are mostly among them.
 */
final class Race {
  /** Two answers are needed for a mean and a deviation. */
  private static final int LEAST_ANSWERS = 2;

  private final List<Answer> plain;
  private final int mostLost;
  private final List<Answer> answers = new ArrayList<>();
  private int wrongLeft;
  private int lost;
  private int won;

  /**
   * A race that has not begun.
   *
   * @param plain answers of the unpruned network, in the order in which images are judged
   * @param mostLost so many images the trial may lose, on balance; below 0 it has to win some
   */
  Race(List<Answer> plain, int mostLost) {
    this.plain = plain;
    this.mostLost = mostLost;
    this.wrongLeft = plain.size() - Answer.right(plain);
  }

  /** Returns the order in which images are judged, as numbers of the answers given. */
  static List<Integer> order(List<Answer> plain) {
    return IntStream.range(0, plain.size())
        .boxed()
        .sorted(
            Comparator.comparing((Integer image) -> plain.get(image).right())
                .thenComparing(image -> Math.abs(plain.get(image).margin())))
        .toList();
  }

  /** Adds the answers to the next images. */
  void add(List<Answer> next) {
    for (Answer answer : next) {
      boolean before = plain.get(answers.size()).right();
      wrongLeft -= before ? 0 : 1;
      lost += before && !answer.right() ? 1 : 0;
      won += !before && answer.right() ? 1 : 0;
      answers.add(answer);
    }
  }

  /** Returns whether the trial loses more than it may, whatever it says to the images that are left. */
  boolean isLost() {
    return lost - won - wrongLeft > mostLost;
  }

  /** Returns whether all images are judged. */
  boolean isOver() {
    return answers.size() == plain.size();
  }

  /** Returns what is known so far, at least one image having been judged. */
  Judgement judgement() {
    return isOver()
        ? Judgement.whole(answers)
        : new Judgement(estimatedAccuracy(), answers.size(), true);
  }

  /**
   * Margins of the images that are left are taken to move as those of the judged ones did: a normal
   * distribution with their mean and deviation.
   */
  private double estimatedAccuracy() {
    double right = Answer.right(answers);
    double mean = 0;
    double squares = 0;
    for (int image = 0; image < answers.size(); image++) {
      double moved = moved(image);
      mean += moved / answers.size();
      squares += moved * moved;
    }
    double freedom = Math.max(LEAST_ANSWERS, answers.size()) - 1;
    double variance = Math.max(0, squares - answers.size() * mean * mean) / freedom;
    double deviation = Math.max(Math.sqrt(variance), Double.MIN_NORMAL);
    for (Answer left : plain.subList(answers.size(), plain.size())) {
      right += StandardNormal.cumulative((left.margin() + mean) / deviation);
    }
    return Math.min(1, right / plain.size());
  }

  private double moved(int image) {
    return (double) answers.get(image).margin() - plain.get(image).margin();
  }
}
