/** Values and pure functions of XMPP: no I/O, no server. */
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
