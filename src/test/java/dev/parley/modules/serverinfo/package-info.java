/** What is published of a server, and who may be named there. */
@NullMarked
package dev.parley.modules.serverinfo;

import org.jspecify.annotations.NullMarked;
