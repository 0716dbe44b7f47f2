package dev.parley.modules.muc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.protocol.jid.Jid;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AffiliationsTest {
  private static final Jid NEW = Jid.parse("new@verona.example");
  private static final Standing MEMBER = Standing.wanted(Affiliation.MEMBER, null, null);
  private static final Standing GONE = Standing.wanted(Affiliation.NONE, null, null);

  @Test
  void aRoomKnowsSoManyPeopleAndNoMore() {
    Map<Jid, Standing> almost = people(Affiliations.MOST - 1);
    Map<Jid, Standing> full = people(Affiliations.MOST);

    assertFalse(Affiliations.isTooMuch(almost, Map.of(NEW, MEMBER)));
    assertTrue(Affiliations.isTooMuch(full, Map.of(NEW, MEMBER)));
  }

  @Test
  void aFullRoomStillChangesAndForgetsThoseItKnows() {
    Map<Jid, Standing> full = people(Affiliations.MOST);
    Jid known = full.keySet().iterator().next();

    assertFalse(Affiliations.isTooMuch(full, Map.of(known, MEMBER)));
    assertFalse(Affiliations.isTooMuch(full, Map.of(known, GONE)));
    assertFalse(Affiliations.isTooMuch(full, Map.of(NEW, GONE)));
  }

  private static Map<Jid, Standing> people(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> Jid.parse("p" + i + "@verona.example"), i -> MEMBER));
  }
}
