/** Contact lists and presence subscriptions (RFC 6121 §2, §3). */
@NullMarked
package dev.parley.modules.roster;

import org.jspecify.annotations.NullMarked;
