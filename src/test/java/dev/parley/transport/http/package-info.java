/** The HTTP server as clients and attackers see it. */
@NullMarked
package dev.parley.transport.http;

import org.jspecify.annotations.NullMarked;
