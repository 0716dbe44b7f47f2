package dev.parley.modules.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterVersionTest {
  /**
   * A roster at version 60, with removals forgotten up to 20: five contacts last changed in 10, 20,
   * 30, 50 and 60, and one removed in 40.
   */
  private static final List<RosterItem> ITEMS =
      List.of(
          item("e", true, 60),
          item("c", true, 30),
          item("gone", false, 40),
          item("a", true, 10),
          item("d", true, 50),
          item("b", true, 20),
          asking("stranger"));

  /** RFC 6121 §2.6.3. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # client has, changes in their order; "whole" for the whole roster
          60,           ''
          50,           e
          45,           d e
          40,           d e
          30,           gone d e
          20,           c gone d e
          19,           whole
          0,            whole
          61,           whole
          -1,           whole
          """)
  void aClientGetsWhatHasChangedSinceItsVersion(long has, String expected) {
    assertThat(changes(RosterVersion.toText(has), ITEMS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"''", "x y", "not-ours", "9e99", "zzzzzzzzzzzzzzzzzzzzzz", "+1o", "01o", "1O"})
  void aVersionThatIsNotOursIsUnknown(String foreign) {
    assertThat(changes(foreign, ITEMS)).isEqualTo("whole");
  }

  /** 20 changes, and one more for every two contacts. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # contacts, of them changed, removed, changes
          0,          0,               20,      20
          0,          0,               21,      whole
          100,        70,              0,       70
          100,        71,              0,       whole
          100,        50,              21,      whole
          """)
  void aRosterThatHasLargelyChangedIsSentWhole(
      int contacts, int changed, int removed, String expected) {
    List<RosterItem> items = new ArrayList<>();
    for (int i = 0; i < contacts; i++) {
      items.add(item("contact" + i, true, i < changed ? 55 : 45));
    }
    for (int i = 0; i < removed; i++) {
      items.add(item("removed" + i, false, 55));
    }

    List<RosterItem> changes = RosterVersion.changesSince(RosterVersion.toText(50), 60, 20, items);
    assertThat(changes == null ? "whole" : String.valueOf(changes.size())).isEqualTo(expected);
  }

  @Test
  void anEmptyRosterHasAVersionToo() {
    assertThat(RosterVersion.changesSince("0", 0, 0, List.of())).isEmpty();
    assertThat(RosterVersion.changesSince("", 0, 0, List.of())).isNull();
  }

  @Test
  void versionsLeadTheClockAndNeverGoBack() {
    assertThat(RosterVersion.next(0, 1_000)).isEqualTo(1_000);
    assertThat(RosterVersion.next(1_000, 5_000)).isEqualTo(5_000);
    assertThat(RosterVersion.next(5_000, 5_000)).isEqualTo(5_001);
    assertThat(RosterVersion.next(5_001, 3_000)).isEqualTo(5_002);
  }

  private static String changes(String known, List<RosterItem> items) {
    @Nullable List<RosterItem> changes = RosterVersion.changesSince(known, 60, 20, items);
    return changes == null
        ? "whole"
        : String.join(" ", changes.stream().map(item -> item.contact().local()).toList());
  }

  private static RosterItem item(String local, boolean listed, long version) {
    return new RosterItem(
        Jid.parse(local + "@example.net"),
        null,
        List.of(),
        SubscriptionState.NONE,
        false,
        listed,
        null,
        version);
  }

  private static RosterItem asking(String local) {
    return new RosterItem(
        Jid.parse(local + "@example.net"),
        null,
        List.of(),
        SubscriptionState.NONE_PENDING_IN,
        false,
        false,
        "<presence/>",
        0);
  }
}
