/** Tests of addresses. */
@NullMarked
package dev.parley.protocol.jid;

import org.jspecify.annotations.NullMarked;
