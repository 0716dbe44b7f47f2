package dev.parley.modules.muc;

import java.util.ArrayList;
import java.util.List;

/**
 * What people are told of a change that is committed, around the answer to the one who wanted it
 * (XEP-0045 §8.2: those who have to go first, the others last).
 */
final class Outcome {
  private final List<Runnable> before = new ArrayList<>();
  private final List<Runnable> after = new ArrayList<>();

  /** To be told before the answer. */
  void first(Runnable words) {
    before.add(words);
  }

  /** To be told behind the answer. */
  void then(Runnable words) {
    after.add(words);
  }

  /** Tells it all, in one turn. */
  void tell(Runnable answer) {
    before.forEach(Runnable::run);
    answer.run();
    after.forEach(Runnable::run);
  }
}
