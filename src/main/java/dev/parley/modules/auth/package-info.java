/** The service that lets clients in (RFC 6120 §6). */
@NullMarked
package dev.parley.modules.auth;

import org.jspecify.annotations.NullMarked;
