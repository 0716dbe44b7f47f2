/** Lets a user see and revoke what has access to the account (XEP-0494). */
@NullMarked
package dev.parley.modules.devices;

import org.jspecify.annotations.NullMarked;
