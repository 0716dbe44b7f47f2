/** Info/query: each get or set is answered exactly once (RFC 6120 §8.2.3). */
@NullMarked
package dev.parley.modules.iq;

import org.jspecify.annotations.NullMarked;
