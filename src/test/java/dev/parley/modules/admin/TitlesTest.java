package dev.parley.modules.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read in the lists and forms of their clients. */
class TitlesTest {
  @Test
  void givesEachCommandAFewWords() {
    assertThat(AdminModule.others())
        .allSatisfy(command -> assertThat(Titles.of(command)).isNotEqualTo(command.summary()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jid     | The account, as in a@b.c. | The account, as in a@b.c",
        "service | As in conference.b.c.     | Service (as in conference.b.c)",
        "jid     | Somebody elsewhere        | Address (somebody elsewhere)"
      })
  void namesWhatIsToBeFilledIn(String name, String help, String label) {
    assertThat(Titles.label(new Argument(name, help, Kind.NAME, true))).isEqualTo(label);
  }
}
