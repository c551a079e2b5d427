package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final Answer WRONG = new Answer(false, -1);

  /** Two wrong, then eight right ones with margins 1 to 8. */
  private static final List<Answer> PLAIN = plain();

  private static List<Answer> plain() {
    List<Answer> plain = new ArrayList<>(List.of(WRONG, WRONG));
    for (int margin = 1; margin <= 8; margin++) {
      plain.add(right(margin));
    }
    return plain;
  }

  private static Answer right(float margin) {
    return new Answer(true, margin);
  }

  @Test
  void theWrongImagesComeFirstThenThoseNearestToTurning() {
    List<Answer> plain =
        List.of(right(3), new Answer(false, -2), right(0.5f), new Answer(false, -0.1f), right(1));
    assertEquals(List.of(3, 1, 2, 4, 0), Race.order(plain));
  }

  @Test
  void whatMayStillBeWonKeepsATrialInTheRace() {
    Race race = new Race(PLAIN, 0);
    race.add(List.of(new Answer(true, 0.5f), WRONG));
    // One image won: the first that is lost only makes up for it.
    race.add(List.of(WRONG));
    assertFalse(race.isLost());
    race.add(List.of(WRONG));
    assertTrue(race.isLost());
  }

  @Test
  void aTrialThatMustWinImagesHasLostWhenTooFewCanBeWon() {
    assertTrue(new Race(PLAIN, -3).isLost(), "two are wrong");
    Race race = new Race(PLAIN, -2);
    assertFalse(race.isLost());
    race.add(List.of(WRONG));
    assertTrue(race.isLost());
  }

  /** Whatever the images behind would have said: over all of them no more are won back. */
  @Test
  void whatIsGivenUpLosesMoreThanItMay() {
    Random random = new Random(5);
    int givenUp = 0;
    for (int trial = 0; trial < 500; trial++) {
      int mostLost = random.nextInt(6) - 2;
      Race race = new Race(PLAIN, mostLost);
      List<Answer> answers = new ArrayList<>();
      PLAIN.forEach(
          plain -> answers.add(random.nextInt(3) == 0 ? turned(plain) : plain));
      int judged = 0;
      while (judged < answers.size() && !race.isLost()) {
        race.add(List.of(answers.get(judged++)));
      }
      int lost = Answer.right(PLAIN) - Answer.right(answers);
      assertEquals(lost > mostLost, race.isLost(), lost + " lost, " + mostLost + " allowed");
      givenUp += judged < answers.size() ? 1 : 0;
    }
    assertTrue(givenUp > 100, givenUp + " were given up");
  }

  private static Answer turned(Answer answer) {
    return new Answer(!answer.right(), -answer.margin());
  }

  @Test
  void judgedToTheEndAccuracyIsCounted() {
    Race race = new Race(PLAIN, 10);
    race.add(PLAIN);
    assertTrue(race.isOver());
    assertEquals(new Judgement(0.8, 10, false), race.judgement());
  }

  /**
   * Margins of the judged images fell by 1.5 and 2.5 and by 2 twice: the mean is -2, the deviation
   * sqrt((0.25 + 0.25) / 3) = 0.408. Of the images left the one with the margin 3 then has its chance at
   * 1 / 0.408 = 2.449 deviations, 0.9928; those of larger margins are right for sure.
   */
  @Test
  void imagesThatAreLeftMoveAsTheJudgedOnesDid() {
    Race race = new Race(PLAIN, 1);
    race.add(List.of(new Answer(false, -2.5f), new Answer(false, -3.5f)));
    race.add(List.of(new Answer(false, -1), new Answer(false, -0.001f)));
    assertTrue(race.isLost());
    Judgement judgement = race.judgement();
    assertEquals(4, judgement.images());
    assertTrue(judgement.givenUp());
    assertEquals((0.9928 + 5) / 10, judgement.accuracy(), 1e-4);
  }

  @Test
  void oneImageIsEnoughForAnEstimate() {
    Race race = new Race(PLAIN, -2);
    race.add(List.of(WRONG));
    assertEquals(0.8, race.judgement().accuracy(), 1e-9);
  }
}
