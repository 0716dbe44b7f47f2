/** Application-level pings (XEP-0199). */
@NullMarked
package dev.parley.modules.ping;

import org.jspecify.annotations.NullMarked;
