/** The pages of the web client as they are served. */
@NullMarked
package dev.parley.modules.webchat;

import org.jspecify.annotations.NullMarked;
