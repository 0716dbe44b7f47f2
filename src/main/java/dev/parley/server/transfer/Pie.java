package dev.parley.server.transfer;

/** The names in files of accounts (XEP-0227), and those that only Parley writes. */
final class Pie {
  static final String NS = "urn:xmpp:pie:0";

  /** Before version 1.0; ejabberd has long written it. */
  static final String OLD_NS = "http://www.xmpp.org/extensions/xep-0227.html#ns";

  static final String SCRAM = "urn:xmpp:pie:0#scram";
  static final String MAM = "urn:xmpp:pie:0#mam";
  static final String XINCLUDE = "http://www.w3.org/2001/XInclude";
  static final String ROSTER = "jabber:iq:roster";
  static final String PRIVATE = "jabber:iq:private";
  static final String PRIVACY = "jabber:iq:privacy";
  static final String VCARD = "vcard-temp";
  static final String BLOCKING = "urn:xmpp:blocking";
  static final String PUBSUB = "http://jabber.org/protocol/pubsub";
  static final String PUBSUB_OWNER = PUBSUB + "#owner";
  static final String RESULT = "urn:xmpp:mam:2";
  static final String FORWARD = "urn:xmpp:forward:0";
  static final String DELAY = "urn:xmpp:delay";
  static final String SID = "urn:xmpp:sid:0";

  /** {@code <disabled/>} within a user: who may not log in. */
  static final String OURS = "urn:parley:account:0";

  private Pie() {}
}
