/** Tests of the whole house. */
@NullMarked
package dev.skewer.harness;

import org.jspecify.annotations.NullMarked;
