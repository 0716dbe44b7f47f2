/** Conversations: scripts of what clients say and hear, played against a real server. */
@NullMarked
package dev.parley.testing.conversation;

import org.jspecify.annotations.NullMarked;
