package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final Lane lane = new Lane();
  private final List<String> done = new ArrayList<>();

  private void run(String name) {
    lane.run(() -> done.add(name));
  }

  @Test
  void aTaskOnAFreeLaneRunsAtOnce() {
    run("a");
    assertThat(done).containsExactly("a");
    assertThat(lane.isFree()).isTrue();
  }

  @Test
  void tasksWaitBehindAHoldInTheirOrder() {
    Promise<Void> until = Promise.promise();
    lane.hold(until.future());
    run("a");
    run("b");
    assertThat(done).isEmpty();
    assertThat(lane.waiting()).isEqualTo(2);
    until.complete();
    assertThat(done).containsExactly("a", "b");
    assertThat(lane.isFree()).isTrue();
  }

  @Test
  void aFailureEndsAHoldToo() {
    Promise<Void> until = Promise.promise();
    lane.hold(until.future());
    run("a");
    until.fail("broken");
    assertThat(done).containsExactly("a");
  }

  @Test
  void allHoldsHaveToEnd() {
    Promise<Void> first = Promise.promise();
    Promise<Void> second = Promise.promise();
    lane.hold(first.future());
    lane.hold(second.future());
    run("a");
    second.complete();
    assertThat(done).isEmpty();
    first.complete();
    assertThat(done).containsExactly("a");
  }

  @Test
  void aTaskMayHoldThoseBehindIt() {
    Promise<Void> start = Promise.promise();
    Promise<Void> until = Promise.promise();
    lane.hold(start.future());
    lane.run(() -> {
      done.add("a");
      lane.hold(until.future());
    });
    run("b");
    start.complete();
    assertThat(done).containsExactly("a");
    until.complete();
    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void whatATaskAddsComesAfterWhatWaitsAlready() {
    Promise<Void> start = Promise.promise();
    lane.hold(start.future());
    lane.run(() -> {
      done.add("a");
      run("c");
    });
    run("b");
    start.complete();
    assertThat(done).containsExactly("a", "b", "c");
  }

  @Test
  void whatIsCompleteHoldsNothing() {
    lane.hold(Future.succeededFuture());
    lane.hold(null);
    assertThat(lane.isFree()).isTrue();
  }

  /** A pipelined task that notes when it begins and finishes. */
  private Promise<Void> pipeline(String name) {
    Promise<Void> stored = Promise.promise();
    lane.run(noted(name, stored.future()));
    return stored;
  }

  private Lane.Pipelined noted(String name, @Nullable Future<?> stored) {
    return new Lane.Pipelined() {
      @Override
      public @Nullable Future<?> begin() {
        done.add("+" + name);
        return stored;
      }

      @Override
      public void finish(@Nullable Throwable cause) {
        done.add((cause == null ? "-" : "!") + name);
      }
    };
  }

  @Test
  void pipelinedTasksBeginTogetherAndFinishInTheirOrder() {
    Promise<Void> a = pipeline("a");
    Promise<Void> b = pipeline("b");
    lane.run(noted("c", null));
    assertThat(lane.isFree()).isFalse();
    assertThat(lane.waiting()).isEqualTo(3);
    b.complete();
    assertThat(done).containsExactly("+a", "+b", "+c");
    a.fail("no disk");
    assertThat(done).containsExactly("+a", "+b", "+c", "!a", "-b", "-c");
    assertThat(lane.isFree()).isTrue();
  }

  @Test
  void aPipelinedTaskWithNothingToStoreIsDoneAtOnceOnAFreeLane() {
    lane.run(noted("a", null));
    lane.run(noted("b", Future.succeededFuture()));
    assertThat(done).containsExactly("+a", "-a", "+b", "-b");
    assertThat(lane.isFree()).isTrue();
  }

  @Test
  void anOrdinaryTaskWaitsForAllThatIsOpenAndAllBehindWaitsForIt() {
    Promise<Void> a = pipeline("a");
    Promise<Void> until = Promise.promise();
    lane.run(() -> {
      done.add("b");
      lane.hold(until.future());
    });
    pipeline("c").complete();
    assertThat(done).containsExactly("+a");
    a.complete();
    assertThat(done).containsExactly("+a", "-a", "b");
    until.complete();
    assertThat(done).containsExactly("+a", "-a", "b", "+c", "-c");
  }

  @Test
  void aFinishMayHoldWhatHasBegunAlready() {
    Promise<Void> stored = Promise.promise();
    Promise<Void> until = Promise.promise();
    lane.run(
        new Lane.Pipelined() {
          @Override
          public Future<?> begin() {
            return stored.future();
          }

          @Override
          public void finish(@Nullable Throwable cause) {
            done.add("a");
            lane.hold(until.future());
          }
        });
    lane.run(noted("b", null));
    stored.complete();
    assertThat(done).containsExactly("+b", "a");
    until.complete();
    assertThat(done).containsExactly("+b", "a", "-b");
  }

  @Test
  void aTaskThatFailsByOurFaultDoesNotStopTheOthers() {
    Promise<Void> until = Promise.promise();
    lane.hold(until.future());
    lane.run(
        (Runnable)
            () -> {
              throw new IllegalStateException("wrong");
            });
    run("b");
    until.complete();
    assertThat(done).containsExactly("b");
    assertThat(lane.isFree()).isTrue();
  }

  /**
   * Any mixture of tasks, whose futures complete in any order: what is ordinary runs when all
   * before it has finished and nothing behind it has begun; begins and finishes keep the order of
   * the calls.
   */
  @Property
  void keepsTheOrderOfAnyMixture(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 3) Integer> kinds,
      @ForAll Random random) {
    Lane mixed = new Lane();
    List<Integer> begun = new ArrayList<>();
    List<Integer> finished = new ArrayList<>();
    List<Promise<Void>> open = new ArrayList<>();
    for (int number = 0; number < kinds.size(); number++) {
      add(mixed, number, kinds.get(number), begun, finished, open);
      if (!open.isEmpty() && random.nextInt(3) == 0) {
        open.remove(random.nextInt(open.size())).complete();
      }
    }
    while (!open.isEmpty()) {
      open.remove(random.nextInt(open.size())).complete();
    }
    List<Integer> all = IntStream.range(0, kinds.size()).boxed().toList();
    assertThat(begun).isEqualTo(all);
    assertThat(finished).isEqualTo(all);
    assertThat(mixed.isFree()).isTrue();
  }

  /** Kinds: 0 ordinary, 1 ordinary that holds, 2 pipelined, 3 pipelined with nothing to store. */
  private static void add(
      Lane lane,
      int number,
      int kind,
      List<Integer> begun,
      List<Integer> finished,
      List<Promise<Void>> open) {
    if (kind < 2) {
      lane.run(() -> {
        assertThat(finished).hasSize(number);
        assertThat(begun).hasSize(number);
        begun.add(number);
        finished.add(number);
        if (kind == 1) {
          Promise<Void> until = Promise.promise();
          open.add(until);
          lane.hold(until.future());
        }
      });
      return;
    }
    lane.run(
        new Lane.Pipelined() {
          @Override
          public @Nullable Future<?> begin() {
            begun.add(number);
            if (kind == 3) {
              return null;
            }
            Promise<Void> stored = Promise.promise();
            open.add(stored);
            return stored.future();
          }

          @Override
          public void finish(@Nullable Throwable cause) {
            finished.add(number);
          }
        });
  }
}
