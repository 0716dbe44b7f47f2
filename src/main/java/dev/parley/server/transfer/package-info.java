/** Accounts in files, for and from other servers (XEP-0227). */
@NullMarked
package dev.parley.server.transfer;

import org.jspecify.annotations.NullMarked;
