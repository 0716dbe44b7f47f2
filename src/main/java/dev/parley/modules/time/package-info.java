/** The server's time (XEP-0202). */
@NullMarked
package dev.parley.modules.time;

import org.jspecify.annotations.NullMarked;
