package dev.parley.bench;

import java.nio.charset.StandardCharsets;

/** People whose contacts see their status change. A unit is one contact's copy of a presence. */
final class PresenceLoad extends CliqueLoad {
  private static final byte[] STATUS = "<status>".getBytes(StandardCharsets.US_ASCII);
  private static final String PRESENCE =
      "<presence><show>away</show><status>"
          + Template.COUNTER
          + " gone for a walk</status></presence>";

  PresenceLoad(Fleet fleet, Target target, int count) {
    super(fleet, target, count, new Template(PRESENCE));
  }

  @Override
  String address(LoadAccount account) {
    return account.full();
  }

  @Override
  int counter(byte[] data, int start, int end) {
    return Bytes.counterAfter(data, start, end, STATUS);
  }

  @Override
  boolean repeats() {
    return false;
  }

  /** Counts a fault, unless it is the member's own presence, which may come late. */
  @Override
  void foreign(Member member, byte[] data, int start, int end) {
    if (!member.isNamed(data, start, end)) {
      deliveries().foreign(data, start, end);
    }
  }
}
