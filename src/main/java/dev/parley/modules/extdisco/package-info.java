/** Where services outside of XMPP are, such as TURN relays, and how to use them (XEP-0215). */
@NullMarked
package dev.parley.modules.extdisco;

import org.jspecify.annotations.NullMarked;
