/** A chat client for browsers, served by the server itself. */
@NullMarked
package dev.parley.modules.webchat;

import org.jspecify.annotations.NullMarked;
