/** Client streams over HTTP requests that are held until there is something to say (XEP-0124). */
@NullMarked
package dev.parley.transport.bosh;

import org.jspecify.annotations.NullMarked;
