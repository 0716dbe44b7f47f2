package dev.parley.server.transfer;

import dev.parley.core.module.XmlCodec;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.ValueCodec;
import dev.parley.protocol.xml.Element;

/**
 * What features keep for accounts, under the names and in the forms that they have chosen.
 *
 * @param privateXml of XEP-0049, by namespace and name
 * @param cards of XEP-0054
 * @param avatars hashes of the images in cards (XEP-0153)
 * @param blocked one address a line (XEP-0191)
 * @param preferences whose messages are kept (XEP-0441)
 * @param notifications settings of chats as JSON (XEP-0492)
 * @param unfinished there while the account is being read from a file
 */
record Stores(
    KeyValueStore<Element> privateXml,
    KeyValueStore<Element> cards,
    KeyValueStore<String> avatars,
    KeyValueStore<String> blocked,
    KeyValueStore<Element> preferences,
    KeyValueStore<String> notifications,
    KeyValueStore<String> unfinished) {

  static Stores of(Storage storage) {
    return new Stores(
        storage.keyValue("private", XmlCodec.INSTANCE),
        storage.keyValue("vcard", XmlCodec.INSTANCE),
        storage.keyValue("avatar", ValueCodec.TEXT),
        storage.keyValue("blocklist", ValueCodec.TEXT),
        storage.keyValue("archive", XmlCodec.INSTANCE),
        storage.keyValue("notification-settings", ValueCodec.TEXT),
        storage.keyValue("import", ValueCodec.TEXT));
  }
}
