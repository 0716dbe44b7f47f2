package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Accounts are loaded before they are used, and forgotten when nobody uses them. */
final class LiveAccountsTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com");

  private final List<String> happened = new ArrayList<>();
  private final LiveAccounts accounts =
      new LiveAccounts(account -> Future.succeededFuture(account.equals(JULIET)));
  private Promise<String> state = Promise.promise();

  LiveAccountsTest() {
    accounts.keep(
        new AccountState() {
          @Override
          public Future<?> load(Jid account) {
            happened.add("load");
            return state.future();
          }

          @Override
          public void drop(Jid account) {
            happened.add("drop");
          }
        });
  }

  private void use(Jid account) {
    accounts.with(
        account,
        new AccountTask() {
          @Override
          public void run(LiveAccount live) {
            happened.add(live.exists() ? "run" : "nobody");
          }

          @Override
          public void failed(Throwable cause) {
            happened.add(cause instanceof BusyException ? "busy" : "failed");
          }
        });
  }

  @Test
  void tasksWaitForTheState() {
    use(JULIET);
    use(JULIET);
    assertThat(happened).containsExactly("load");
    assertThat(accounts.ready(JULIET)).isNull();
    state.complete();
    assertThat(happened).containsExactly("load", "run", "run");
    assertThat(accounts.ready(JULIET)).isNotNull();
  }

  @Test
  void whoDoesNotExistHasAStateAsWell() {
    state.complete();
    use(Jid.parse("nobody@example.com"));
    assertThat(happened).containsExactly("load", "nobody");
  }

  @Test
  void afterAFailureTheNextUseLoadsAnew() {
    use(JULIET);
    state.fail("the database is away");
    assertThat(happened).containsExactly("load", "drop", "failed");
    assertThat(accounts.peek(JULIET)).isNull();
    state = Promise.promise();
    state.complete();
    use(JULIET);
    assertThat(happened).endsWith("load", "run");
  }

  @Test
  void noMoreWaitThanMay() {
    for (int i = 0; i < LiveAccounts.MAX_WAITING; i++) {
      use(JULIET);
    }
    assertThat(happened).containsExactly("load");
    use(JULIET);
    accounts.with(JULIET, new Storing());
    assertThat(happened).containsExactly("load", "busy", "busy");
  }

  @Test
  void whatIsAtRestIsForgotten() {
    state.complete();
    accounts.tick(1_000);
    use(JULIET);
    accounts.tick(1_000 + LiveAccounts.IDLE_MILLIS - 1);
    assertThat(accounts.peek(JULIET)).isNotNull();
    accounts.tick(1_000 + LiveAccounts.IDLE_MILLIS);
    assertThat(accounts.peek(JULIET)).isNull();
    assertThat(happened).containsExactly("load", "run", "drop");
  }

  @Test
  void whoHasASessionOrSomethingToDoIsNotForgotten() {
    state.complete();
    use(JULIET);
    LiveAccount live = accounts.ready(JULIET);
    assertThat(live).isNotNull();
    live.bound(1);
    accounts.tick(LiveAccounts.IDLE_MILLIS);
    assertThat(accounts.peek(JULIET)).isSameAs(live);
    live.bound(-1);
    Promise<Void> held = Promise.promise();
    live.lane().hold(held.future());
    accounts.tick(2 * LiveAccounts.IDLE_MILLIS);
    assertThat(accounts.peek(JULIET)).isSameAs(live);
    held.complete();
    accounts.tick(2 * LiveAccounts.IDLE_MILLIS);
    assertThat(accounts.peek(JULIET)).isNull();
  }

  @Test
  void fewAreKeptForNothing() {
    state.complete();
    for (int i = 0; i <= LiveAccounts.MAX_IDLE; i++) {
      use(Jid.parse("visitor" + i + "@example.com"));
    }
    assertThat(happened).contains("drop");
    assertThat(accounts.peek(Jid.parse("visitor0@example.com"))).isNull();
  }

  /** Stores nothing. */
  private final class Storing extends StoringTask {
    @Override
    protected @Nullable Future<?> begin(LiveAccount owner) {
      return null;
    }

    @Override
    protected void finish(LiveAccount owner, @Nullable Throwable cause) {
      happened.add("stored");
    }

    @Override
    protected void failed(Throwable cause) {
      happened.add(cause instanceof BusyException ? "busy" : "failed");
    }
  }
}
