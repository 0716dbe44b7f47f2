/** Certificates, and what TLS is made of. */
@NullMarked
package dev.parley.core.tls;

import org.jspecify.annotations.NullMarked;
