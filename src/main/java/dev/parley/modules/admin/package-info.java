/** Administration of the server by those who may, from their clients (XEP-0133). */
@NullMarked
package dev.parley.modules.admin;

import org.jspecify.annotations.NullMarked;
