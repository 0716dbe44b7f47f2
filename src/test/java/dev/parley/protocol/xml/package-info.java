/** Tests of the XML tree, its parser and its writer. */
@NullMarked
package dev.parley.protocol.xml;

import org.jspecify.annotations.NullMarked;
