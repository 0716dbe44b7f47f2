/** Immutable XML, its streaming parser and its writer (RFC 6120 §11). */
@NullMarked
package dev.parley.protocol.xml;

import org.jspecify.annotations.NullMarked;
