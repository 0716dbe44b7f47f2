package dev.parley.modules.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {
  /** RFC 6121 §4.7.2.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # children of the presence                          | valid
          <show>away</show>                                   | true
          <priority>0</priority>                              | true
          <priority>-128</priority>                           | true
          <priority> 127 </priority>                          | true
          <priority>128</priority>                            | false
          <priority>-129</priority>                           | false
          <priority>high</priority>                           | false
          <priority/>                                         | false
          <priority>1</priority><priority>2</priority>        | false
          <priority xmlns='urn:example:other'>high</priority> | true
          """)
  void aPriorityIsANumberFromMinus128To127(String children, boolean valid) {
    Presence presence =
        (Presence)
            Stanza.parse(
                XmlReader.read("<presence>" + children + "</presence>", Namespaces.CLIENT));

    assertThat(Priority.isValid(presence)).isEqualTo(valid);
  }
}
