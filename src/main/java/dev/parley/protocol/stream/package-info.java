/** Stream headers and stream errors (RFC 6120 §4). */
@NullMarked
package dev.parley.protocol.stream;

import org.jspecify.annotations.NullMarked;
