package dev.parley.core.dns;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers for as long as they hold; the one not used for longest makes room. For one context. */
final class AnswerCache {
  private final InstantSource clock;
  private final Map<Question, Kept> entries;

  private record Kept(Answer answer, long untilMillis) {}

  AnswerCache(InstantSource clock, int maxEntries) {
    this.clock = clock;
    this.entries =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
            return size() > maxEntries;
          }
        };
  }

  @Nullable Answer get(Question question) {
    var kept = entries.get(question);
    if (kept == null) {
      return null;
    }
    if (clock.millis() >= kept.untilMillis()) {
      entries.remove(question);
      return null;
    }
    return kept.answer();
  }

  void put(Question question, Answer answer) {
    long millis = answer.lifetime().toMillis();
    if (millis > 0) {
      entries.put(question, new Kept(answer, clock.millis() + millis));
    }
  }

  int size() {
    return entries.size();
  }

  void clear() {
    entries.clear();
  }
}
