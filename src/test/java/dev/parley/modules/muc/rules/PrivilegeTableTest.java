package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.muc.rules.AffiliationRules.Change;
import dev.parley.modules.muc.rules.RoleRules.Standing;
import dev.parley.protocol.stanza.StanzaError.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The rules of XEP-0045 §5 for everybody towards everybody: what was read once and found right is
 * in a file, and each cell of it has to stay. {@code -Dgolden=update} writes it anew.
 */
class PrivilegeTableTest {
  private static final Path FILE = Path.of("src/test/resources/golden/muc/privileges.txt");
  private static final Set<Role> PRESENT = EnumSet.range(Role.VISITOR, Role.MODERATOR);
  private static final Set<Affiliation> ADMITTED =
      EnumSet.range(Affiliation.NONE, Affiliation.OWNER);

  private final StringBuilder table = new StringBuilder();

  @Test
  void everyCellIsAsItWasFoundRight() throws IOException {
    roles();
    affiliations();
    consequences();
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(FILE, table);
    }
    assertThat(table.toString()).isEqualTo(Files.readString(FILE));
  }

  private void line(Object... words) {
    for (int i = 0; i < words.length; i++) {
      String word = words[i].toString();
      table.append(i == words.length - 1 ? word : String.format(Locale.ROOT, "%-13s", word));
    }
    table.append('\n');
  }

  private static String word(@Nullable Condition refusal) {
    return refusal == null ? "yes" : refusal.elementName();
  }

  /** §5.1.1, §5.1.3, §8.2 to §8.4, §9.6, §9.7 */
  private void roles() {
    line("Who may give whom which role");
    line("actor", "", "target", "", "none", "visitor", "participant", "moderator");
    for (Affiliation own : ADMITTED) {
      for (Role role : PRESENT) {
        for (Affiliation other : ADMITTED) {
          for (Role given : PRESENT) {
            Standing actor = new Standing(own, role);
            Standing target = new Standing(other, given);
            line(
                own.wireName(),
                role.wireName(),
                other.wireName(),
                given.wireName(),
                word(RoleRules.refusal(actor, target, Role.NONE)),
                word(RoleRules.refusal(actor, target, Role.VISITOR)),
                word(RoleRules.refusal(actor, target, Role.PARTICIPANT)),
                word(RoleRules.refusal(actor, target, Role.MODERATOR)));
          }
        }
      }
    }
  }

  /** §5.2, §9.1 to §9.5, §10.3 to §10.8 */
  private void affiliations() {
    table.append("\n");
    line("Who may change which affiliation");
    line("actor", "from", "to", "other", "own", "last owner", "own and last");
    for (Affiliation actor : Affiliation.values()) {
      for (Affiliation from : Affiliation.values()) {
        for (Affiliation to : Affiliation.values()) {
          line(
              actor.wireName(),
              from.wireName(),
              to.wireName(),
              word(AffiliationRules.refusal(new Change(actor, from, to, false, false))),
              word(AffiliationRules.refusal(new Change(actor, from, to, true, false))),
              word(AffiliationRules.refusal(new Change(actor, from, to, false, true))),
              word(AffiliationRules.refusal(new Change(actor, from, to, true, true))));
        }
      }
    }
  }

  /** §5.1.2, §5.1.3 */
  private void consequences() {
    table.append("\n");
    line("Which role follows from another affiliation");
    line("from", "role", "to", "open", "moderated", "members only", "both");
    for (Affiliation from : ADMITTED) {
      for (Role role : PRESENT) {
        for (Affiliation to : Affiliation.values()) {
          Standing before = new Standing(from, role);
          line(
              from.wireName(),
              role.wireName(),
              to.wireName(),
              RoleRules.afterAffiliation(before, to, false, false).wireName(),
              RoleRules.afterAffiliation(before, to, true, false).wireName(),
              RoleRules.afterAffiliation(before, to, false, true).wireName(),
              RoleRules.afterAffiliation(before, to, true, true).wireName());
        }
      }
    }
  }
}
