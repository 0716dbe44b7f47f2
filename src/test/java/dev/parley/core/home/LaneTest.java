package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
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
}
