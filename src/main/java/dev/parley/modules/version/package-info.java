/** The name and version of the software (XEP-0092). */
@NullMarked
package dev.parley.modules.version;

import org.jspecify.annotations.NullMarked;
