/** Tests of this package. */
@NullMarked
package dev.parley.transport.websocket;

import org.jspecify.annotations.NullMarked;
