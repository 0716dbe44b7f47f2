package dev.parley.modules.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.storage.StorageException;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NodeConfigTest {
  private static final PubsubSettings SETTINGS = PubsubSettings.of(new JsonObject());

  private static DataForm form(String type, String field, String... values) {
    return new DataForm(
        DataForm.Type.SUBMIT,
        null,
        List.of(),
        List.of(DataForm.Field.of(DataForm.FORM_TYPE, type), DataForm.Field.of(field, values)));
  }

  private static NodeConfig configured(String field, String... values) {
    return ConfigForms.configured(
        NodeConfig.ACCOUNT, form(Pubsub.CONFIG_FORM, field, values), SETTINGS);
  }

  @ParameterizedTest
  @EnumSource(ConfigField.class)
  void everyFieldHasADefaultThatItAccepts(ConfigField field) {
    assertThat(field.normalized(NodeConfig.SERVICE.values(field)))
        .contains(NodeConfig.SERVICE.values(field));
    assertThat(ConfigField.named(field.wireName())).contains(field);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # field, as given, as kept
          pubsub#persist_items, true, 1
          pubsub#persist_items, 0, 0
          pubsub#max_items, max, max
          pubsub#max_items, 007, 7
          pubsub#access_model, whitelist, whitelist
          pubsub#contact, JULIET@example.org, juliet@example.org
          """)
  void valuesHaveOneSpelling(String field, String given, String kept) {
    assertThat(configured(field, given).text(ConfigField.named(field).orElseThrow()))
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          pubsub#persist_items, yes
          pubsub#max_items, 0
          pubsub#max_items, -1
          pubsub#max_items, 10001
          pubsub#max_items, 99999999999
          pubsub#access_model, secret
          pubsub#contact, '@'
          pubsub#node_type, collection
          """)
  void refusesWhatCannotBe(String field, String value) {
    assertThatThrownBy(() -> configured(field, value)).isInstanceOf(StanzaException.class);
  }

  @Test
  void ignoresFieldsOfOtherServices() {
    assertThat(configured("pubsub#body_xslt", "x").toJson(NodeConfig.ACCOUNT)).isEqualTo("{}");
  }

  @Test
  void refusesAFormOfAnotherKind() {
    assertThatThrownBy(() ->
            ConfigForms.configured(
                NodeConfig.ACCOUNT, form("urn:other", "pubsub#title", "x"), SETTINGS))
        .isInstanceOf(StanzaException.class);
  }

  @Test
  void isStoredAsWhatDiffers() {
    NodeConfig config = configured("pubsub#access_model", "open");
    String json = config.toJson(NodeConfig.ACCOUNT);

    assertThat(json).isEqualTo("{\"ACCESS_MODEL\":[\"open\"]}");
    assertThat(NodeConfig.fromJson(json, NodeConfig.ACCOUNT).accessModel())
        .isEqualTo(AccessModel.OPEN);
    assertThatThrownBy(() -> NodeConfig.fromJson("{", NodeConfig.ACCOUNT))
        .isInstanceOf(StorageException.class);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # field, value, met by a node with max_items=max and a whitelist
          pubsub#max_items, max, true
          pubsub#max_items, 10000, true
          pubsub#max_items, 5, false
          pubsub#access_model, whitelist, true
          pubsub#access_model, open, false
          pubsub#persist_items, true, true
          pubsub#colour, red, false
          """)
  void optionsArePreconditions(String field, String value, boolean met) {
    NodeConfig config = NodeDefaults.of(true, "urn:xmpp:bookmarks:1");
    DataForm options = form(Pubsub.OPTIONS_FORM, field, value);
    if (met) {
      ConfigForms.checkPreconditions(config, options, SETTINGS);
    } else {
      assertThatThrownBy(() -> ConfigForms.checkPreconditions(config, options, SETTINGS))
          .isInstanceOf(StanzaException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # node, access, items, last item
          http://jabber.org/protocol/tune, PRESENCE, 1, ON_SUB_AND_PRESENCE
          eu.siacs.conversations.axolotl.devicelist, OPEN, 1, ON_SUB_AND_PRESENCE
          eu.siacs.conversations.axolotl.bundles:1, OPEN, 1, ON_SUB_AND_PRESENCE
          urn:xmpp:omemo:2:bundles, OPEN, max, ON_SUB_AND_PRESENCE
          urn:xmpp:bookmarks:1, WHITELIST, max, NEVER
          urn:xmpp:mds:displayed:0, WHITELIST, max, NEVER
          storage:bookmarks, WHITELIST, 1, ON_SUB_AND_PRESENCE
          """)
  void knownNodesNeedNoSettings(
      String node, AccessModel access, String items, NodeConfig.SendLast last) {
    NodeConfig config = NodeDefaults.of(true, node);

    assertThat(config.accessModel()).isEqualTo(access);
    assertThat(config.text(ConfigField.MAX_ITEMS)).isEqualTo(items);
    assertThat(config.sendLast()).isEqualTo(last);
    assertThat(NodeDefaults.of(false, node)).isSameAs(NodeConfig.SERVICE);
  }

  @Test
  void somePrivateNodesStayPrivate() {
    NodeConfig open = NodeConfig.ACCOUNT.with(ConfigField.ACCESS_MODEL, "open");

    assertThat(NodeDefaults.allows(true, "urn:xmpp:bookmarks:1", open)).isFalse();
    assertThat(NodeDefaults.allows(false, "urn:xmpp:bookmarks:1", open)).isTrue();
    assertThat(NodeDefaults.allows(true, "urn:example:note", open)).isTrue();
  }
}
