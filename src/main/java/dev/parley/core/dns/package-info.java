/** Where other servers are: questions to name servers, and what follows from their answers. */
@NullMarked
package dev.parley.core.dns;

import org.jspecify.annotations.NullMarked;
