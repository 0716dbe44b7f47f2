/** Keeps out whom the operator, or lists of others in real time, say to keep out. */
@NullMarked
package dev.parley.modules.blocklists;

import org.jspecify.annotations.NullMarked;
