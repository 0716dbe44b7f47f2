/**
 * Delivery of messages to accounts and their sessions (RFC 6121 §5, §8), and what waits for them.
 */
@NullMarked
package dev.parley.modules.message;

import org.jspecify.annotations.NullMarked;
