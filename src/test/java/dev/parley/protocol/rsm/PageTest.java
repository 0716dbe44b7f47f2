package dev.parley.protocol.rsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static Element query(String set) {
    return XmlReader.read(
        "<query xmlns='q'><set xmlns='http://jabber.org/protocol/rsm'>" + set + "</set></query>",
        "");
  }

  @Test
  void aQueryWithoutSetAsksForTheFirstPage() {
    assertThat(PageRequest.within(XmlReader.read("<query xmlns='q'/>", "")))
        .isEqualTo(PageRequest.FIRST);
  }

  @Test
  void anEmptyBeforeAsksForTheLastPage() {
    PageRequest request = PageRequest.within(query("<max>10</max><before/>"));

    assertThat(request.isBackwards()).isTrue();
    assertThat(request.before()).isEmpty();
    assertThat(request.size(50)).isEqualTo(10);
  }

  @Test
  void theServerSetsTheUpperLimit() {
    assertThat(PageRequest.within(query("<max>1000000000</max>")).size(50)).isEqualTo(50);
    assertThat(PageRequest.FIRST.size(50)).isEqualTo(50);
  }

  @Test
  void zeroAsksForTheCountAlone() {
    assertThat(PageRequest.within(query("<max>0</max>")).size(50)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<max>-1</max>", "<max>ten</max>", "<max/>", "<index>1e9</index>"})
  void whatIsNoCountIsABadRequest(String set) {
    assertThatThrownBy(() -> PageRequest.within(query(set))).isInstanceOf(StanzaException.class);
  }

  @Test
  void aPageNamesItsEndsAndTheWhole() {
    assertThat(new Page("a", "c", 4, 20).toElement())
        .isEqualTo(
            query("<first index='4'>a</first><last>c</last><count>20</count>").elements().get(0));
    assertThat(Page.empty(20).toElement()).isEqualTo(query("<count>20</count>").elements().get(0));
  }
}
