package dev.parley.protocol.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFormTest {
  private static final String FORM =
      "<x xmlns='jabber:x:data' type='form'><title>Bot</title><instructions>One</instructions>"
          + "<instructions>Two</instructions>"
          + "<field var='FORM_TYPE' type='hidden'><value>urn:bot</value></field>"
          + "<field var='name' type='text-single' label='Name'><required/></field>"
          + "<field var='color' type='list-single'><value>red</value>"
          + "<option label='Red'><value>red</value></option>"
          + "<option><value>blue</value></option></field></x>";

  @Test
  void aFormIsReadFieldByField() {
    DataForm form = DataForm.parse(XmlReader.read(FORM, ""));

    assertThat(form).isNotNull();
    assertThat(form.type()).isEqualTo(DataForm.Type.FORM);
    assertThat(form.title()).isEqualTo("Bot");
    assertThat(form.instructions()).containsExactly("One", "Two");
    assertThat(form.formType()).isEqualTo("urn:bot");
    assertThat(form.value("color")).isEqualTo("red");
    assertThat(form.field("name").required()).isTrue();
    assertThat(form.field("color").options()).containsExactly("red", "blue");
    assertThat(form.field("size")).isNull();
    assertThat(form.value("name")).isNull();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    DataForm form =
        DataForm.result(
            "urn:bot", List.of(DataForm.Field.of("a", "1", "2"), DataForm.Field.of("b")));

    assertThat(DataForm.parse(form.toElement())).isEqualTo(form);
  }

  @Test
  void everyOptionHasALabel() {
    var options = DataForm.parse(XmlReader.read(FORM, "")).toElement().toString();

    assertThat(options)
        .contains("<option label='Red'><value>red</value></option>")
        .contains("<option label='blue'><value>blue</value></option>");
  }

  @Test
  void whatIsNoFormIsNotRead() {
    assertThat(DataForm.parse(Element.of("jabber:x:data", "x"))).isNull();
    assertThat(DataForm.parse(Element.of("jabber:x:data", "y"))).isNull();
    assertThat(DataForm.parse(XmlReader.read("<x xmlns='jabber:x:data' type='odd'/>", "")))
        .isNull();
  }
}
