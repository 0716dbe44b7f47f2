/** Client streams over WebSocket (RFC 7395). */
@NullMarked
package dev.parley.transport.websocket;

import org.jspecify.annotations.NullMarked;
