/** XMPP addresses (RFC 7622). */
@NullMarked
package dev.parley.protocol.jid;

import org.jspecify.annotations.NullMarked;
