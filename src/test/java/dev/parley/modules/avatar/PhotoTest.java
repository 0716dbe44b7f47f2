package dev.parley.modules.avatar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoTest {
  private static final String ID = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

  private static Element card(String photo) {
    return XmlReader.read("<vCard xmlns='vcard-temp'><FN>J</FN>" + photo + "</vCard>", "");
  }

  @Test
  void readsThePhotoOfACardWithItsLineBreaks() {
    Photo photo =
        Objects.requireNonNull(
            Photo.ofCard(
                card("<PHOTO><TYPE>image/gif</TYPE><BINVAL>\n aGVs\n bG8= </BINVAL></PHOTO>")));

    assertThat(photo.base64()).isEqualTo("aGVsbG8=");
    assertThat(photo.type()).isEqualTo("image/gif");
    assertThat(photo.bytes()).isEqualTo(5);
    assertThat(photo.id()).isEqualTo("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
    assertThat(Photo.ofCard(Photo.inCard(card(""), photo))).isEqualTo(photo);
    assertThat(Photo.ofData(photo.toData(), Photo.info(photo.toMetadata()))).isEqualTo(photo);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "<PHOTO/>",
    "<PHOTO><BINVAL/></PHOTO>",
    "<PHOTO><EXTVAL>http://x</EXTVAL></PHOTO>"
  })
  void someCardsHaveNoPhotoWithin(String photo) {
    assertThat(Photo.ofCard(card(photo))).isNull();
  }

  @Test
  void refusesAnImageWithAnotherHash() {
    Element data = XmlReader.read("<data xmlns='" + Photo.DATA + "'>aGVsbG8=</data>", "");
    Element info = XmlReader.read("<info xmlns='" + Photo.METADATA + "' id='" + ID + "'/>", "");

    assertThat(Photo.ofData(data, info)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # sent | delivered
          <presence/> | <presence>{x}</presence>
          <presence>{y}</presence> | <presence>{x}</presence>
          <presence>{empty}</presence> | <presence>{empty}</presence>
          <presence>{none}</presence> | <presence>{x}</presence>
          <presence type='unavailable'/> | <presence type='unavailable'/>
          """)
  void injectsTheHash(String sent, String delivered) {
    assertThat(PhotoHash.inject(presence(sent), ID)).isEqualTo(presence(delivered));
    assertThat(PhotoHash.inject(presence(sent), "")).isEqualTo(presence(sent));
  }

  private static Presence presence(String text) {
    String x = "<x xmlns='vcard-temp:x:update'>";
    String xml =
        text.replace("{x}", x + "<photo>" + ID + "</photo></x>")
            .replace("{y}", x + "<photo>0000</photo></x>")
            .replace("{empty}", x + "<photo/></x>")
            .replace("{none}", x + "</x>");
    return (Presence) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }
}
