/** Clients that other people wrote, talking to the server. */
@NullMarked
package dev.parley.interop;

import org.jspecify.annotations.NullMarked;
