/** Whom users do not want to hear of (XEP-0191). */
@NullMarked
package dev.parley.modules.blocking;

import org.jspecify.annotations.NullMarked;
