/** Relays files between clients that cannot reach each other (XEP-0065). */
@NullMarked
package dev.parley.modules.proxy;

import org.jspecify.annotations.NullMarked;
