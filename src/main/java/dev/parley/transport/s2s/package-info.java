/** Streams with other servers (RFC 6120, XEP-0178, XEP-0220, XEP-0288). */
@NullMarked
package dev.parley.transport.s2s;

import org.jspecify.annotations.NullMarked;
