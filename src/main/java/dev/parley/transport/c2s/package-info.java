/** Client streams over TCP (RFC 6120): the edge between sockets and the bus. */
@NullMarked
package dev.parley.transport.c2s;

import org.jspecify.annotations.NullMarked;
