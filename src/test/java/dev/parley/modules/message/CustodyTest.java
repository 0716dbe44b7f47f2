package dev.parley.modules.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages that are on their way, without an archive. */
class CustodyTest {
  private final Post post = new Post(false, true);
  private final Post.Device romeo = post.online("romeo/hall", 0);

  @AfterEach
  void close() {
    post.close();
  }

  private void send(String to) {
    romeo.send(to, "<body>Hi</body>");
  }

  @Test
  void whatAClientHasIsSafeAndNotStored() {
    Post.Device juliet = post.online("juliet/phone", 0);
    send("juliet");
    assertThat(juliet.next()).isEqualTo("Hi");
    juliet.take();
    assertThat(romeo.next()).isEqualTo("safe [1]");
    assertThat(post.offline.size()).isZero();
  }

  @Test
  void whatNoClientTakesInTimeIsStoredAndForgottenWhenOneDoes() {
    Post.Device juliet = post.online("juliet/phone", 0);
    send("juliet");
    assertThat(juliet.next()).isEqualTo("Hi");
    post.pass(1_000);
    assertThat(post.offline.next()).isEqualTo("stored");
    assertThat(romeo.next()).isEqualTo("safe [1]");
    juliet.take();
    assertThat(post.offline.next()).isEqualTo("deleted");
    assertThat(post.offline.size()).isZero();
  }

  @Test
  void whatASessionDidNotTakeGoesToAnother() {
    Post.Device phone = post.online("juliet/phone", 0);
    Post.Device laptop = post.online("juliet/laptop", -1);
    laptop.leave();
    send("juliet/phone");
    assertThat(phone.next()).isEqualTo("Hi");
    Post.Device tablet = post.online("juliet/tablet", 0);
    phone.leave();
    assertThat(tablet.next()).isEqualTo("Hi");
    tablet.take();
    assertThat(romeo.next()).isEqualTo("safe [1]");
  }

  @Test
  void whatASessionDidNotTakeIsStoredIfNobodyElseIsThere() {
    Post.Device phone = post.online("juliet/phone", 0);
    send("juliet/phone");
    assertThat(phone.next()).isEqualTo("Hi");
    phone.leave();
    assertThat(post.offline.next()).isEqualTo("stored");
    assertThat(romeo.next()).isEqualTo("safe [1]");
    Post.Device laptop = post.online("juliet/laptop", 0);
    assertThat(laptop.next()).isEqualTo("Hi, late");
    laptop.take();
    assertThat(post.offline.next()).isEqualTo("deleted");
  }

  @Test
  void whatWasStoredAndNotTakenWaitsAgain() {
    send("juliet");
    assertThat(post.offline.next()).isEqualTo("stored");
    Post.Device phone = post.online("juliet/phone", 0);
    assertThat(phone.next()).isEqualTo("Hi, late");
    phone.leave();
    Post.Device laptop = post.online("juliet/laptop", 0);
    assertThat(laptop.next()).isEqualTo("Hi, late");
  }

  @Test
  void whoHasACopyDoesNotGetTheMessageAgain() {
    Post.Device phone = post.online("juliet/phone", 0);
    Post.Device laptop = post.online("juliet/laptop", 0);
    send("juliet/phone");
    assertThat(phone.next()).isEqualTo("Hi");
    assertThat(laptop.next()).isEqualTo("received Hi");
    laptop.take();
    assertThat(romeo.next()).isEqualTo("safe [1]");
    phone.leave();
    laptop.settle();
    assertThat(laptop.isQuiet()).isTrue();
    assertThat(post.offline.size()).isZero();
  }

  @Test
  void whoLosesACopyTooGetsTheMessage() {
    Post.Device phone = post.online("juliet/phone", 0);
    Post.Device laptop = post.online("juliet/laptop", 0);
    send("juliet/phone");
    assertThat(phone.next()).isEqualTo("Hi");
    assertThat(laptop.next()).isEqualTo("received Hi");
    phone.leave();
    laptop.settle();
    laptop.leave();
    assertThat(post.offline.next()).isEqualTo("stored");
  }

  @Test
  void aCopyAloneDoesNotMakeAMessageSafeThatWaits() {
    Post.Device laptop = post.online("juliet/laptop", -1);
    send("juliet");
    assertThat(laptop.next()).isEqualTo("received Hi");
    assertThat(post.offline.next()).isEqualTo("stored");
    laptop.take();
    laptop.settle();
    assertThat(post.offline.size()).isEqualTo(1);
  }

  @Test
  void whatCannotBeStoredIsRefusedIfNobodyHasIt() {
    post.offline.broken(true);
    send("juliet");
    assertThat(post.offline.next()).isEqualTo("failed");
    assertThat(romeo.next()).isEqualTo("error Hi");
    assertThat(romeo.next()).isEqualTo("safe [1]");
  }

  @Test
  void whatCannotBeStoredWhileASessionHasItIsTriedAgain() {
    Post.Device phone = post.online("juliet/phone", 0);
    send("juliet");
    assertThat(phone.next()).isEqualTo("Hi");
    post.offline.broken(true);
    post.pass(1_000);
    assertThat(post.offline.next()).isEqualTo("failed");
    phone.settle();
    assertThat(romeo.isQuiet()).isTrue();
    post.offline.broken(false);
    post.pass(1_000);
    assertThat(post.offline.next()).isEqualTo("stored");
    assertThat(romeo.next()).isEqualTo("safe [1]");
  }

  @Test
  void whatCouldNotBeStoredReachesWhoComesMeanwhile() {
    Post.Device phone = post.online("juliet/phone", 0);
    send("juliet");
    assertThat(phone.next()).isEqualTo("Hi");
    post.offline.broken(true);
    phone.leave();
    assertThat(post.offline.next()).isEqualTo("failed");
    post.offline.broken(false);
    Post.Device laptop = post.online("juliet/laptop", 0);
    assertThat(laptop.next()).isEqualTo("Hi, late");
    assertThat(romeo.next()).isEqualTo("safe [1]");
  }
}
