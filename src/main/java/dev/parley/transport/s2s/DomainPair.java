package dev.parley.transport.s2s;

import dev.parley.protocol.jid.Jid;

/**
 * Two domains that exchange stanzas; each pair proves itself alone (XEP-0220 §1.3).
 *
 * @param local a domain served here, in the form that a JID has
 * @param remote one of another server
 */
record DomainPair(String local, String remote) {
  Jid localJid() {
    return Jid.of(null, local, null);
  }

  Jid remoteJid() {
    return Jid.of(null, remote, null);
  }

  @Override
  public String toString() {
    return local + " with " + remote;
  }
}
