/** Attacks on a whole server over real sockets; the names A1 to A150 are those of known attacks. */
@NullMarked
package dev.parley.security;

import org.jspecify.annotations.NullMarked;
