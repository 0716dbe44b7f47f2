package dev.parley.modules.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way of messages through both homes, with archive and offline store in the test's hand. */
class MessageFlowTest {
  private Post post = new Post(true, false);

  @AfterEach
  void close() {
    post.close();
  }

  private static String body(String text) {
    return "<body>" + text + "</body>";
  }

  /** Not archived by the archive of these tests. */
  private static String fleeting(String text) {
    return body(text) + "<thread>t</thread>";
  }

  @Test
  void aMessageIsDeliveredWhenItsRowIsCommittedUnderTheIdOfTheArchive() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    romeo.send("juliet", body("1"));
    assertThat(post.archive.next()).isEqualTo("romeo SENT 1");
    assertThat(post.archive.next()).isEqualTo("juliet RECEIVED 1");
    assertThat(juliet.isQuiet()).isTrue();
    post.archive.commit("juliet RECEIVED 1");
    assertThat(juliet.next()).isEqualTo("1, id of juliet");
  }

  @Test
  void commitsOverlapAndTheOrderHolds() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    romeo.send("juliet", body("1"));
    romeo.send("juliet", fleeting("2"));
    romeo.send("juliet", body("3"));
    begun("romeo SENT 1", "romeo SENT 3", "juliet RECEIVED 1", "juliet RECEIVED 3");
    post.archive.commit("juliet RECEIVED 3");
    assertThat(juliet.isQuiet()).isTrue();
    post.archive.commit("juliet RECEIVED 1");
    assertThat(juliet.next()).isEqualTo("1, id of juliet");
    assertThat(juliet.next()).isEqualTo("2");
    assertThat(juliet.next()).isEqualTo("3, id of juliet");
  }

  private void begun(String... rows) {
    List<String> seen = new ArrayList<>();
    for (String row : rows) {
      seen.add(post.archive.next());
    }
    assertThat(seen).containsExactlyInAnyOrder(rows);
  }

  @Test
  void whatCannotBeArchivedIsRefusedAndTheNextGoesOn() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    romeo.send("juliet", body("1"));
    romeo.send("juliet", body("2"));
    begun("romeo SENT 1", "romeo SENT 2", "juliet RECEIVED 1", "juliet RECEIVED 2");
    post.archive.fail("juliet RECEIVED 1");
    post.archive.commit("juliet RECEIVED 2");
    assertThat(juliet.next()).isEqualTo("2, id of juliet");
    post.archive.commit("romeo SENT 1");
    post.archive.commit("romeo SENT 2");
    assertThat(romeo.next()).isIn("error 1", "safe [1]");
    assertThat(romeo.next()).isIn("error 1", "safe [1]");
    assertThat(juliet.isQuiet()).isTrue();
  }

  @Test
  void itIsSafeWhenTheClientHasItAndTheSendersCopyIsCommittedWhicheverIsFirst() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    romeo.send("juliet", body("1"));
    begun("romeo SENT 1", "juliet RECEIVED 1");
    post.archive.commit("juliet RECEIVED 1");
    assertThat(juliet.next()).isEqualTo("1, id of juliet");
    juliet.take();
    juliet.settle();
    assertThat(romeo.isQuiet()).isTrue();
    post.archive.commit("romeo SENT 1");
    assertThat(romeo.next()).isEqualTo("safe [1]");

    romeo.send("juliet", body("2"));
    begun("romeo SENT 2", "juliet RECEIVED 2");
    post.archive.commit("romeo SENT 2");
    post.archive.commit("juliet RECEIVED 2");
    assertThat(juliet.next()).isEqualTo("2, id of juliet");
    romeo.settle();
    assertThat(romeo.isQuiet()).isTrue();
    juliet.take();
    assertThat(romeo.next()).isEqualTo("safe [2]");
  }

  @Test
  void theSendersCopyIsTriedAgainUntilItIsThere() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    romeo.send("juliet", body("1"));
    begun("romeo SENT 1", "juliet RECEIVED 1");
    post.archive.commit("juliet RECEIVED 1");
    assertThat(juliet.next()).isEqualTo("1, id of juliet");
    juliet.take();
    post.archive.fail("romeo SENT 1");
    assertThat(post.archive.next()).isEqualTo("romeo SENT 1");
    assertThat(romeo.isQuiet()).isTrue();
    post.archive.commit("romeo SENT 1");
    assertThat(romeo.next()).isEqualTo("safe [1]");
  }

  @Test
  void whileStorageIsAwayWhatWouldBeArchivedIsRefusedAndTheRestGoesOn() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    post.archive.away(true);
    romeo.send("juliet", body("1"));
    assertThat(List.of(romeo.next(), romeo.next()))
        .containsExactlyInAnyOrder("error 1", "safe [1]");
    romeo.send("juliet", fleeting("2"));
    assertThat(juliet.next()).isEqualTo("2");
    post.archive.away(false);
    assertThat(post.archive.isQuiet()).isTrue();
    romeo.send("juliet", body("3"));
    begun("romeo SENT 3", "juliet RECEIVED 3");
    post.archive.commit("juliet RECEIVED 3");
    assertThat(juliet.next()).isEqualTo("3, id of juliet");
  }

  @Test
  void anOwedCopyHoldsUpOnlyWhatIsArchivedAfterIt() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    romeo.send("juliet", body("1"));
    begun("romeo SENT 1", "juliet RECEIVED 1");
    post.archive.commit("juliet RECEIVED 1");
    assertThat(juliet.next()).isEqualTo("1, id of juliet");
    juliet.send("romeo", body("2"));
    begun("juliet SENT 2", "romeo RECEIVED 2");
    post.archive.fail("romeo SENT 1");
    post.archive.commit("romeo RECEIVED 2");
    juliet.send("romeo", fleeting("3"));
    assertThat(romeo.next()).isEqualTo("3");
    assertThat(romeo.isQuiet()).isTrue();
    assertThat(post.archive.next()).isEqualTo("romeo SENT 1");
    post.archive.commit("romeo SENT 1");
    assertThat(romeo.next()).isEqualTo("2, id of romeo");
  }

  @Test
  void aCopyIsNotOwedAnyMoreOnceItsMessageHasComeBack() {
    Post.Device romeo = post.online("romeo/hall", 0);
    post.online("juliet/phone", 0);
    romeo.send("juliet", body("1"));
    begun("romeo SENT 1", "juliet RECEIVED 1");
    post.archive.fail("romeo SENT 1");
    post.archive.fail("juliet RECEIVED 1");
    assertThat(romeo.next()).isEqualTo("error 1");
    assertThat(romeo.next()).isEqualTo("safe [1]");
    assertThat(post.archive.isQuiet()).isTrue();
  }

  /** The message of a client that names what it sends; tests know its id from its sender. */
  private static String named(String text, String id) {
    return body(text) + "<origin-id xmlns='urn:xmpp:sid:0' id='" + id + "'/>";
  }

  @Test
  void whatCameBeforeTheServerStartedIsNotArchivedTwiceAndKeepsItsId() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    post.archive.earlier("romeo SENT 1");
    post.archive.earlier("juliet RECEIVED 1");
    romeo.send("juliet", named("1", "hall1"));
    assertThat(juliet.next()).isEqualTo("1, earlier id");
    juliet.take();
    assertThat(romeo.next()).isEqualTo("safe [1]");
    assertThat(post.archive.isQuiet()).isTrue();
  }

  @Test
  void eachSideKnowsWhatItsOwnArchiveHas() {
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device juliet = post.online("juliet/phone", 0);
    post.archive.earlier("romeo SENT 1");
    romeo.send("juliet", named("1", "hall1"));
    assertThat(post.archive.next()).isEqualTo("juliet RECEIVED 1");
    post.archive.commit("juliet RECEIVED 1");
    assertThat(juliet.next()).isEqualTo("1, id of juliet");
  }

  @Test
  void whatHasNoOriginIdIsNew() {
    Post.Device romeo = post.online("romeo/hall", 0);
    post.archive.earlier("romeo SENT 1");
    romeo.send("juliet", body("1"));
    begun("romeo SENT 1", "juliet RECEIVED 1");
  }

  @Test
  void whatAnAccountSendsToItselfIsRecordedOnce() {
    Post.Device phone = post.online("juliet/phone", 0);
    Post.Device laptop = post.online("juliet/laptop", 0);
    phone.send("juliet/laptop", body("1"));
    assertThat(post.archive.next()).isEqualTo("juliet RECEIVED 1");
    post.archive.commit("juliet RECEIVED 1");
    assertThat(laptop.next()).isEqualTo("1, id of juliet");
    assertThat(post.archive.isQuiet()).isTrue();
  }

  @Test
  void whatIsRefusedDoesNotGoIntoTheArchive() {
    Post.Device romeo = post.online("romeo/hall", 0);
    romeo.send("nobody", fleeting("1"));
    assertThat(romeo.next()).isEqualTo("error 1");
    assertThat(romeo.next()).isEqualTo("safe [1]");
    assertThat(post.archive.isQuiet()).isTrue();
  }

  @Test
  void whatIsArchivedWaitsAsAPointerAndComesUnderTheSameId() {
    Post.Device romeo = post.online("romeo/hall", 0);
    romeo.send("juliet", body("1"));
    begun("romeo SENT 1", "juliet RECEIVED 1");
    post.archive.commit("romeo SENT 1");
    post.archive.commit("juliet RECEIVED 1");
    assertThat(post.offline.next()).isEqualTo("pointer");
    assertThat(romeo.next()).isEqualTo("safe [1]");
    Post.Device juliet = post.online("juliet/phone", 0);
    assertThat(juliet.next()).isEqualTo("from the archive, id of juliet, late");
    juliet.take();
    assertThat(post.offline.next()).isEqualTo("deleted");
  }

  @Test
  void othersAreShownWhatWasSentWhenItIsCommitted() {
    post.close();
    post = new Post(true, true);
    Post.Device romeo = post.online("romeo/hall", 0);
    Post.Device phone = post.online("juliet/phone", 0);
    Post.Device laptop = post.online("juliet/laptop", 0);
    phone.send("romeo/hall", body("1"));
    begun("juliet SENT 1", "romeo RECEIVED 1");
    post.archive.commit("romeo RECEIVED 1");
    assertThat(romeo.next()).isEqualTo("1, id of romeo");
    assertThat(laptop.isQuiet()).isTrue();
    post.archive.commit("juliet SENT 1");
    assertThat(laptop.next()).isEqualTo("sent 1");
  }
}
