package dev.parley.core.config;

/**
 * What one account may keep.
 *
 * @param sessions sessions at a time
 * @param rosterItems contacts
 * @param rosterGroups groups of one contact
 * @param rosterNameCharacters characters of a contact's or a group's name
 * @param pendingSubscriptions requests that wait for the owner's answer
 * @param directedPresences addresses that a session has sent directed presence to
 * @param offlineMessages messages kept while no device is there
 * @param offlineBytes bytes that these may hold
 * @param privateXmlBytes private XML (XEP-0049), all elements together
 * @param vcardBytes the vCard (XEP-0054)
 * @param blockedAddresses entries of the block list (XEP-0191)
 */
public record AccountLimits(
    int sessions,
    int rosterItems,
    int rosterGroups,
    int rosterNameCharacters,
    int pendingSubscriptions,
    int directedPresences,
    int offlineMessages,
    long offlineBytes,
    int privateXmlBytes,
    int vcardBytes,
    int blockedAddresses) {
  public static final AccountLimits DEFAULT =
      new AccountLimits(20, 2_000, 20, 256, 500, 1_000, 1_000, 16_777_216, 524_288, 131_072, 1_000);

  public AccountLimits {
    Check.range("sessions", sessions, 1, 10_000);
    Check.range("rosterItems", rosterItems, 0, 1_000_000);
    Check.range("rosterGroups", rosterGroups, 0, 1_000);
    Check.range("rosterNameCharacters", rosterNameCharacters, 1, 10_000);
    Check.range("pendingSubscriptions", pendingSubscriptions, 0, 1_000_000);
    Check.range("directedPresences", directedPresences, 0, 1_000_000);
    Check.range("offlineMessages", offlineMessages, 0, 10_000_000);
    Check.range("offlineBytes", offlineBytes, 0, 1_000_000_000_000L);
    Check.range("privateXmlBytes", privateXmlBytes, 0, 100_000_000);
    Check.range("vcardBytes", vcardBytes, 0, 100_000_000);
    Check.range("blockedAddresses", blockedAddresses, 0, 1_000_000);
  }
}
