/**
 * What XEP-0045 decides: affiliations, roles, configuration. Pure functions of what they are given.
 */
@NullMarked
package dev.parley.modules.muc.rules;

import org.jspecify.annotations.NullMarked;
