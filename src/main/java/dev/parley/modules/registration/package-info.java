/** Accounts made and changed in band (XEP-0077). */
@NullMarked
package dev.parley.modules.registration;

import org.jspecify.annotations.NullMarked;
