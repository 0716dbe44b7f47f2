/** The HTTP server: HTTP/1.1 and HTTP/2 under TLS, and HTTP/1.1 for reverse proxies. */
@NullMarked
package dev.parley.transport.http;

import org.jspecify.annotations.NullMarked;
