/** Copies of conversations for an account's other devices (XEP-0280). */
@NullMarked
package dev.parley.modules.carbons;

import org.jspecify.annotations.NullMarked;
