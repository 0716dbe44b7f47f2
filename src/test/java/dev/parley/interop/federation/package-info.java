/** Servers that other people wrote, talking to this one. */
@NullMarked
package dev.parley.interop.federation;

import org.jspecify.annotations.NullMarked;
