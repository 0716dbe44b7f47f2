package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crash.Entry.Copy;
import dev.parley.crash.Ledger.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each error is planted once into an honest history of two people with two devices each, of whom
 * Juliet writes on her phone; the ledger must see that one and no other.
 */
class LedgerTest {
  private static final Figures CLEAN = new Figures(0, 0, 0, 0, 0);
  private static final List<String> OTHERS = List.of("juliet/desk", "romeo/phone", "romeo/desk");

  private final Ledger ledger = new Ledger();
  private final List<Entry> hers = new ArrayList<>();
  private final List<Entry> his = new ArrayList<>();

  private static Copy copy(int number) {
    return new Copy(new Body("juliet_phone", "romeo", number), 1);
  }

  /** As the archive of an account has it. */
  private static Entry entry(String account, int number) {
    return new Entry(account + "-id-" + number, copy(number), "text " + number);
  }

  @BeforeEach
  void threeMessages() {
    for (var account : List.of("juliet", "romeo")) {
      for (var resource : List.of("phone", "desk")) {
        ledger.register(account, account + "/" + resource);
        ledger.newSession(account + "/" + resource);
      }
    }
    IntStream.of(1, 2, 3)
        .forEach(number -> {
          ledger.acknowledged("juliet", "juliet/phone", copy(number).body());
          hers.add(entry("juliet", number));
          his.add(entry("romeo", number));
        });
  }

  private void live(String device, int... numbers) {
    var account = device.substring(0, device.indexOf('/'));
    IntStream.of(numbers).forEach(number -> ledger.live(device, entry(account, number)));
  }

  private void allLiveBut(String device) {
    OTHERS.stream().filter(other -> !other.equals(device)).forEach(other -> live(other, 1, 2, 3));
  }

  private void assertFigures(Figures expected) {
    ledger.archive("juliet", hers);
    ledger.archive("romeo", his);
    assertThat(ledger.figures()).as(String.join("\n", ledger.findings())).isEqualTo(expected);
  }

  @Test
  void anHonestHistoryIsClean() {
    allLiveBut("nobody");
    assertThat(ledger.wanting()).isEmpty();
    assertFigures(CLEAN);
    assertThat(ledger.findings()).isEmpty();
    assertThat(CLEAN.isClean()).isTrue();
  }

  @Test
  void aDeviceThatMissesOneHasAGap() {
    allLiveBut("juliet/desk");
    live("juliet/desk", 1, 3);
    assertThat(ledger.wanting()).containsExactly("juliet/desk has not got juliet_phone-romeo-2");
    assertFigures(new Figures(0, 0, 0, 0, 1));
  }

  @Test
  void whatTheArchiveGivesFillsTheGap() {
    allLiveBut("romeo/desk");
    live("romeo/desk", 1, 3);
    ledger.caughtUp("romeo/desk", entry("romeo", 2));
    assertFigures(CLEAN);
  }

  @Test
  void whatCameBackNeedsNobodyToHaveIt() {
    OTHERS.forEach(device -> live(device, 1, 3));
    ledger.bounced(copy(2).body());
    his.remove(1);
    assertFigures(CLEAN);
  }

  @Test
  void twiceInOneSessionIsADouble() {
    allLiveBut("romeo/desk");
    live("romeo/desk", 1, 2, 2, 3);
    assertFigures(new Figures(0, 1, 0, 0, 0));
  }

  @Test
  void againInTheNextSessionIsNoDouble() {
    allLiveBut("nobody");
    ledger.newSession("romeo/desk");
    live("romeo/desk", 2, 3);
    assertFigures(CLEAN);
  }

  @Test
  void twiceInAnArchiveIsADouble() {
    allLiveBut("nobody");
    his.add(new Entry("another-id", copy(3), "text 3"));
    assertFigures(new Figures(0, 1, 0, 0, 0));
  }

  @Test
  void againstTheOrderOfTheArchiveIsDisordered() {
    allLiveBut("romeo/phone");
    live("romeo/phone", 2, 1, 3);
    assertFigures(new Figures(0, 0, 1, 0, 0));
  }

  @Test
  void archivesOfBothSidesHaveOneOrder() {
    allLiveBut("juliet/desk");
    live("juliet/desk", 2, 1, 3);
    hers.add(0, hers.remove(1));
    assertFigures(new Figures(0, 0, 1, 0, 0));
  }

  @Test
  void anArchiveWithoutAnAcknowledgedMessageLacksIt() {
    allLiveBut("juliet/desk");
    live("juliet/desk", 1, 2);
    ledger.caughtUp("juliet/desk", entry("juliet", 3));
    hers.remove(2);
    assertFigures(new Figures(1, 0, 0, 0, 0));
  }

  @Test
  void whatIsLiveAndNotInTheArchiveDiffers() {
    allLiveBut("nobody");
    ledger.live("romeo/phone", new Entry("", copy(4), "text 4"));
    assertFigures(new Figures(0, 0, 0, 1, 0));
  }

  @Test
  void whatTheArchiveHasWithOtherWordsDiffers() {
    allLiveBut("romeo/phone");
    live("romeo/phone", 1, 2);
    ledger.live("romeo/phone", new Entry("romeo-id-3", copy(3), "other words"));
    assertFigures(new Figures(0, 0, 0, 1, 0));
  }
}
